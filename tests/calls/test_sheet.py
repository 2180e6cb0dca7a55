# SPDX-License-Identifier: Apache-2.0
"""话单表 A table of calls, row by row."""

import pytest

from yingda.calls.facts import Abandoned, Answered, Ended, Queued, Rang
from yingda.calls.sheet import BadMap, heading, parse, read_map
from yingda.calls.values import moment

MAP = """title = "表"
[columns]
id = ["line", "no"]
date = "day"
rang = "in"
queued = "queued"
answered = "up"
ended = ["out", "gone"]
seat = "seat"
outcome = "how"
[outcomes]
AGENT = "answered"
HANG = "abandoned"
PHANTOM = "not_offered"
"""
PLAN = read_map(MAP)
HEAD = "line,no,day,in,queued,up,out,gone,seat,how"
NAMES = heading(HEAD, PLAN)


def row(text):
    return parse(text, PLAN, NAMES)


def facts(text):
    parsed = row(text)
    assert not parsed.fault
    return [noted.fact for noted in parsed.noted]


def clock(text):
    return moment(f"2026-11-24 {text}")


def test_an_answered_call_has_all_its_moments():
    found = facts("A,7,2026-11-24,3600.0,3605.0,3610.5,3700.0,0.0,ANN,AGENT")
    assert [type(f) for f in found] == [Rang, Queued, Answered, Ended]
    assert [f.at for f in found] == [
        clock("01:00:00"), clock("01:00:05"), clock("01:00:10.5"), clock("01:01:40")
    ]  # fmt: skip
    assert (found[0].kind, found[2].seat) == ("inbound", "ANN")


def test_a_call_over_midnight_ends_on_the_next_day():
    found = facts("A,7,2026-11-24,86390.0,86395.0,5.0,65.0,0.0,ANN,AGENT")
    assert [f.at for f in found[2:]] == [
        moment("2026-11-25 00:00:05"),
        moment("2026-11-25 00:01:05"),
    ]


def test_a_call_is_named_by_its_columns_together():
    parsed = row("A,7,2026-11-24,3600.0,0.0,0.0,0.0,3620.0,,HANG")
    assert {noted.of for noted in parsed.noted} == {"A-7"}


def test_an_abandoned_call_without_an_end_was_abandoned_where_it_was_last_seen():
    assert type(facts("A,7,2026-11-24,3600.0,3605.0,0.0,0.0,0.0,,HANG")[-1]) is Abandoned


def test_what_is_no_call_is_not_offered():
    assert facts("A,7,2026-11-24,3600.0,0.0,0.0,0.0,3620.0,,PHANTOM")[0].kind == "own"


def test_an_answered_call_without_the_moment_is_offered_and_counted_as_a_fault():
    parsed = row("A,7,2026-11-24,3600.0,3605.0,0.0,0.0,3620.0,ANN,AGENT")
    assert parsed.fault == "missing"
    assert not [n for n in parsed.noted if isinstance(n.fact, Answered)]
    assert [n for n in parsed.noted if isinstance(n.fact, Rang)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A,7", "columns"),
        ('A,"7', "columns"),
        ("A,7,yesterday,3600.0,0.0,0.0,0.0,0.0,,HANG", "moment"),
        ("A,7,2026-11-24,soon,0.0,0.0,0.0,0.0,,HANG", "moment"),
        ("A,7,2026-11-24,0.0,0.0,0.0,0.0,0.0,,HANG", "missing"),
        ("A,7,2026-11-24,3600.0,0.0,0.0,0.0,0.0,,MAYBE", "event"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason(text, fault):
    assert (row(text).noted, row(text).fault) == ((), fault)


def test_the_heading_is_no_call():
    assert row("\ufeff" + HEAD) == ((), "", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (MAP.replace('"abandoned"', '"gone"'), "gone"),
        (MAP + "other = 1\n[else]\n", "."),
        ("title = ", "."),
    ],
)
def test_a_map_that_cannot_be_used_says_why(text, why):
    with pytest.raises(BadMap, match=why):
        read_map(text)


def test_a_map_names_only_columns_that_are_there():
    with pytest.raises(BadMap, match="queued"):
        heading(HEAD.replace("queued", "q"), PLAN)


def test_a_long_name_of_a_call_is_shortened_always_the_same():
    parsed = row("A," + "7" * 70 + ",2026-11-24,3600.0,0.0,0.0,0.0,3620.0,,HANG")
    assert len(parsed.noted[0].of) == 32
