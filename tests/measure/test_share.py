# SPDX-License-Identifier: Apache-2.0
"""占比 A share can be checked by hand, and nothing that was left out is hidden."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.measure import Tally
from yingda.measure.share import NOTHING, TOO_FEW, share, wilson
from yingda.standard.clause import Clause

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
CLAUSE = Clause(
    id="sign_in", words="按时签收", source="本市", book="demo-city", since=date(2021, 1, 1),
    ledger="limits", of="sign_in", measure="share_in_time", target=0.95,
)  # fmt: skip
tallies = st.integers(1, 5000).flatmap(lambda n: st.integers(0, n).map(lambda yes: Tally(yes, n)))


def read(counts, **more):
    return share(CLAUSE, counts, "按时签收", "应签收", NOW, **more)


def test_the_formula_is_written_with_its_numbers():
    reading = read({"": Tally(37, 41)})
    assert reading.formula == "按时签收 37 ÷ 应签收 41"
    assert reading.value == pytest.approx(37 / 41)
    assert (reading.met, reading.counted, reading.as_of) == (False, 41, NOW)


def test_what_is_left_out_is_counted_by_reason_and_the_whole_figure_stands_beside():
    reading = read({"": Tally(38, 40), "weather": Tally(0, 10), "untrue": Tally(1, 2)})
    assert reading.met is True
    assert reading.excluded == {"untrue": 2, "weather": 10}
    assert reading.left_out == 12
    assert reading.whole == pytest.approx(39 / 52)


def test_where_nothing_was_counted_there_is_neither_figure_nor_verdict():
    reading = read({})
    assert (reading.value, reading.met, reading.low, reading.note) == (None, None, None, NOTHING)


def test_too_few_give_a_figure_but_no_verdict():
    reading = read({"": Tally(5, 5)}, min_n=30)
    assert (reading.value, reading.met, reading.note) == (1, None, TOO_FEW)


def test_a_clause_that_wants_little_is_met_from_below():
    from msgspec.structs import replace

    little = replace(CLAUSE, target=0.1, options={"at_most": True})
    assert share(little, {"": Tally(1, 20)}, "异议", "派单", NOW).met is True
    assert share(little, {"": Tally(3, 20)}, "异议", "派单", NOW).met is False


def test_the_interval_is_the_one_of_wilson():
    low, high = wilson(Tally(8, 10))  # Newcombe 1998, method 3
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    low, high = wilson(Tally(0, 20))
    assert (low, round(high, 4)) == (0, 0.1611)


def test_no_counts_have_no_interval():
    with pytest.raises(ValueError, match="没有计数"):
        wilson(Tally(0, 0))


@given(tallies)
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(tally):
    low, high = wilson(tally)
    assert 0 <= low <= tally.value + 1e-12
    assert tally.value - 1e-12 <= high <= 1


@given(tallies)
def test_ten_times_as_many_make_a_narrower_interval(tally):
    low, high = wilson(tally)
    lower, higher = wilson(Tally(tally.yes * 10, tally.counted * 10))
    assert higher - lower < high - low


@given(st.dictionaries(st.sampled_from(["", "a", "b"]), tallies, min_size=1))
def test_counted_and_left_out_together_are_the_whole(counts):
    reading = read(counts)
    everything = sum(t.counted for t in counts.values())
    assert reading.counted + reading.left_out == everything
    assert reading.whole == pytest.approx(sum(t.yes for t in counts.values()) / everything)
