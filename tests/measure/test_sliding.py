# SPDX-License-Identifier: Apache-2.0
"""滑动窗 The worst 24 hours, against looking at every one."""

from array import array
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingda.measure import sliding
from yingda.measure.sliding import DAY, Calls, Window, worst

HOUR = DAY // 24


def calls(*pairs):
    pairs = sorted(pairs)
    return Calls(array("q", [at for at, _ in pairs]), bytearray(lost for _, lost in pairs))


def looked_at(c, begin, until, span):
    """The greatest share lost of all windows that can differ, one by one."""
    ends = {begin + span, until} | set(c.moments) | {t + span for t in c.moments}
    shares = []
    for t in ends:
        if begin + span <= t <= until and (w := c.window(t, span)).counted:
            shares.append(Fraction(w.lost, w.counted))
    return max(shares, default=None)


@pytest.fixture(autouse=True)
def as_it_is():
    few = sliding.FEW
    yield
    sliding.FEW = few


SMALL = st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=120)


@pytest.mark.parametrize("few", [0, 5, 4096])
@given(pairs=SMALL, begin=st.integers(0, 100), length=st.integers(1, 350), span=st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_the_worst_window_is_the_worst_of_all_windows(few, pairs, begin, length, span):
    sliding.FEW = few
    c, until = calls(*pairs), begin + length
    found = worst(c, begin, until, span, grid=max(1, span // 3))
    expected = looked_at(c, begin, until, span) if length >= span else None
    assert (Fraction(found.lost, found.counted) if found else None) == expected


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 3)), min_size=200, max_size=900))
@settings(max_examples=30, deadline=None)
def test_also_where_there_are_many_calls(pairs):
    c = calls(*((at, kind == 0) for at, kind in pairs))
    found = worst(c, 0, 10**7, 10**6, grid=10**5)
    share = Fraction(found.lost, found.counted) if found else None
    assert share == looked_at(c, 0, 10**7, 10**6)


def test_a_loss_that_is_the_same_every_hour_is_walked_through():
    c = calls(*((n * 1000, n % 23 == 0) for n in range(60_000)))
    found = worst(c, 0, 60_000_000, 20_000_000)
    assert (found.lost, found.counted) == (870, 20_000)


def test_many_calls_in_one_microsecond_are_one_moment():
    c = calls(*((5, n % 2) for n in range(1000)), (500, 1))
    found = worst(c, 0, 2000, 1000, grid=100)
    assert (found.lost, found.counted) == (1, 1)


def test_the_worst_window_may_begin_when_an_answered_call_leaves():
    c = calls((0, 0), (10, 1))
    found = worst(c, -100, 200, 50)
    assert (found.since, found.counted, found.lost) == (0, 1, 1)
    assert c.window(49, 50).counted == 2


def test_a_window_has_its_end_but_not_its_beginning():
    c = calls((0, 1), (DAY, 0))
    assert (c.window(DAY).counted, c.window(DAY - 1).counted) == (1, 1)
    assert c.window(DAY - 1).lost == 1


def test_midnight_to_midnight_hides_what_any_24_hours_show():
    evening = [(20 * HOUR + n, n < 8) for n in range(20)]
    morning = [(DAY + 8 * HOUR + n, n < 8) for n in range(20)]
    quiet = [(HOUR + n, 0) for n in range(80)]
    quiet += [(2 * DAY - HOUR + n, 0) for n in range(80)]
    c = calls(*evening, *morning, *quiet)
    by_days = max(c.window(DAY - 1).share, c.window(2 * DAY).share)
    found = worst(c, -1, 2 * DAY)
    assert found.share < 0.61 < 0.9 < by_days


def test_less_than_a_whole_window_has_no_worst():
    assert worst(calls((1, 1)), 0, DAY - 1) is None
    assert worst(calls(), 0, 3 * DAY) is None


def test_the_budget_is_what_may_still_be_lost():
    window = Window(since=0, until=DAY, counted=1000, lost=40)
    assert window.budget(0.95) == pytest.approx(10)
    assert Window(since=0, until=DAY, counted=1000, lost=51).budget(0.95) < 0


def test_a_window_without_calls_has_no_share():
    assert calls().window(DAY).share is None


def test_every_call_has_its_fate():
    with pytest.raises(ValueError, match="不同"):
        Calls(array("q", [1]), bytearray())
