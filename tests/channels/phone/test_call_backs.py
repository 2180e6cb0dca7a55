# SPDX-License-Identifier: Apache-2.0
"""漏接回拨 Missed callers are rung back by the real switch: by hand, by itself, never doubled."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from msgspec.structs import replace

from tests.channels.phone.waiting import until
from yingda.calls.plan import CallBacks
from yingda.channels.phone import call_backs, seat
from yingda.channels.phone.listen import Listener
from yingda.channels.phone.seat import SeatNow
from yingda.flow.grammar import Person, Refusal
from yingda.flow.limits import ZONE
from yingda.ledgers import missed, present
from yingda.ledgers.calls import CallLine
from yingda.ledgers.missed import TryLine
from yingda.ledgers.seat_orders import SeatOrder
from yingda.record import sealing

pytestmark = pytest.mark.django_db
ZHAO = Person("赵小满", "operator", code="operator1")
QIAN = Person("钱多", "operator", code="operator2")
AT_ALL_HOURS = CallBacks(automatic=True, hours=(0, 24), spare=1)
NOON = datetime(2026, 11, 26, 12, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _this_switch(switch, monkeypatch):
    monkeypatch.setattr(settings, "CITY", replace(settings.CITY, phone=switch.plan))


@pytest.fixture
def listener(switch):
    made = Listener(switch)
    yield made
    made.close()


@pytest.fixture
def phones(practice, switch):
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    return practice


def plan(switch, **rules):
    return replace(switch.plan, call_backs=replace(AT_ALL_HOURS, **rules))


def gave_up(practice, listener, number):
    """Somebody rings and hangs up in the queue; the person on the list."""
    caller = sealing.hashed(settings.RECORD_KEY, "phone", str(number))
    practice.calls(1, stays=2, number=number)

    def over():
        listener.one_round()
        listener.read_books()
        return CallLine.objects.filter(caller=caller, outcome="abandoned").first()

    assert until(over, 20)
    call = over().call_id
    CallLine.objects.exclude(call_id=call).delete()  # those of earlier tests
    return missed.of_call(call, timezone.now() - timedelta(hours=1), timezone.now())


def result_of(listener, call, within=15):
    def told():
        listener.one_round()
        return TryLine.objects.filter(call_id=call).exclude(result="").first()

    assert until(told, within), "the switch told nothing of the call-back"
    return told().result


def test_an_officer_rings_a_missed_caller_back_from_their_own_seat(
    switch, line, listener, hand, phones
):
    person = gave_up(phones, listener, 13800000701)
    phones.phones("127.0.0.2", switch.plan.trunks[0].port, rings=0.2)
    now = timezone.now()
    assert call_backs.by_hand(person.call_id, ZHAO, switch.plan, now).code == "no_seat"
    present.take_seat(switch.plan.switch, "2001", ZHAO.code, ["main"])
    present.take_seat(switch.plan.switch, "2002", QIAN.code, ["main"])
    order = call_backs.by_hand(person.call_id, ZHAO, switch.plan, now)
    assert isinstance(order, SeatOrder) and order.seat == "2001"
    assert call_backs.by_hand(person.call_id, QIAN, switch.plan, now).code == "being_tried"
    assert hand.carry_out() == 1
    assert result_of(listener, person.call_id) == "reached"
    assert call_backs.by_hand(person.call_id, QIAN, switch.plan, timezone.now()).code == (
        "not_missed"
    )


def test_a_person_who_does_not_answer_was_tried_once(switch, line, listener, hand, phones):
    person = gave_up(phones, listener, 13800000702)
    present.take_seat(switch.plan.switch, "2001", ZHAO.code, ["main"])
    call_backs.by_hand(person.call_id, ZHAO, switch.plan, timezone.now())
    phones.phones("127.0.0.2", switch.plan.trunks[0].port, rings=30)
    hand.carry_out()
    assert until(lambda: any("carrier-a" in row["Channel"] for row in seat.lines(line)))
    seat.hang_up(line, "2001")  # the officer gives it up: that is told as well
    assert result_of(listener, person.call_id) == "no_answer"
    again = missed.of_call(person.call_id, timezone.now() - timedelta(hours=1), timezone.now())
    assert again.tries == 1


def test_a_seat_whose_telephone_is_not_there_tried_nobody(switch, line, listener, hand, phones):
    person = gave_up(phones, listener, 13800000705)
    present.take_seat(switch.plan.switch, "1001", ZHAO.code, ["main"])
    call_backs.by_hand(person.call_id, ZHAO, switch.plan, timezone.now())
    hand.carry_out()
    assert result_of(listener, person.call_id) == "lost"
    again = missed.of_call(person.call_id, timezone.now() - timedelta(hours=1), timezone.now())
    assert again.tries == 0


def test_an_order_that_could_not_be_carried_out_tried_nobody(switch, line, listener, hand, phones):
    person = gave_up(phones, listener, 13800000703)
    present.take_seat(switch.plan.switch, "2001", ZHAO.code, ["main"])
    order = call_backs.by_hand(person.call_id, ZHAO, switch.plan, timezone.now())
    SeatOrder.objects.filter(pk=order.pk).update(at=timezone.now() - timedelta(minutes=1))
    hand.carry_out()
    assert TryLine.objects.get(call_id=person.call_id).result == "lost"


def test_idle_seats_ring_missed_callers_back_by_themselves(switch, line, listener, hand, phones):
    person = gave_up(phones, listener, 13800000704)
    phones.phones("127.0.0.2", switch.plan.trunks[0].port, rings=0.2)
    for number in ("2001", "2002"):
        seat.sign_on(line, number, ["main"])
    listener.call_backs = call_backs.CallBacks(plan(switch))
    assert until(lambda: seat.now(line, "2001").state == "idle")
    listener.look(listener.ami)
    listener.look(listener.ami)  # one seat is to be spared: nobody is rung twice
    assert TryLine.objects.filter(call_id=person.call_id).count() == 1
    assert SeatOrder.objects.get().why == "自动回拨"
    hand.carry_out()
    assert result_of(listener, person.call_id) == "reached"


def idle(*numbers, queues=("main",)):
    return [SeatNow(number=n, queues=queues, state="idle") for n in numbers]


@pytest.mark.parametrize(
    ("rules", "seats", "waiting", "hour", "rung"),
    [
        ({}, idle("2001", "2002", "2003"), 0, 12, 2),
        ({}, idle("2001", "2002"), 0, 12, 1),
        ({}, idle("2001"), 0, 12, 0),
        ({"spare": 0}, idle("2001"), 0, 12, 1),
        ({}, idle("2001", "2002", "2003"), 1, 12, 0),
        ({"automatic": False}, idle("2001", "2002"), 0, 12, 0),
        ({"hours": (8, 21)}, idle("2001", "2002"), 0, 21, 0),
        ({"hours": (8, 21)}, idle("2001", "2002"), 0, 7, 0),
        ({}, idle("2001", "2002", queues=("enterprise",)), 0, 12, 0),
        ({}, [SeatNow(number=n, queues=("main",), state="talking") for n in "12"], 0, 12, 0),
        ({}, [SeatNow(number=n, queues=("main",), state="idle", paused=True) for n in "12"],
         0, 12, 0),
    ],
)  # fmt: skip
def test_those_who_wait_come_first_and_seats_are_spared(switch, rules, seats, waiting, hour, rung):
    now = NOON.replace(hour=hour)
    for n in range(4):
        CallLine.objects.create(
            switch=switch.plan.switch, call_id=f"x-{n}", kind="inbound", offered=True,
            caller=f"{n}" * 32, number="12345", queue="main", begun_at=now - timedelta(hours=1),
            last_at=now, outcome="abandoned", why="", phase="queue", exact=True, rung_in_vain=0,
            rating="", doubt="", facts="[]", seat="",
        )  # fmt: skip
    assert call_backs.CallBacks(plan(switch, **rules)).go_on(seats, waiting, now) == rung
    assert SeatOrder.objects.count() == TryLine.objects.count() == rung


def test_the_same_person_is_left_in_peace_between_two_tries(switch):
    test_those_who_wait_come_first_and_seats_are_spared(
        switch, {"spare": 0}, idle("2001"), 0, 12, 1
    )
    TryLine.objects.update(result="busy", ended_at=NOON)
    CallLine.objects.exclude(call_id="x-0").delete()
    ring = call_backs.CallBacks(plan(switch, spare=0, gap=15))
    assert ring.go_on(idle("2001"), 0, NOON + timedelta(minutes=14)) == 0
    assert ring.go_on(idle("2001"), 0, NOON + timedelta(minutes=15)) == 1


def test_the_switch_forgets_the_numbers_of_those_whom_nobody_rings_any_more(switch, line):
    line.act("DBPut", Family="missed", Key="a-1000000000.7", Val="13800000009")
    line.act("DBPut", Family="missed", Key=f"a-{int(timezone.now().timestamp())}.8", Val="138")
    made = call_backs.CallBacks(plan(switch))
    assert made.forget_old(line, timezone.now()) >= 1
    assert made.forget_old(line, timezone.now()) == 0
    assert "a-1000000000.7" not in switch.ask("database show missed")
    assert ".8" in switch.ask("database show missed")


def test_nobody_without_a_telephone_rings_anyone(switch):
    refused = call_backs.by_hand("nobody-1.1", ZHAO, switch.plan, timezone.now())
    assert isinstance(refused, Refusal) and refused.code == "not_missed"
