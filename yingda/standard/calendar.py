# SPDX-License-Identifier: Apache-2.0
"""日历 Calendar: working days with the yearly holiday notice, shifted weekends included.

A year without a notice falls back to Monday-Friday and is named by `unknown_years`; it never
raises. Hours and "n days" are exact time (24 h x n); working days end at the day's end time.
"""

from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from .clause import Span

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
Kind = Literal["working", "weekend", "holiday", "shifted"]


class Year(Struct, frozen=True, kw_only=True):
    """年 The holidays and shifted working weekends of a year, with the notice they come from."""

    year: int
    source: str
    holidays: dict[date, str]
    shifted: frozenset[date]


def local(moment: datetime) -> datetime:
    """`moment` in the city's zone. Raises ValueError if it is naive."""
    if moment.tzinfo is None:
        raise ValueError("时刻须带时区")
    return moment.astimezone(ZONE)


class Calendar:
    """工作日历 The working calendar of the years for which notices are known."""

    def __init__(self, years: tuple[Year, ...] = ()) -> None:
        self.years = {y.year: y for y in years}
        self._holidays = {d: name for y in years for d, name in y.holidays.items()}
        self._shifted = frozenset(d for y in years for d in y.shifted)

    def known(self, year: int) -> bool:
        """Is the holiday notice of `year` in the books?"""
        return year in self.years

    def unknown_years(self, begins: date, until: date) -> tuple[int, ...]:
        """The years from `begins` to `until` without a notice: weekdays are assumed for them."""
        return tuple(y for y in range(begins.year, until.year + 1) if not self.known(y))

    def kind(self, day: date) -> Kind:
        """工作日, 周末, 节假日 or 调休上班."""
        if day in self._shifted:
            return "shifted"
        if day in self._holidays:
            return "holiday"
        return "weekend" if day.weekday() >= 5 else "working"

    def name(self, day: date) -> str:
        """The name of the holiday on `day`, or empty."""
        return self._holidays.get(day, "")

    def is_working(self, day: date) -> bool:
        """Is `day` worked, shifted weekends included?"""
        return self.kind(day) in ("working", "shifted")

    def nth_working(self, day: date, n: int) -> date:
        """The `n`-th working day after `day` (n >= 1)."""
        while n > 0:
            day += DAY
            n -= self.is_working(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie after `a` up to and including `b`; 0 if `b` is not later."""
        return sum(self.is_working(a + DAY * n) for n in range(1, (b - a).days + 1))

    def counts(self, start: datetime, *, counts_receipt_day: bool, day_ends: time) -> bool:
        """Is the day of `start` itself the first working day counted?"""
        at = local(start)
        return counts_receipt_day and self.is_working(at.date()) and at.time() < day_ends

    def add(
        self, start: datetime, span: Span, *, counts_receipt_day: bool, day_ends: time
    ) -> datetime:
        """`start` plus `span`; the arguments after it matter for working days only.

        A start on a day not worked, or after `day_ends`, counts from the next working day.
        """
        at = local(start)
        if span.unit != "working_days":
            return at + timedelta(**{span.unit: span.amount})
        first = self.counts(at, counts_receipt_day=counts_receipt_day, day_ends=day_ends)
        return at_time(self.nth_working(at.date(), span.amount - first), day_ends)


def at_time(day: date, clock: time) -> datetime:
    """`clock` on `day` in the city's zone."""
    return datetime.combine(day, clock, ZONE)
