# SPDX-License-Identifier: Apache-2.0
"""计时 Reckon: pauses and the account of a limit - which time was counted, which not, and why."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from .calendar import DAY, Calendar, at_time, local
from .clause import CountedSpan, Due

Pauses = Sequence[tuple[datetime, datetime]]

_KINDS = {"working": "工作日", "weekend": "周末", "holiday": "节假日", "shifted": "调休上班"}


def after_pause(calendar: Calendar, due: Due, paused_at: datetime, resumed_at: datetime) -> Due:
    """`due` moved by a pause, never earlier. A limit already over is not revived by a pause.

    Natural time moves by the length of the pause. Of working days, those left after the day of the
    pause are counted again after the day of resumption; if none is left, the day of resumption is
    the last (the next working day if it is not worked or already over).
    """
    if resumed_at <= paused_at or paused_at >= due.at:
        return due
    if due.calendar == "natural":
        return replace(due, at=due.at + (resumed_at - paused_at))
    ends, resumed = local(due.at), local(resumed_at)
    left = calendar.working_days_between(local(paused_at).date(), ends.date())
    over = resumed.time() >= ends.time() or not calendar.is_working(resumed.date())
    last = calendar.nth_working(resumed.date(), left or int(over))
    return replace(due, at=max(ends, at_time(last, ends.time())))


def spans(
    calendar: Calendar, start: datetime, due: Due, pauses: Pauses, *, first_day: bool
) -> tuple[CountedSpan, ...]:
    """The stretches from `start` to `due`; `first_day`: the day of receipt was counted."""
    if due.calendar == "natural":
        return tuple(_natural(local(start), local(due.at), pauses))
    days = _days(calendar, local(start), local(due.at), pauses, first_day=first_day)
    return tuple(_joined(days))


def _natural(start: datetime, end: datetime, pauses: Pauses) -> Iterator[CountedSpan]:
    for begun, ended in sorted(pauses):
        a, b = max(local(begun), start), min(local(ended), end)
        if a >= b:
            continue
        if a > start:
            yield _span(start, a, "natural", True, "自然时间，连续计算")
        yield _span(a, b, "paused", False, "暂停，不计时")
        start = b
    if start < end:
        yield _span(start, end, "natural", True, "自然时间，连续计算")


def _days(
    calendar: Calendar, start: datetime, end: datetime, pauses: Pauses, *, first_day: bool
) -> Iterator[CountedSpan]:
    day = start.date()
    while day <= end.date():
        begins = max(start, at_time(day, time()))
        until = min(end, at_time(day + DAY, time()))
        kind, name = calendar.kind(day), calendar.name(day)
        why = f"{_KINDS[kind]}{'（' + name + '）' if name else ''}"
        if begins >= until:
            pass
        elif not calendar.is_working(day):
            yield _span(begins, until, kind, False, f"{why}，不计")
        elif day == start.date() and not first_day:
            yield _span(begins, until, kind, False, "收到当日不计")
        elif _held(day, end.date(), pauses):
            yield _span(begins, until, "paused", False, "暂停，不计")
        else:
            guess = "" if calendar.known(day.year) else "（该年节假日安排未知，按周一至周五推算）"
            yield _span(begins, until, kind, True, f"{why}，计入{guess}")
        day += DAY


def _held(day: date, last: date, pauses: Pauses) -> bool:
    """Was `day` given back by a pause? The day of the pause counts; that of resumption if last."""
    for begun, ended in pauses:
        a, b = local(begun).date(), local(ended).date()
        if a < day < b or (a < day == b != last):
            return True
    return False


def _joined(days: Iterator[CountedSpan]) -> Iterator[CountedSpan]:
    last: CountedSpan | None = None
    for span in days:
        if last and (last.kind, last.counted, last.why) == (span.kind, span.counted, span.why):
            last = replace(last, until=span.until)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _span(begins: datetime, until: datetime, kind: str, counted: bool, why: str) -> CountedSpan:
    return CountedSpan(begins=begins, until=until, kind=kind, counted=counted, why=why)


def out_of_quiet(at: datetime, begins: time, ends: time) -> datetime:
    """`at`, or the end of the quiet hours (`begins` to `ends`, maybe over midnight) around it."""
    clock, day = local(at).time(), local(at).date()
    if begins <= ends:
        return at_time(day, ends) if begins <= clock < ends else at
    if clock >= begins:
        return at_time(day, ends) + timedelta(days=1)
    return at_time(day, ends) if clock < ends else at
