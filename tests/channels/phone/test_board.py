# SPDX-License-Identifier: Apache-2.0
"""台面 What the events of the switch show of seats and calls."""

import pytest

from yingda.channels.phone.board import Board, masked

RANG = {
    "Event": "UserEvent", "UserEvent": "Rang", "Call": "c1", "Caller": "13800000001",
    "Number": "12345", "Into": "main", "Timestamp": "1.0",
}  # fmt: skip
JOIN = {"Event": "QueueCallerJoin", "Uniqueid": "c1", "Queue": "main", "Channel": "PJSIP/a-1"}
CALLED = {"Event": "AgentCalled", "Uniqueid": "c1", "MemberName": "2001"}
CONNECT = {"Event": "AgentConnect", "Uniqueid": "c1", "MemberName": "2001"}
HANGUP = {"Event": "Hangup", "Uniqueid": "c1"}


def shown(*events):
    board = Board()
    for event in events:
        board.apply(event)
    return board


@pytest.mark.parametrize(
    ("events", "phase"),
    [
        ([RANG], "greeting"),
        ([RANG, JOIN], "waiting"),
        ([RANG, JOIN, CALLED], "ringing"),
        ([RANG, JOIN, CALLED, CONNECT], "talking"),
    ],
)
def test_a_call_goes_from_phase_to_phase(events, phase):
    assert shown(*events).lines["call", "c1"]["phase"] == phase


def test_a_call_that_is_over_is_told_once_as_gone():
    board = shown(RANG)
    board.take()
    board.apply(HANGUP)
    assert board.take() == {("call", "c1"): None}
    assert board.take() == {}


def test_a_seat_that_talked_is_free_even_if_the_caller_is_not_named():
    board = shown(RANG, JOIN, CALLED, CONNECT, {"Event": "AgentComplete", "MemberName": "2001"})
    assert board.lines["seat", "2001"]["call"] == ""


def test_a_place_kept_in_the_queue_is_no_caller():
    assert shown(JOIN | {"Channel": "Local/1@kept-1;2"}).lines == {}


def test_a_seat_signed_off_from_its_last_queue_is_gone():
    member = {
        "Event": "QueueMemberAdded", "Interface": "PJSIP/2001", "Queue": "main", "Status": "1",
        "Paused": "1", "PausedReason": "小休",
    }  # fmt: skip
    board = shown(member, member | {"Queue": "enterprise"})
    seat = board.lines["seat", "2001"]
    assert (seat["state"], seat["why"], seat["queues"]) == ("idle", "小休", ["enterprise", "main"])
    for queue in ("main", "enterprise"):
        board.apply({"Event": "QueueMemberRemoved", "Interface": "PJSIP/2001", "Queue": queue})
    assert ("seat", "2001") not in board.lines


def test_after_a_look_only_what_the_switch_says_is_there():
    board = shown(RANG, RANG | {"Call": "c2"})
    board.restore([], [], {"c2", "c3"})
    assert {name for _, name in board.lines} == {"c2", "c3"}
    assert board.lines["call", "c2"]["phase"] == "greeting"


@pytest.mark.parametrize(
    ("number", "seen"),
    [("13800000001", "138****0001"), ("12345", "****"), ("", ""), ("01012345678", "010****5678")],
)
def test_a_number_is_shown_masked(number, seen):
    assert masked(number) == seen


def line(event, seat):
    return {"Event": event, "Channel": f"PJSIP/{seat}-0000001", "Uniqueid": "x", "Linkedid": "c1"}


TALK = [RANG, JOIN, CALLED, CONNECT, line("BridgeEnter", "2001")]


def test_a_call_stands_at_the_seat_that_is_consulted_too_and_goes_to_it():
    board = shown(*TALK, line("BridgeEnter", "2002"))
    call = board.lines["call", "c1"]
    assert (call["seat"], call["also"]) == ("2001", "2002")
    assert board.lines["seat", "2002"]["call"] == "c1"
    board.apply(line("Hangup", "2001"))
    call = board.lines["call", "c1"]
    assert (call["seat"], call["also"]) == ("2002", "")
    assert board.lines["seat", "2001"]["call"] == ""


def test_who_was_only_consulted_has_the_call_no_more():
    board = shown(*TALK, line("BridgeEnter", "2002"), line("Hangup", "2002"))
    call = board.lines["call", "c1"]
    assert (call["seat"], call["also"]) == ("2001", "")
    assert board.lines["seat", "2002"]["call"] == ""


def test_after_a_restart_of_ours_a_talk_stands_at_its_seat_again():
    board = Board()
    board.restore([], [], {"c1"}, {"c1": "2001"})
    assert board.lines["call", "c1"] == {"phase": "talking", "seat": "2001"}
    assert board.lines["seat", "2001"]["call"] == "c1"


def test_a_call_that_is_handed_on_at_once_stands_at_the_other_seat_alone():
    done = {"Event": "AgentComplete", "Uniqueid": "c1", "MemberName": "2001", "Reason": "transfer"}
    board = shown(*TALK, done, line("Hangup", "2001"), line("BridgeEnter", "2002"))
    call = board.lines["call", "c1"]
    assert (call["seat"], call["phase"], call.get("also", "")) == ("2002", "talking", "")
