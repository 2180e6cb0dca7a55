# SPDX-License-Identifier: Apache-2.0
"""话路 What a city may say of its telephones, and what it may not."""

import msgspec
import pytest

from yingda.calls.plan import CallBacks, Plan, Queue, Seats, Trunk, faults, lines, seat_numbers


def test_the_plan_that_nobody_changed_can_be_built():
    assert faults(Plan()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"queues": (Queue(name="main", title="综合"),)},
        {"queues": (Queue(name="a", title="", numbers=("1",)), Queue(name="a", title=""))},
        {"queues": tuple(Queue(name=n, title="", numbers=("1",)) for n in "ab")},
        {"queues": (Queue(name="general", title="", numbers=("1",)),)},
        {"queues": (Queue(name="main]\n[x", title="", numbers=("1",)),), "seats": ()},
        {"seats": (Seats(first=1, last=3), Seats(first=3, last=4))},
        {"seats": (Seats(first=1, last=3, queues=("nowhere",)),)},
        {"rtp": (20000, 20010)},
        {"trunks": (Trunk(name="carrier-a", host="127.0.0.2\n[evil]"),)},
        {"overflow": "110,30)\nexten => 1"},
        {"queues": (Queue(name="main", title="综合\n[x]", numbers=("12345",)),), "seats": ()},
    ],
)
def test_what_cannot_be_built_is_said_beforehand(wrong):
    assert faults(Plan(**wrong))


def test_an_unknown_word_of_the_plan_is_refused():
    with pytest.raises(msgspec.ValidationError, match="greting"):
        msgspec.convert({"greting": "您好"}, Plan)


def test_the_book_knows_the_citys_trunks_and_numbers():
    plan = Plan(trunks=(Trunk(name="carrier-a", host="127.0.0.2"),), tests=("13800000000",))
    wired = lines(plan)
    assert wired.trunks == ("PJSIP/carrier-a-",)
    assert wired.numbers == {"12345"} and wired.tests == {"13800000000"}


def test_seats_are_numbered_row_by_row():
    assert list(seat_numbers(Plan(seats=(Seats(first=8, last=9), Seats(first=20, last=20))))) == [
        "8", "9", "20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rules",
    [
        {"hours": (21, 8)},
        {"hours": (8, 8)},
        {"hours": (0, 25)},
        {"spare": -1},
        {"gap": -1},
        {"days": 0},
    ],
)
def test_call_backs_that_cannot_be_are_said(rules):
    plan = Plan(call_backs=CallBacks(**rules))
    assert any("回拨" in fault for fault in faults(plan))
