# SPDX-License-Identifier: Apache-2.0
"""坐席 What an officer does at the telephone, on the real switch with real calls."""

import pytest

from tests.channels.phone.waiting import until
from yingda.channels.phone import seat
from yingda.channels.phone.ami import AmiRefused


def state(line, number):
    return seat.now(line, number).state


def talking(line, number):
    return until(lambda: state(line, number) == "talking" and bridged(line) == [2])


def bridged(line):
    """How many lines are in each talk."""
    found: dict[str, int] = {}
    for row in seat.lines(line):
        if row.get("BridgeId"):
            found[row["BridgeId"]] = found.get(row["BridgeId"], 0) + 1
    return sorted(found.values())


@pytest.fixture
def phones(practice, switch):
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    return practice


def rooms(line):
    """The rooms in which three talk; the switch refuses the question while there is none."""
    try:
        return line.rows("ConfbridgeListRooms")
    except AmiRefused:
        return []


def test_a_seat_signs_on_pauses_with_a_reason_and_is_ready_again(line):
    seat.sign_on(line, "2001", ["main", "enterprise"], paused="晨会")
    there = seat.now(line, "2001")
    assert (set(there.queues), there.paused, there.why) == ({"main", "enterprise"}, True, "晨会")
    seat.ready(line, "2001")
    assert not seat.now(line, "2001").paused
    seat.after_call(line, "2001")
    assert seat.now(line, "2001").why == seat.AFTER_CALL


def test_signing_on_twice_changes_nothing_and_moving_leaves_the_old_queue(line):
    seat.sign_on(line, "2001", ["main"])
    seat.sign_on(line, "2001", ["main"])
    assert seat.now(line, "2001").queues == ("main",)
    seat.sign_on(line, "2001", ["enterprise"])
    assert seat.now(line, "2001").queues == ("enterprise",)
    seat.sign_off(line, "2001")
    assert seat.now(line, "2001").state == "off"


def test_a_seat_that_is_not_ready_gets_no_call(line, phones):
    seat.sign_on(line, "2001", ["main"], paused="小休")
    phones.calls(1)
    assert until(lambda: any(r["Event"] == "QueueEntry" for r in line.rows("QueueStatus")))
    assert state(line, "2001") == "idle"
    seat.ready(line, "2001")
    assert talking(line, "2001")


def test_the_seat_hangs_up_and_the_caller_is_asked_to_rate(line, phones, switch):
    seat.sign_on(line, "2001", ["main"])
    phones.calls(1)
    assert talking(line, "2001")
    call = seat.line_of(line, "2001")["Linkedid"]
    seat.hang_up(line, "2001")
    assert until(lambda: state(line, "2001") == "idle")
    assert until(lambda: f"{call}|main|NONE|INFO|END|16|CONTINUE" in switch.queue_log.read_text())


def test_a_call_is_handed_to_another_seat_at_once(line, phones):
    seat.sign_on(line, "2001", ["main"])
    phones.calls(1)
    assert talking(line, "2001")
    seat.transfer(line, "2001", "2002")
    assert until(lambda: state(line, "2001") == "idle" and bridged(line) == [2])
    assert seat.other_of(line, seat.line_of(line, "2002"))["Channel"].startswith("PJSIP/carrier-a")


def test_another_is_consulted_first_and_then_given_the_call(line, phones):
    seat.sign_on(line, "2001", ["main"])
    phones.calls(1)
    assert talking(line, "2001")
    seat.consult(line, "2001", "2002")
    assert until(lambda: bridged(line) and _talks(line, "2002"))
    seat.hang_up(line, "2001")
    assert until(lambda: state(line, "2001") == "idle" and bridged(line))
    assert _talks(line, "2002") and any("carrier-a" in row["Channel"] for row in seat.lines(line))


def _talks(line, number):
    mine = [r for r in seat.lines(line) if r["Channel"].startswith(f"PJSIP/{number}-")]
    return bool(mine) and bool(mine[0].get("BridgeId"))


def test_a_third_joins_the_talk(line, phones):
    seat.sign_on(line, "2001", ["main"])
    phones.calls(1)
    assert talking(line, "2001")
    seat.three_way(line, "2001", "2003")
    assert until(lambda: [room["Parties"] for room in rooms(line)] == ["3"])


@pytest.mark.parametrize("way", [seat.listen, seat.whisper, seat.join])
def test_the_duty_leader_is_on_a_talk_that_goes_on(line, phones, way):
    seat.sign_on(line, "2001", ["main"])
    phones.calls(1)
    assert talking(line, "2001")
    way(line, "2009", "2001")
    assert until(lambda: [r for r in seat.lines(line) if r.get("Application") == "ChanSpy"])
    assert state(line, "2001") == "talking"


def test_nothing_is_done_with_a_talk_that_is_not(line):
    for act in (seat.hang_up, seat.take_back):
        with pytest.raises(AmiRefused):
            act(line, "2001")
    with pytest.raises(AmiRefused):
        seat.listen(line, "2009", "2001")


def test_a_newline_cannot_smuggle_an_order(line):
    with pytest.raises(ValueError):
        seat.pause(line, "2001", "小休\r\nAction: Command")
