# SPDX-License-Identifier: Apache-2.0
"""校准 A chance comes to be worth what was seen of it, and never falls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.measure.calibrated import AS_SAID, LEAST, MOST, Bin, Curve, fit

CHANCES = st.floats(0, 1)


def test_with_nothing_judged_what_was_believed_before_holds():
    assert fit([]) is AS_SAID and fit([Bin(0.5, 0, 0)]).at(0.4) == 0.4


def test_what_was_judged_often_is_worth_what_was_seen():
    curve = fit([Bin(0.3, 1000, 600), Bin(0.9, 1000, 950)], weight=20)
    assert abs(curve.at(0.3) - 0.6) < 0.01 and abs(curve.at(0.9) - 0.95) < 0.01
    assert 0.6 < curve.at(0.6) < 0.95


def test_a_few_cases_move_a_belief_only_a_little():
    curve = fit([Bin(0.9, 2, 0)], weight=20)
    assert 0.8 < curve.at(0.9) < 0.83


def test_bins_against_the_order_are_pooled():
    curve = fit([Bin(0.2, 10, 6), Bin(0.4, 10, 2), Bin(0.8, 10, 9)])
    assert curve.at(0.2) == curve.at(0.4) == pytest.approx(0.4) and curve.at(0.8) == 0.9


def test_a_chance_is_never_certain():
    assert Curve((0.0, 1.0), (0.0, 1.0)).at(0.0) == LEAST and AS_SAID.at(1.0) == MOST


@given(
    st.lists(st.tuples(CHANCES, st.integers(0, 30), st.integers(0, 30)), max_size=8),
    CHANCES, CHANCES, st.floats(0, 50),
)  # fmt: skip
def test_more_said_is_never_worth_less(rows, one, other, weight):
    bins = [Bin(mean, n, min(right, n)) for mean, n, right in rows]
    if len({b.mean for b in bins if b.counted}) < sum(b.counted > 0 for b in bins):
        return  # bins have means of their own
    curve = fit(bins, weight=weight)
    low, high = sorted((one, other))
    assert LEAST <= curve.at(low) <= curve.at(high) + 1e-9 <= MOST + 1e-9
