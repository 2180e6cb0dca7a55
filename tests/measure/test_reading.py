# SPDX-License-Identifier: Apache-2.0
"""读数 A reading says what it is about, also where there is no figure."""

from datetime import UTC, date, datetime

import pytest

from yingda.measure.reading import Tally, reaches, unmeasured
from yingda.standard.clause import Clause


def test_a_clause_without_a_measure_says_why():
    clause = Clause(
        id="calm", words="态度温和", source="第八条", book="gbt", since=date(2017, 7, 1),
        unmeasured="不能由系统计量",
    )  # fmt: skip
    reading = unmeasured(clause, clause.unmeasured, datetime(2026, 1, 1, tzinfo=UTC))
    assert (reading.clause, reading.unmeasured) == ("gbt:calm", "不能由系统计量")
    assert (reading.value, reading.met, reading.counted) == (None, None, 0)


@pytest.mark.parametrize(
    ("value", "target", "at_most", "met"),
    [
        (0.95, 0.95, False, True),
        (0.94, 0.95, False, False),
        (0.05, 0.05, True, True),
        (0.06, 0.05, True, False),
        (None, 0.95, False, None),
        (0.5, None, False, None),
    ],
)
def test_a_target_is_reached_from_the_right_side(value, target, at_most, met):
    assert reaches(value, target, at_most) is met


def test_tallies_add_up():
    assert Tally(1, 2) + Tally(2.5, 3) == Tally(3.5, 5)
    assert Tally().value is None
