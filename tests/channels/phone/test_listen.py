# SPDX-License-Identifier: Apache-2.0
"""倾听 Whatever fails - we, the switch, the line between - the book is exact afterwards."""

import os
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.phone.waiting import until
from yingda.channels.phone import posts, seat
from yingda.channels.phone.ami import Ami, AmiFault, AmiRefused
from yingda.channels.phone.listen import Listener
from yingda.ledgers import missed, present
from yingda.ledgers.calls import CallLine
from yingda.ledgers.present import SeatPost

pytestmark = pytest.mark.django_db
SECOND = 1_000_000


@pytest.fixture
def listener(switch):
    made = Listener(switch)
    yield made
    made.close()


def hear(listener, seen, within=12):
    def look():
        listener.one_round()
        return seen()

    return until(look, within)


def phase(call):
    return {line.name: line.state["phase"] for line in present.shown("call")}.get(call)


def phones(practice, switch, **how):
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.2, **how)


def book(calls):
    return {row.call_id: row for row in CallLine.objects.filter(call_id__in=calls)}


def moment(event):
    return datetime.fromtimestamp(float(event["Timestamp"]), UTC)


def test_calls_while_we_are_down_are_in_the_book_to_the_millisecond(
    switch, line, practice, listener
):
    phones(practice, switch, talks=1)
    for number in ("2001", "2002"):
        seat.sign_on(line, number, ["main"])
    practice.calls(6, 3, number=13800001000)
    practice.calls(2, 2, stays=0.6, number=13800002000)
    rang, answered, ended = {}, {}, set()
    for event in line.events(25):
        name = event.get("UserEvent", event["Event"])
        if name == "Rang":
            rang[event["Call"]] = event
        elif name == "AgentConnect":
            answered[event["Uniqueid"]] = event
        elif name == "Ended":
            ended.add(event["Call"])
        if len(rang) == 8 and len(ended) == 8:
            break
    assert len(rang) == len(ended) == 8
    listener.one_round()
    listener.read_books()
    rows = book(rang)
    assert {c for c, row in rows.items() if row.offered and row.exact} == set(rang)
    assert {c for c, row in rows.items() if row.outcome == "answered"} == set(answered)
    for call, event in answered.items():
        shown = (moment(event) - moment(rang[call])).total_seconds()
        assert abs(rows[call].wait_total / SECOND - shown) < 0.1, "waits are those of the events"
        assert rows[call].seat == event["MemberName"]
    short = [row for row in rows.values() if row.outcome == "abandoned"]
    assert len(short) == 8 - len(answered) and all(row.phase for row in short)


def test_a_ring_is_shown_at_once_and_gone_when_it_is_over(switch, line, practice, listener):
    phones(practice, switch)
    listener.one_round()
    posts.sign_on(switch.plan.switch, line, "2001", "赵", ["main"])
    practice.calls(1, stays=3, number=13800003000)
    assert hear(listener, lambda: present.shown("call"))
    call = present.shown("call")[0].name
    assert present.shown("call")[0].state["caller"] == "138****3000"
    assert hear(listener, lambda: phase(call) == "talking")
    shown = {row.name: row.state for row in present.shown("seat")}["2001"]
    assert (shown["state"], shown["call"]) == ("talking", call)
    assert hear(listener, lambda: phase(call) is None)
    assert hear(listener, lambda: book([call]) and book([call])[call].ended_at)
    assert listener.differing(set()) & {call} == set()


def test_a_switch_killed_with_a_hundred_calls_up_loses_none(switch, line, practice, listener):
    phones(practice, switch)
    name = switch.plan.switch
    listener.one_round()
    for number in range(2001, 2006):
        posts.sign_on(name, line, str(number), f"赵{number}", ["main"])
    posts.sign_on(name, line, "2006", "钱", ["main"], why="培训")
    practice.calls(100, 50, number=13800004000)

    def phases():
        return {row.name: row.state["phase"] for row in present.shown("call")}

    assert hear(listener, lambda: Counter(phases().values()) == {"talking": 5, "waiting": 95})
    up = phases()
    switch.kill()
    practice.stop()
    assert hear(listener, lambda: listener.ami is None)
    time.sleep(1)  # within one second the books cannot tell before from after
    assert not present.shown("switch")[0].state["up"]
    switch.start()
    assert hear(listener, lambda: listener.ami is not None)
    rows = book(up)
    assert {c: row.outcome for c, row in rows.items()} == {
        c: "answered" if p == "talking" else "lost" for c, p in up.items()
    }
    assert all(row.ended_at is None for row in rows.values()), "nobody saw them end"
    with Ami("127.0.0.1", switch.plan.ami, switch.secret) as again:
        seats = seat.present(again)
    assert seats["2001"].why == seat.AFTER_CALL, "the officer had talked"
    assert seats["2006"].why == "培训"
    now = datetime.now(UTC)
    listed = {m.call_id for m in missed.waiting(now - timedelta(hours=1), now)}
    assert {c for c, p in up.items() if p == "waiting"} <= listed


def test_a_lost_line_is_made_again_and_nothing_is_missed(switch, line, practice, listener):
    listener.one_round()
    listener.ami.socket.shutdown(2)
    assert hear(listener, lambda: listener.ami is None)
    practice.calls(1, stays=1, number=13800005000)
    assert until(lambda: "13800005000" in switch.queue_log.read_text())
    assert until(lambda: switch.queue_log.read_text().rstrip().endswith("|INFO|END|0|"))
    assert hear(listener, lambda: listener.ami is not None)
    assert CallLine.objects.filter(offered=True).exclude(ended_at=None).exists()


def test_a_switch_that_hangs_is_seen_and_found_again(switch, line, listener):
    listener.one_round()
    listener.ami.timeout = 0.5
    os.kill(switch.pid(), signal.SIGSTOP)
    try:
        listener.look_at = 0
        assert hear(listener, lambda: listener.ami is None)
    finally:
        os.kill(switch.pid(), signal.SIGCONT)
    assert hear(listener, lambda: listener.ami is not None)


def test_what_an_officer_set_while_the_line_was_lost_is_told_when_it_is_back(
    switch, line, listener
):
    name = switch.plan.switch
    posts.sign_on(name, None, "2003", "孙", ["main", "enterprise"], why="小休")
    listener.one_round()
    there = seat.now(line, "2003")
    assert (set(there.queues), there.why) == ({"main", "enterprise"}, "小休")
    assert posts.assert_all(name, line) == 0


def test_a_pause_is_remembered_whoever_set_it(switch, line, listener):
    name = switch.plan.switch
    posts.sign_on(name, line, "2001", "赵", ["main"])
    listener.one_round()
    seat.pause(line, "2001", "会议")
    assert hear(listener, lambda: SeatPost.objects.get(switch=name, seat="2001").why == "会议")
    seat.ready(line, "2001")
    assert hear(listener, lambda: SeatPost.objects.get(switch=name, seat="2001").why == "")


def test_nobody_logs_in_with_a_wrong_word(switch, line):
    with pytest.raises(AmiRefused):
        Ami("127.0.0.1", switch.plan.ami, "wrong")
    with pytest.raises(AmiFault):
        Ami("127.0.0.1", switch.plan.web, switch.secret, timeout=1)


def test_the_heartbeat_tells_lines_in_use_and_calls_that_the_book_does_not_know(
    switch, line, practice, listener
):
    listener.reads = False  # nobody reads the books
    listener.one_round()
    practice.calls(1, stays=8, number=13800006000)

    def told():
        listener.look_at = 0
        return present.shown("switch")[0].state

    assert hear(listener, lambda: told()["trunks"] == {"carrier-a": [1, 0]})
    assert hear(listener, lambda: len(told()["lasting"]) == 1), "up at two looks, in no book"
    listener.reads = True
    listener.read_books()
    assert hear(listener, lambda: told()["lasting"] == [])
