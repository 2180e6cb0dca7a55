# SPDX-License-Identifier: Apache-2.0
"""连续 The reading of "any continuous 24 hours"."""

from array import array
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from yingda.measure.continuous import TOO_SHORT, Moments, micros, moment, reading
from yingda.measure.share import NOTHING
from yingda.standard.clause import Clause

BEGIN = datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)
CLAUSE = Clause(
    id="connect_95", words="接通率", source="标准", book="gbt", since=date(2017, 7, 1), target=0.95
)  # fmt: skip


def read(*pairs, as_of, waiting=0, reasons=None):
    """Hours after the beginning, whether lost, whether set aside."""
    begun = array("q", [micros(BEGIN + HOUR * after) for after, *_ in pairs])
    lost, aside = bytearray(p[1] for p in pairs), bytearray((*p, 0)[2] for p in pairs)
    found = Moments(begun, lost, aside, reasons or {}, micros(BEGIN), waiting)
    return reading(CLAUSE, found, BEGIN + HOUR * as_of, "近30日")


def test_the_worst_24_hours_judge_and_those_of_now_stand_beside():
    calls = [(n, n in (30, 31)) for n in range(1, 100)]
    r = read(*calls, as_of=99)
    assert r.value == pytest.approx(22 / 24)
    assert r.met is False
    assert r.formula.startswith("接通 22 ÷ 呼入 24（2026-11-01 ")
    assert r.formula.endswith("此刻24小时 接通 24 ÷ 呼入 24；还可漏接1个")
    assert r.beside == (("此刻24小时", 1.0),)


def test_what_is_lost_beyond_the_budget_is_said():
    calls = [(n, n > 95) for n in range(1, 100)]
    assert "已多漏接3个" in read(*calls, as_of=99).formula


def test_calls_set_aside_are_counted_and_the_whole_stays():
    calls = [(n, n == 50, n == 50) for n in range(1, 100)]
    r = read(*calls, as_of=99, reasons={"trunk_outage": 1})
    assert (r.value, r.met, r.excluded) == (1.0, True, {"trunk_outage": 1})
    assert r.whole == pytest.approx(23 / 24)


def test_who_still_waits_is_said_and_not_counted():
    assert "3个仍在等待，未计" in read((1, 0), as_of=30, waiting=3).formula


def test_less_than_a_day_is_not_judged():
    r = read((1, 0), (2, 1), as_of=5)
    assert (r.value, r.met, r.note) == (0.5, None, TOO_SHORT)


def test_without_calls_there_is_nothing_to_count():
    r = read(as_of=50)
    assert (r.value, r.met, r.note) == (None, None, NOTHING)


def test_a_moment_is_the_same_there_and_back():
    at = BEGIN + timedelta(microseconds=1)
    assert moment(micros(at)) == at
