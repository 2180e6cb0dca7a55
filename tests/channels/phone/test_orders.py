# SPDX-License-Identifier: Apache-2.0
"""坐席指令 Who may order what, and what must be said with it; no switch is asked."""

import pytest

from yingda.channels.phone import orders
from yingda.channels.phone.orders import give
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import present
from yingda.ledgers.seat_orders import SeatOrder
from yingda.office import calling

pytestmark = pytest.mark.django_db
ZHAO = Person("赵小满", "operator", code="operator1")
QIAN = Person("钱立秋", "operator", code="operator2")
LEADER = Person("孙值班", "duty_leader", code="leader1")
CLERK = Person("李经办", "clerk", code="clerk1")


@pytest.fixture
def seated():
    assert not isinstance(give("sign_on", ZHAO, seat="1001"), Refusal)
    assert not isinstance(give("sign_on", LEADER, seat="1009"), Refusal)


def refused(*said, **more):
    made = give(*said, **more)
    assert isinstance(made, Refusal), made
    return made.code


def test_signing_on_takes_the_seat_with_the_queues_of_the_plan():
    order = give("sign_on", ZHAO, seat="1001", why="准备中")
    assert (order.seat, order.by, order.queues) == (
        "1001", "operator1", ["main", "enterprise", "language"],
    )  # fmt: skip
    assert present.post_of("operator1").seat == "1001"


def test_two_officers_do_not_sit_at_one_seat_nor_one_officer_at_two(seated):
    assert refused("sign_on", QIAN, seat="1001") == "seat_taken"
    assert refused("sign_on", ZHAO, seat="1002") == "seated_elsewhere"
    assert refused("sign_on", QIAN, seat="7777") == "unknown_seat"
    assert SeatOrder.objects.count() == 2, "what is refused leaves no order"


def test_a_duty_leader_may_sit_without_taking_calls(seated):
    assert present.post_of("leader1").queues == []


@pytest.mark.parametrize("act", [a for a, known in orders.ACTS.items() if known.of == "mine"])
def test_nobody_orders_at_a_seat_that_is_not_theirs(seated, act):
    more = {"to": "1002"} if orders.ACTS[act].to else {}
    assert refused(act, QIAN, **more) == "no_seat"
    assert refused(act, ZHAO, seat="1002", **more) == "not_their_seat"
    assert give(act, ZHAO, **more).seat == "1001"


@pytest.mark.parametrize("act", [a for a, k in orders.ACTS.items() if k.duties == orders.LEADER])
def test_what_is_the_duty_leaders_is_nobody_elses(seated, act):
    assert refused(act, ZHAO, seat="1002", to="1002", why="想听", queues=["main"]) == (
        "not_their_duty"
    )


def test_an_operator_signs_off_nobody_but_themselves_and_the_leader_a_hung_seat(seated):
    assert refused("sign_off", QIAN, seat="1001") == "no_seat"
    assert refused("sign_off", ZHAO, seat="1009") == "not_their_seat"
    assert give("sign_off", LEADER, seat="1001", why="话机挂死").seat == "1001"
    assert give("sign_off", LEADER).seat == "1009", "unnamed, it is their own"


@pytest.mark.parametrize("act", ["listen", "whisper", "join"])
def test_nobody_is_listened_to_without_a_reason(seated, act):
    assert refused(act, LEADER, seat="1001") == "no_reason"
    assert refused(act, LEADER, seat="1009", why="自听") == "own_seat"
    order = give(act, LEADER, seat="1001", why="新人带教")
    assert (order.seat, order.to, order.why, order.by) == ("1001", "1009", "新人带教", "leader1")


def test_a_clerk_has_no_telephone_of_the_hotline():
    assert refused("sign_on", CLERK, seat="1001") == "not_their_duty"


def test_a_number_of_a_person_is_kept_sealed_and_shown_masked(seated):
    order = give("ring", ZHAO, to="13800000001")
    assert order.to == "138****0001"
    assert calling.opened_number(order.id, order.sealed) == "13800000001"
    assert give("three_way", ZHAO, to="110").to == "110"


@pytest.mark.parametrize(
    ("act", "more", "code"),
    [
        ("transfer", {"to": ""}, "no_target"),
        ("transfer", {"to": "1002\r\nAction: Command"}, "no_target"),
        ("call_back", {"to": "../x"}, "no_target"),
        ("pause", {"why": " "}, "no_reason"),
        ("dance", {}, "unknown_order"),
    ],
)
def test_an_order_that_cannot_be_is_refused(seated, act, more, code):
    assert refused(act, ZHAO, **more) == code


def test_the_duty_leader_may_hang_up_any_seat_and_an_operator_their_own(seated):
    give("sign_on", QIAN, seat="1002")
    assert give("hang_up", LEADER, seat="1002", why="话路挂死").seat == "1002"
    assert give("hang_up", QIAN).seat == "1002"
    assert refused("hang_up", ZHAO, seat="1002") == "not_their_seat"


def test_queues_must_be_named_and_be_there(seated):
    assert refused("move", LEADER, seat="1001") == "no_queue"
    assert refused("move", LEADER, seat="1001", queues=["none"]) == "unknown_queue"


@pytest.mark.parametrize("act", ["sign_off", "ready", "hang_up", "move"])
def test_nothing_is_done_at_anothers_seat_without_a_reason(seated, act):
    more = {"queues": ["main"]} if act == "move" else {}
    assert refused(act, LEADER, seat="1001", **more) == "no_reason"
    assert give(act, LEADER, seat="1009", **more).seat == "1009", "their own needs none"
    assert give(act, LEADER, seat="1001", why="话务员离席", **more).why == "话务员离席"
