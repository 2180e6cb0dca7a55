# SPDX-License-Identifier: Apache-2.0
"""What is shipped is whole, small, and says where it comes from."""

import pytest

from yingda.hints import shipped


@pytest.mark.parametrize("name", ["subject", "nature"])
def test_shipped_weights_say_from_what_they_were_learnt(name):
    assert shipped.weights(name).learnt["from"]
    assert (shipped.FOLDER / f"{name}.bin").stat().st_size < 3_000_000


def test_all_signs_speak_for_a_tier_that_is_graver_than_general():
    assert {rule.tier for rule in shipped.book().rules} == {"critical", "urgent"}
