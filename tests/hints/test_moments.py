# SPDX-License-Identifier: Apache-2.0
"""When it was, as people say it, seen from the afternoon of Monday 23 November 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import moments

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("said", "at", "rough"),
    [
        ("昨晚十一点多", "11-22 23:00", True),
        ("今天早上8点半", "11-23 08:30", False),
        ("昨天凌晨2点", "11-22 02:00", False),
        ("昨晚一点", "11-23 01:00", False),
        ("晚上十二点", "11-23 00:00", False),
        ("三天前", "11-20 15:30", True),
        ("半小时前", "11-23 15:00", True),
        ("11月20日下午三点", "11-20 15:00", False),
        ("上周五晚上", "11-20 20:00", True),
        ("周三上午", "11-18 10:00", True),
        ("今天中午十二点一刻", "11-23 12:15", False),
        ("上个月底", "10-28 12:00", True),
        ("今年8月份", "08-15 12:00", True),
        ("三个多月前", "08-25 15:30", True),
        ("国庆", "10-01 12:00", True),
        ("这个月初", "11-03 12:00", True),
        ("前天下午四点二十分左右", "11-21 16:20", True),
    ],
)
def test_a_moment_is_read_as_it_is_meant(said, at, rough):
    (found,) = moments.told(f"情况是{said}开始的", NOW)
    assert (f"{found.at:%m-%d %H:%M}", found.rough, found.words) == (at, rough, said)


def test_a_day_without_its_year_is_the_last_one_that_was():
    (found,) = moments.told("12月1日停过水", NOW)
    assert found.at.year == 2025


def test_a_season_of_a_year_gone_is_roughly_known():
    (found,) = moments.told("去年冬天开始的", NOW)
    assert (f"{found.at:%Y-%m}", found.rough) == ("2025-12", True)


def test_a_day_that_no_calendar_has_is_no_moment():
    assert moments.told("13月45日", NOW) == ()


@given(st.text(alphabet="昨今前天晚上午凌晨一二十点半刻分多月日号周星期年12:：", max_size=30))
def test_no_words_break_the_reading_or_lead_far_ahead(text):
    for found in moments.told(text, NOW):
        assert text[found.start : found.end] == found.words
        assert (found.at - NOW).days <= 1
