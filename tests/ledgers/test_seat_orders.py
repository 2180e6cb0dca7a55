# SPDX-License-Identifier: Apache-2.0
"""坐席指令 An order is carried out once or not at all, soon or never, and stays in the log."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from yingda.ledgers import present, seat_orders
from yingda.ledgers.ears import ears
from yingda.ledgers.seat_orders import SeatOrder

pytestmark = pytest.mark.django_db


def left(act="ready", seat="1001", **more):
    said = {"switch": "a", "to": "", "why": "", "by": "operator1", "duty": "operator"}
    return seat_orders.leave(act=act, seat=seat, **(said | more))


def aged(order, **by):
    SeatOrder.objects.filter(pk=order.pk).update(at=timezone.now() - timedelta(**by))


def test_an_order_is_claimed_once_and_the_oldest_first():
    first, second = left(), left("pause", why="小休")
    aged(first, seconds=1)
    assert seat_orders.claim("b") is None
    assert [seat_orders.claim("a").pk for _ in range(2)] == [first.pk, second.pk]
    assert seat_orders.claim("a") is None


def test_an_order_that_has_waited_too_long_is_never_carried_out():
    order = left()
    aged(order, seconds=6)
    assert seat_orders.claim("a") is None
    assert [late.pk for late in seat_orders.give_up("a", "太迟")] == [order.pk]
    order.refresh_from_db()
    assert (order.outcome, order.said) == ("late", "太迟") and order.done_at


def test_an_order_over_which_its_hand_died_is_not_begun_again():
    order = left("hang_up")
    assert seat_orders.claim("a").pk == order.pk
    assert seat_orders.lost("a", "不知") == [], "it may still be at it"
    aged(order, minutes=1)
    assert [gone.pk for gone in seat_orders.lost("a", "不知")] == [order.pk]
    assert seat_orders.claim("a") is None


def test_the_number_is_forgotten_when_the_order_is_done():
    order = left("ring", to="138****0001", sealed=b"box")
    seat_orders.settle(order, "done")
    order.refresh_from_db()
    assert order.sealed is None and order.to == "138****0001"


def test_who_listened_to_whom_and_why_stays_in_the_log():
    left("listen", to="1009", by="leader1", duty="duty_leader", why="新人带教")
    left("ready")
    (line,) = seat_orders.log(("listen", "whisper", "join"), timezone.now() - timedelta(hours=1))
    assert (line.by, line.seat, line.why) == ("leader1", "1001", "新人带教")


def test_of_two_officers_who_want_one_seat_one_gets_it():
    assert present.take_seat("a", "1001", "operator1", ["main"])
    assert present.take_seat("a", "1001", "operator2", ["main"]) is None
    assert present.take_seat("a", "1002", "operator1", ["main"]) is None, "nobody sits twice"
    assert present.take_seat("a", "1001", "operator1", ["main"], "小休"), "again changes nothing"
    assert present.post_of("operator1").why == "小休"


def test_a_seat_just_taken_is_given_back_and_an_older_one_kept():
    present.take_seat("a", "1001", "operator1", ["main"])
    now = timezone.now()
    present.leave_seat("a", "1001", "operator1", now + timedelta(seconds=1))
    assert present.post_of("operator1")
    present.leave_seat("a", "1001", "operator1", now - timedelta(seconds=5))
    assert present.post_of("operator1") is None


@pytest.mark.django_db(transaction=True)
def test_what_came_of_an_order_is_told_to_the_page():
    with ears(present.TOLD_ON) as told:
        order = left("transfer", to="1002")
        seat_orders.settle(order, "refused", "坐席没有通话")
        (note,) = told.notifies(timeout=5, stop_after=1)
    said = json.loads(note.payload)
    assert (said["kind"], said["name"]) == ("order", order.pk)
    assert said["state"] == {
        "act": "transfer", "seat": "1001", "by": "operator1", "outcome": "refused",
        "said": "坐席没有通话",
    }  # fmt: skip
