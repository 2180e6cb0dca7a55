# SPDX-License-Identifier: Apache-2.0
"""突增 What rises, and what is chance."""

import pytest

from yingda.measure import rising


@pytest.mark.parametrize(
    ("cases", "before", "rises"),
    [(4, 0, True), (2, 0, False), (4, 8, False), (12, 8, True), (40, 300, False), (80, 300, True)],
)
def test_a_week_rises_when_it_is_more_than_chance(cases, before, rises):
    assert rising.rises(cases, before, 8, least=4) is rises


def test_too_few_to_act_on_never_rise():
    assert not rising.rises(3, 0, 8, least=4)


def test_the_chance_falls_with_every_case_and_begins_at_one():
    chances = [rising.chance(n, 5, 8) for n in range(8)]
    assert chances[0] == 1.0 and chances == sorted(chances, reverse=True)


def test_what_was_never_seen_is_expected_a_little():
    assert 0 < rising.usual(0, 8) < 0.1
    assert rising.usual(16, 8) == pytest.approx(16.5 / 9)
