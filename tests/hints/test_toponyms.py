# SPDX-License-Identifier: Apache-2.0
"""Names of places of the whole country are known, and little else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import shipped, toponyms

NAMES = shipped.place_names()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("浙江省", "P"),
        ("浙江", "p"),
        ("绍兴市", "C"),
        ("诸暨", "d"),
        ("望京街道", "T"),
        ("壶镇", "t"),
    ],
)
def test_names_of_the_country_are_known_by_their_kind(words, kind):
    assert kind in NAMES.kinds(words)


@given(st.sets(st.text(min_size=2, max_size=8), max_size=30))
def test_what_was_put_in_is_always_found(words):
    made = toponyms.Toponyms(toponyms.kept({"T": words}, "made up"))
    assert all(made.kinds(one) == "T" for one in words)


def test_few_other_words_are_taken_for_a_name():
    others = [f"无此地名{nth}" for nth in range(1000)]
    assert sum(bool(NAMES.kinds(one)) for one in others) < 300


def test_a_damaged_file_gives_no_names():
    with pytest.raises(toponyms.BadToponyms):
        toponyms.unpacked(b"nothing")
