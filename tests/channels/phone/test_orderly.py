# SPDX-License-Identifier: Apache-2.0
"""传令 What a page ordered is done by the real switch within a moment, or refused in words."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from msgspec.structs import replace

from tests.channels.phone.waiting import until
from yingda.channels.phone import orderly, orders, seat
from yingda.channels.phone.ami import AmiFault
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import present
from yingda.ledgers.seat_orders import SeatOrder

ZHAO = Person("赵小满", "operator", code="operator1")
LEADER = Person("孙值班", "duty_leader", code="leader1")


@pytest.fixture(autouse=True)
def _this_switch(switch, monkeypatch):
    monkeypatch.setattr(settings, "CITY", replace(settings.CITY, phone=switch.plan))


@pytest.fixture
def phones(practice, switch):
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    return practice


def done(hand, act, by=ZHAO, **more):
    """Give the order, carry it out; what came of it."""
    order = orders.give(act, by, **more)
    assert not isinstance(order, Refusal), order
    assert hand.carry_out() == 1
    order.refresh_from_db()
    return order.outcome, order.said


@pytest.mark.django_db
def test_a_seat_is_signed_on_paused_readied_moved_and_signed_off(hand, line):
    assert done(hand, "sign_on", seat="2001", queues=["main"], why="准备中") == ("done", "")
    assert seat.now(line, "2001").why == "准备中"
    assert done(hand, "ready") == ("done", "")
    assert done(hand, "pause", why="小休") == ("done", "")
    done(hand, "sign_on", LEADER, seat="2009")
    moved = done(hand, "move", LEADER, seat="2001", queues=["enterprise"], why="增援")
    assert moved == ("done", "")
    there = seat.now(line, "2001")
    assert (there.queues, there.paused) == (("enterprise",), True)
    assert present.post_of("operator1").queues == ["enterprise"]
    assert done(hand, "sign_off", LEADER, seat="2001", why="换班") == ("done", "")
    assert seat.now(line, "2001").queues == () and present.post_of("operator1") is None


@pytest.mark.django_db
def test_what_the_switch_refuses_is_said_in_chinese(hand, line):
    done(hand, "sign_on", seat="2001", queues=["main"])
    for act in ("hang_up", "take_back"):
        assert done(hand, act) == ("refused", "坐席没有通话")
    assert done(hand, "transfer", to="2002") == ("refused", "坐席没有通话")
    done(hand, "sign_on", LEADER, seat="2009")
    assert done(hand, "listen", LEADER, seat="2002", why="抽查") == ("refused", "坐席没有通话")
    moved = done(hand, "move", LEADER, seat="2005", queues=["main"], why="增援")
    assert moved == ("refused", "坐席没有签入")
    assert done(hand, "ready", LEADER, seat="2005", why="换班") == ("refused", "坐席没有签入")


@pytest.mark.django_db
def test_a_talk_is_handed_on_heard_and_ended(hand, line, phones):
    done(hand, "sign_on", seat="2001", queues=["main"])
    done(hand, "sign_on", LEADER, seat="2009")
    phones.calls(1)
    assert until(lambda: seat.now(line, "2001").state == "talking")
    assert until(lambda: seat.line_of(line, "2001").get("BridgeId"))
    assert done(hand, "whisper", LEADER, seat="2001", why="新人带教") == ("done", "")
    assert until(lambda: [r for r in seat.lines(line) if r.get("Application") == "ChanSpy"])
    assert done(hand, "hang_up") == ("done", "")
    assert until(lambda: seat.now(line, "2001").state == "idle")


@pytest.mark.django_db
def test_a_caller_who_waits_is_preferred(hand, switch, line, practice):
    def entries():
        rows = line.rows("QueueStatus")
        return {r["CallerIDNum"]: r for r in rows if r["Event"] == "QueueEntry"}

    practice.calls(2, 1, number=13800000301)
    assert until(lambda: len(entries()) == 2)
    second = entries()["13800000302"]["Uniqueid"]
    assert done(hand, "prefer", LEADER, to=second) == ("done", "")
    assert entries()["13800000302"]["Position"] == "1"
    assert done(hand, "prefer", LEADER, to="gone-1.1") == ("refused", "来电已不在排队")


@pytest.mark.django_db
def test_an_order_while_the_switch_is_away_is_refused_as_too_late_and_the_seat_is_free(
    hand, monkeypatch
):
    def away(*said, **more):
        raise AmiFault("gone")

    monkeypatch.setattr(orderly, "Ami", away)
    order = orders.give("sign_on", ZHAO, seat="2001")
    assert hand.carry_out() == 0
    order.refresh_from_db()
    assert order.outcome == "", "it may still be back in time"
    SeatOrder.objects.update(at=timezone.now() - timedelta(seconds=6))
    present.SeatPost.objects.update(at=timezone.now() - timedelta(seconds=6))
    monkeypatch.undo()
    assert hand.carry_out() == 0
    order.refresh_from_db()
    assert (order.outcome, order.said) == ("late", orderly.LATE)
    assert present.post_of("operator1") is None


@pytest.mark.django_db
def test_after_the_switch_was_restarted_the_line_is_made_again(hand, switch, line):
    done(hand, "sign_on", seat="2001", queues=["main"])
    hand.ami.socket.shutdown(2)
    hand.used_at = 0
    assert done(hand, "pause", why="小休") == ("done", "")


@pytest.mark.django_db(transaction=True)
def test_the_orderly_hears_of_an_order_at_once(switch, line):
    with orderly.standing(switch):
        orders.give("sign_on", ZHAO, seat="2001", queues=["main"])
        assert until(lambda: seat.now(line, "2001").queues)
        waits = []
        for act in ("ready", "pause") * 5:
            begun = time.monotonic()
            order = orders.give(act, ZHAO, why="小休")

            def settled(pk=order.pk):
                return SeatOrder.objects.get(pk=pk).outcome == "done"

            while not settled():
                time.sleep(0.001)
                assert time.monotonic() - begun < 5
            waits.append((time.monotonic() - begun) * 1000)
        print(f"order to done: median {sorted(waits)[5]:.1f} ms, worst {max(waits):.1f} ms")
