# SPDX-License-Identifier: Apache-2.0
"""日历 Calendar: holidays, shifted weekends, the edges of a working day, years without a notice."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.standard import Standard, load
from yingda.standard.calendar import Calendar, Year, local
from yingda.standard.clause import Span

ZONE = ZoneInfo("Asia/Shanghai")
KNOWN = load(["demo-city"]).calendar
CLOSING = time(17, 30)
DAYS = st.datetimes(datetime(2016, 1, 1), datetime(2028, 12, 31), timezones=st.just(ZONE))
WORKED = st.integers(1, 20).map(lambda n: Span(amount=n, unit="working_days"))


def test_the_day_of_receipt_counts_as_the_table_says(line_of_receipt_day: dict[str, Any]) -> None:
    case = line_of_receipt_day
    due = KNOWN.add(
        case["begun"],
        Span.parse(case["within"]),
        counts_receipt_day=case["counts_receipt_day"],
        day_ends=CLOSING,
    )
    assert due == case["due"]


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_the_shifted_weekends_of_2026_are_worked(day: str) -> None:
    worked = date.fromisoformat(f"2026-{day}")
    assert worked.weekday() >= 5
    assert KNOWN.kind(worked) == "shifted"
    assert KNOWN.is_working(worked)


def test_a_holiday_is_known_by_its_name() -> None:
    assert (KNOWN.kind(date(2026, 2, 17)), KNOWN.name(date(2026, 2, 17))) == ("holiday", "春节")
    assert KNOWN.kind(date(2026, 2, 24)) == "working"
    assert KNOWN.kind(date(2026, 3, 7)) == "weekend"


def test_a_year_without_a_notice_is_named_and_falls_back_to_weekdays() -> None:
    assert KNOWN.unknown_years(date(2026, 12, 1), date(2028, 1, 5)) == (2027, 2028)
    assert not KNOWN.known(2027)
    assert KNOWN.kind(date(2027, 1, 1)) == "working"
    assert KNOWN.kind(date(2027, 1, 2)) == "weekend"


def test_all_years_of_the_old_cases_and_of_today_are_known() -> None:
    assert KNOWN.unknown_years(date(2016, 1, 1), date(2026, 12, 31)) == ()


def test_twenty_four_hours_and_one_day_run_over_weekends_a_working_day_does_not(
    at: Callable[..., datetime],
) -> None:
    friday = at(2026, 3, 6, 16)
    added = [
        KNOWN.add(friday, Span.parse(text), counts_receipt_day=False, day_ends=CLOSING)
        for text in ("24h", "1d", "1wd")
    ]
    assert added == [at(2026, 3, 7, 16), at(2026, 3, 7, 16), at(2026, 3, 9, 17, 30)]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        local(datetime(2026, 3, 2))


@given(DAYS, WORKED, st.booleans())
def test_a_due_moment_is_never_before_its_start_and_always_on_a_working_day(
    start: datetime, span: Span, counts: bool
) -> None:
    due = KNOWN.add(start, span, counts_receipt_day=counts, day_ends=CLOSING)
    assert due > start
    assert KNOWN.is_working(due.date())
    assert due.time() == CLOSING


@given(DAYS, WORKED, st.booleans(), st.integers(0, 40))
def test_a_holiday_inside_makes_the_due_moment_later_never_earlier(
    start: datetime, span: Span, counts: bool, after: int
) -> None:
    plain = Calendar()
    off = start.date() + timedelta(days=after)
    off_then = Calendar(
        (Year(year=off.year, source="试", holidays={off: "假"}, shifted=frozenset()),)
    )
    due = plain.add(start, span, counts_receipt_day=counts, day_ends=CLOSING)
    later = off_then.add(start, span, counts_receipt_day=counts, day_ends=CLOSING)
    assert later >= due
    counted = plain.is_working(off) and start.date() < off <= due.date()
    assert (later > due) == (counted or (off == start.date() and counts_today(start, counts)))


def counts_today(start: datetime, counts: bool) -> bool:
    return Calendar().counts(start, counts_receipt_day=counts, day_ends=CLOSING)


@given(DAYS, st.timedeltas(timedelta(0), timedelta(days=30)), WORKED, st.booleans())
def test_who_comes_later_is_never_due_earlier(
    start: datetime, wait: timedelta, span: Span, counts: bool
) -> None:
    first = KNOWN.add(start, span, counts_receipt_day=counts, day_ends=CLOSING)
    second = KNOWN.add(start + wait, span, counts_receipt_day=counts, day_ends=CLOSING)
    assert second >= first


@given(DAYS, st.integers(1, 20))
def test_the_working_days_between_start_and_due_are_those_of_the_span(
    start: datetime, n: int
) -> None:
    span = Span(amount=n, unit="working_days")
    due = KNOWN.add(start, span, counts_receipt_day=False, day_ends=CLOSING)
    assert KNOWN.working_days_between(start.date(), due.date()) == n


def test_the_standard_warns_of_the_next_year(beijing: Standard) -> None:
    assert "2027年" in beijing.warnings(date(2026, 11, 1), date(2027, 12, 31))[0]
    assert beijing.warnings(date(2026, 1, 1), date(2026, 12, 31)) == ()
