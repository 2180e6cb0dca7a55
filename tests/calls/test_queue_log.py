# SPDX-License-Identifier: Apache-2.0
"""队列日志 Every line of a queue_log gives its facts or says why not."""

import pytest

from yingda.calls.facts import (
    Abandoned,
    Answered,
    Completed,
    Ended,
    Left,
    Paused,
    Queued,
    Rang,
    Rated,
    Resumed,
    SeatSignedOff,
    SeatSignedOn,
    SeatStopped,
    SwitchStarted,
    Transferred,
)
from yingda.calls.queue_log import parse
from yingda.calls.values import moment

T = "1795460781"
AT = moment(T)
AS = {"at": AT, "source": "queue_log"}


@pytest.mark.parametrize(
    ("rest", "of", "fact"),
    [
        ("c|q|NONE|ENTERQUEUE||13800000000|1|", "c", Queued(**AS, queue="q", caller="13800000000")),
        ("c|q|1001|CONNECT|2|l|2", "c",
         Answered(**AS, seat="1001", leg="l", waited_s=2, rang_s=2)),
        ("c|q|1001|CONNECT|2|l", "c", Answered(**AS, seat="1001", leg="l", waited_s=2)),
        ("c|q|1001|CONNECT|2", "c", Answered(**AS, seat="1001", waited_s=2)),
        ("c|q|1001|COMPLETEAGENT|2|4|1", "c", Completed(**AS, by="seat")),
        ("c|q|1001|COMPLETECALLER|2|4|1", "c", Completed(**AS, by="caller")),
        ("c|q|NONE|ABANDON|1|1|5", "c", Abandoned(**AS, waited_s=5)),
        ("c|q|1001|RINGNOANSWER|8000", "c",
         SeatStopped(**AS, seat="1001", why="no_answer", rang_ms=8000)),
        ("c|q|1001|RINGCANCELED|3000", "c", SeatStopped(**AS, seat="1001", why="cancelled")),
        ("c|q|NONE|EXITWITHTIMEOUT|1|1|6", "c", Left(**AS, why="timeout")),
        ("c|q|NONE|EXITWITHKEY|1|1|1|9", "c", Left(**AS, why="key")),
        ("c|q|NONE|EXITEMPTY|1|1|6", "c", Left(**AS, why="empty")),
        ("c|q|NONE|WITHDRAW|1|1|2|virtualhold", "c", Left(**AS, why="withdrawn")),
        ("c|q|1001|BLINDTRANSFER|1002|from-agent|2|1|1", "c",
         Transferred(**AS, to="1002", how="blind")),
        ("c|q|NONE|INFO|OFFERED|13800000000|12345", "c",
         Rang(**AS, kind="inbound", caller="13800000000", number="12345")),
        ("c|q|NONE|INFO|END|16|CONTINUE", "c", Ended(**AS, cause=16)),
        ("c|q|NONE|INFO|END|0|", "c", Ended(**AS, cause=0)),
        ("c|q|1001|INFO|RATING|1", "c", Rated(**AS, key="1")),
        ("NONE|NONE|NONE|QUEUESTART|", "", SwitchStarted(**AS)),
        ("MANAGER|q|1001|ADDMEMBER|", "1001", SeatSignedOn(**AS, queue="q")),
        ("MANAGER|q|1001|REMOVEMEMBER|", "1001", SeatSignedOff(**AS, queue="q")),
        ("NONE|NONE|1001|PAUSEALL|小休", "1001", Paused(**AS, reason="小休")),
        ("NONE|q|1001|PAUSE|小休", "1001", Paused(**AS, queue="q", reason="小休")),
        ("NONE|NONE|1001|UNPAUSEALL|", "1001", Resumed(**AS)),
    ],
)  # fmt: skip
def test_a_line_is_read(rest, of, fact):
    parsed = parse(f"{T}|{rest}\n")
    assert parsed.noted == ((of, fact),)
    assert parsed.fault == ""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", "columns"),
        ("1795460781|c|q|NONE", "columns"),
        ("soon|c|q|NONE|ABANDON|1|1|5", "moment"),
        (f"{T}|c|q|NONE|NEWEVENT|1", "event"),
        (f"{T}|c|q|NONE|ABANDON|1|1|x", "amount"),
        (f"{T}|c|q|1001|CONNECT||l|2", "amount"),
        (f"{T}|c|q|1001|CONNECT|2|l|90000", "seconds_or_ms"),
        (f"{T}|c|q|1001|BLINDTRANSFER", "amount"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(line, fault):
    parsed = parse(line)
    assert (parsed.noted, parsed.fault) == ((), fault)


def test_a_number_with_letters_is_refused_but_the_call_is_kept():
    parsed = parse(f"{T}|c|q|NONE|ENTERQUEUE||13a|1")
    assert parsed.fault == "number"
    assert parsed.noted[0].fact == Queued(**AS, queue="q")


def test_seats_ring_in_milliseconds_and_connect_in_seconds():
    rang = parse(f"{T}|c|q|1001|RINGNOANSWER|8000").noted[0].fact.rang_ms
    connected = parse(f"{T}|c|q|1001|CONNECT|8|l|8").noted[0].fact.rang_s
    assert rang == connected * 1000


def test_what_tells_nothing_of_the_promise_is_no_fault():
    parsed = parse(f"{T}|NONE|NONE|NONE|CONFIGRELOAD|")
    assert (parsed.noted, parsed.fault, parsed.at) == ((), "", AT)


def test_a_trial_is_not_offered():
    parsed = parse(f"{T}|c|q|NONE|INFO|OFFERED|13800000000|12345", frozenset(("13800000000",)))
    assert parsed.noted[0].fact.kind == "test"


def test_a_database_writes_the_time_as_a_date():
    assert parse("2026-11-23 20:08:09.123456|c|q|NONE|ABANDON|1|1|5").at.microsecond == 123456
