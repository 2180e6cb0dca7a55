# SPDX-License-Identifier: Apache-2.0
"""计时 Reckon: pauses keep what was left; the account of a limit adds up."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from yingda.standard import Standard, load
from yingda.standard.reckon import out_of_quiet

ZONE = ZoneInfo("Asia/Shanghai")
WORKED = load(["shandong-2020", "jinan-2018", "demo-jinan"])
STARTS = st.datetimes(datetime(2018, 8, 1), datetime(2027, 12, 1), timezones=st.just(ZONE))
GAPS = st.timedeltas(timedelta(minutes=1), timedelta(days=20))
TIERS = st.sampled_from(["critical", "urgent", "general", "complex"])


def test_pauses_move_the_limit_as_the_table_says(
    cities: dict[str, Standard], line_of_pauses: dict[str, Any]
) -> None:
    case = line_of_pauses
    due = cities[case["city"]].replayed("reply", "general", case["begun"], case["pauses"])
    assert due and due.at == case["due"]


@given(STARTS, TIERS, GAPS, GAPS)
def test_a_pause_never_makes_a_limit_earlier(
    start: datetime, tier: str, wait: timedelta, length: timedelta
) -> None:
    due = WORKED.due("reply", tier, start)
    assert due
    paused = start + wait
    assert WORKED.after_pause(due, paused, paused + length).at >= due.at


@given(STARTS, st.integers(0, 10000), GAPS)
def test_of_natural_time_exactly_what_was_left_is_left_on_resumption(
    start: datetime, share: int, length: timedelta
) -> None:
    due = WORKED.due("reply", "urgent", start)
    assert due
    paused = start + (due.at - start) * share / 10001
    resumed = paused + length
    assert WORKED.after_pause(due, paused, resumed).at - resumed == due.at - paused


@given(STARTS, GAPS, GAPS)
def test_of_working_days_as_many_are_left_after_resumption_as_after_the_pause(
    start: datetime, wait: timedelta, length: timedelta
) -> None:
    due = WORKED.due("reply", "general", start)
    assert due
    paused = start + wait
    resumed = paused + length
    if paused >= due.at:
        return
    left = WORKED.calendar.working_days_between(paused.date(), due.at.date())
    moved = WORKED.after_pause(due, paused, resumed)
    now_left = WORKED.calendar.working_days_between(resumed.date(), moved.at.date())
    assert now_left == left or (left == 0 and now_left <= 1)


@given(STARTS, GAPS, GAPS, GAPS)
def test_a_longer_pause_never_gives_an_earlier_limit(
    start: datetime, wait: timedelta, length: timedelta, more: timedelta
) -> None:
    due = WORKED.due("reply", "general", start)
    assert due
    paused = start + wait
    short = WORKED.after_pause(due, paused, paused + length)
    assert WORKED.after_pause(due, paused, paused + length + more).at >= short.at


@given(STARTS, TIERS, GAPS, GAPS)
def test_the_account_covers_the_time_from_start_to_due_without_gap(
    start: datetime, tier: str, wait: timedelta, length: timedelta
) -> None:
    pauses = [(start + wait, start + wait + length)]
    due = WORKED.replayed("reply", tier, start, pauses)
    assert due
    spans = WORKED.spans(start, due, pauses)
    assert spans[0].begins == start
    assert spans[-1].until == due.at
    assert all(a.until == b.begins for a, b in zip(spans, spans[1:], strict=False))


def test_the_account_of_working_days_says_which_day_counted_and_why(
    jinan: Standard, at: Callable[..., datetime]
) -> None:
    start = at(2026, 2, 13, 10)
    due = jinan.due("reply", "general", start)
    assert due
    told = [(s.begins.day, s.kind, s.counted, s.why) for s in jinan.spans(start, due)]
    assert told == [
        (13, "working", False, "收到当日不计"),
        (14, "shifted", True, "调休上班，计入"),
        (15, "holiday", False, "节假日（春节），不计"),
        (24, "working", True, "工作日，计入"),
    ]


def test_the_account_says_where_a_year_is_only_guessed(
    jinan: Standard, at: Callable[..., datetime]
) -> None:
    start = at(2026, 12, 30, 10)
    due = jinan.due("reply", "general", start)
    assert due
    assert "按周一至周五推算" in jinan.spans(start, due)[-1].why


def test_the_account_of_natural_time_shows_the_pause(
    beijing: Standard, at: Callable[..., datetime]
) -> None:
    start, pause = at(2026, 3, 2, 10), (at(2026, 3, 2, 14), at(2026, 3, 2, 20))
    due = beijing.replayed("reply", "urgent", start, [pause])
    assert due
    counted = [s for s in beijing.spans(start, due, [pause]) if s.counted]
    assert sum((s.until - s.begins for s in counted), timedelta()) == timedelta(hours=24)


def test_quiet_hours_over_midnight_end_in_the_morning(at: Callable[..., datetime]) -> None:
    night = (time(21), time(8))
    assert out_of_quiet(at(2026, 3, 2, 21), *night) == at(2026, 3, 3, 8)
    assert out_of_quiet(at(2026, 3, 3, 7, 59), *night) == at(2026, 3, 3, 8)
    assert out_of_quiet(at(2026, 3, 3, 8), *night) == at(2026, 3, 3, 8)
    assert out_of_quiet(at(2026, 3, 3, 12, 30), time(12), time(14)) == at(2026, 3, 3, 14)
