# SPDX-License-Identifier: Apache-2.0
"""经过 One call, step by step, each once, though two books tell of it."""

from datetime import UTC, datetime, timedelta

import pytest

from yingda.calls.facts import (
    Abandoned,
    Answered,
    Completed,
    Ended,
    Held,
    Left,
    Queued,
    Rang,
    Rated,
    SeatRang,
    SeatStopped,
    Transferred,
)
from yingda.calls.timeline import seat, steps

BEGIN = datetime(2026, 11, 26, 8, 0, 0, 250_000, tzinfo=UTC)
CEL, LOG = "cel", "queue_log"


def at(seconds, source=CEL):
    moment = BEGIN + timedelta(seconds=seconds)
    return {"at": moment if source == CEL else moment.replace(microsecond=0), "source": source}


def told(*facts):
    return [(step.what, step.of) for step in steps(facts)]


def test_a_call_of_two_books_is_told_once_with_exact_moments_and_names():
    facts = [
        Rang(**at(0), number="12345"), Rang(**at(0, LOG), number="12345"),
        Queued(**at(1)), Queued(**at(1, LOG), queue="main"),
        SeatRang(**at(1.1), seat="PJSIP/2001", leg="1"),
        Answered(**at(3), seat="PJSIP/2001", leg="1"), Answered(**at(3, LOG), seat="2001"),
        SeatStopped(**at(9), seat="PJSIP/2001", leg="1", why="hung_up"),
        Completed(**at(9, LOG), by="seat"), Rated(**at(11, LOG), key="1"), Ended(**at(12)),
    ]  # fmt: skip
    assert told(*facts) == [
        ("rang", "12345"), ("queued", "main"), ("seat_rang", "2001"), ("answered", "2001"),
        ("completed", "seat"), ("rated", "1"), ("ended", ""),
    ]  # fmt: skip
    exact = {step.what: step.exact for step in steps(facts)}
    assert exact["answered"] and not exact["completed"]


def test_the_order_in_which_the_books_were_read_makes_no_difference():
    facts = [Rang(**at(0)), Queued(**at(1)), Ended(**at(5)), Abandoned(**at(5, LOG))]
    assert steps(facts) == steps(facts[::-1])


@pytest.mark.parametrize(("how", "what"), [("blind", "transferred"), ("attended", "consulted")])
def test_a_transfer_says_to_whom_though_only_one_book_knows(how, what):
    facts = [Transferred(**at(5), how=how), Transferred(**at(5, LOG), how=how, to="2002")]
    assert told(*facts) == [(what, "2002")]


def test_a_seat_that_did_not_answer_is_told_once():
    facts = [
        SeatRang(**at(1), seat="PJSIP/2001", leg="1"),
        SeatStopped(**at(9), seat="PJSIP/2001", leg="1", why="no_answer"),
        SeatStopped(**at(9, LOG), seat="2001", why="no_answer"),
    ]
    assert told(*facts) == [("seat_rang", "2001"), ("no_answer", "2001")]


def test_holding_and_taking_back_stand_beside_one_another():
    assert told(Held(**at(3)), Held(**at(8), over=True)) == [("held", ""), ("taken_back", "")]


def test_who_waited_in_vain_is_told_from_the_log_alone():
    facts = [Queued(**at(0, LOG), queue="main"), Left(**at(120, LOG), why="timeout")]
    assert told(*facts) == [("queued", "main"), ("left", "timeout")]


@pytest.mark.parametrize("name", ["2001", "PJSIP/2001", "PJSIP/2001-0000000a"])
def test_a_seat_is_named_by_its_number(name):
    assert seat(name) == "2001"
