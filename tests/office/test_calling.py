# SPDX-License-Identifier: Apache-2.0
"""记话 What is noted of calls is in the book once, whatever is read first, twice or in pieces."""

from datetime import timedelta
from random import Random

import pytest
from django.conf import settings as chosen

from tests.calls.samples import ANSWERED, ANSWERED_CEL, T, event, log
from yingda.calls import cel, lines, queue_log
from yingda.calls.lines import Mark
from yingda.calls.values import moment
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers.calls import CallLine, GapLine, SeatLine, SetAside
from yingda.office import calling, resealing
from yingda.record import sealing

pytestmark = pytest.mark.django_db

TRUNK = cel.Lines(trunks=("PJSIP/trunk-",))
RESTART = log("60|NONE|NONE|NONE|QUEUESTART|")
LEADER, OPERATOR = Person("褚", "duty_leader", code="chu"), Person("赵", "operator", code="zhao")


def logged(text, switch="a"):
    piece = lines.read(text.encode(), queue_log.parse, Mark())
    assert calling.note_down(switch, piece)


def celled(text, switch="a"):
    piece = lines.read(text.encode(), lambda line: cel.parse(line, TRUNK), Mark(), serials=True)
    assert calling.note_down(switch, piece)


def book():
    rows = CallLine.objects.order_by("switch", "call_id").values()
    return [{k: v for k, v in row.items() if k not in ("tail", "pk")} for row in rows]


def test_both_books_in_either_order_and_twice_make_the_same_line():
    logged(ANSWERED)
    celled(ANSWERED_CEL)
    (first,) = book()
    logged(ANSWERED)
    celled(ANSWERED_CEL)
    assert book() == [first]
    CallLine.objects.all().delete()
    celled(ANSWERED_CEL)
    logged(ANSWERED)
    assert book() == [first]
    assert (first["wait_total"], first["seat"], first["exact"]) == (10_647_786, "1001", True)


def test_line_by_line_in_any_order_is_the_same_as_at_once():
    logged(ANSWERED)
    celled(ANSWERED_CEL)
    (whole,) = book()
    CallLine.objects.all().delete()
    pieces = [(logged, one) for one in ANSWERED.splitlines(keepends=True)]
    pieces += [(celled, one) for one in ANSWERED_CEL.splitlines(keepends=True)]
    Random(3).shuffle(pieces)
    for read, one in pieces:
        read(one)
    assert book() == [whole]


def test_the_number_of_a_caller_stands_nowhere_in_the_open():
    logged(ANSWERED)
    line = CallLine.objects.get()
    assert "13800000000" not in str(book()) and "13800000000" not in line.facts
    assert line.caller == sealing.hashed(chosen.RECORD_KEY, "phone", "138 0000 0000")
    assert b"0000" not in bytes(line.tail)
    assert calling.tail("a", line) == "0000"


def test_a_later_line_without_the_number_leaves_it_sealed():
    logged(ANSWERED)
    logged(log("14|c1|12345|NONE|INFO|END|16|CONTINUE"))
    assert calling.tail("a", CallLine.objects.get()) == "0000"


def test_last_digits_are_sealed_again_under_a_new_key(settings):
    settings.SEALING_KEYS = {"k1": b"a" * 32}
    logged(ANSWERED)
    logged(ANSWERED, "b")
    settings.SEALING_KEYS = {"k2": b"b" * 32, "k1": b"a" * 32}
    assert sum(resealing.reseal(1)) == 2
    settings.SEALING_KEYS = {"k2": b"b" * 32}
    assert {calling.tail(line.switch, line) for line in CallLine.objects.all()} == {"0000"}
    assert sum(resealing.reseal()) == 0


def test_two_switches_may_use_one_id_for_two_calls():
    logged(ANSWERED, "a")
    logged(ANSWERED, "b")
    assert [line["switch"] for line in book()] == ["a", "b"]


def test_one_switch_cannot_use_one_id_for_two_calls():
    celled(event("CHAN_START", 0, "c1") + event("HANGUP", 3, "c1"))
    before = book()
    celled(event("CHAN_START", 1, "c1"))
    assert book() == before


@pytest.mark.parametrize("restart_first", [True, False])
def test_calls_up_at_a_restart_are_lost_whichever_is_read_first(restart_first):
    up = event("CHAN_START", 0, "c1") + event("CHAN_START", 1, "c2") + event("HANGUP", 9, "c2")
    for read, text in sorted([(logged, RESTART), (celled, up)], key=str, reverse=restart_first):
        read(text)
    one, two = book()
    assert (one["outcome"], one["decided_at"]) == ("lost", moment(str(T + 60)))
    assert two["outcome"] == "abandoned"


def test_a_restart_of_one_switch_loses_no_call_of_another():
    celled(event("CHAN_START", 0, "c1"), "a")
    logged(RESTART, "b")
    assert book()[0]["outcome"] == "open"


def test_a_call_thought_lost_is_not_once_its_end_is_read():
    logged(log("0|c1|q|NONE|ENTERQUEUE||1|1") + RESTART)
    assert book()[0]["outcome"] == "lost"
    celled(event("CHAN_START", 0, "c1") + event("HANGUP", 20, "c1"))
    assert book()[0]["outcome"] == "abandoned"


def test_missing_channel_numbers_are_a_gap():
    rang = "".join(event("CHAN_START", n, f"h-{T}.{n}") for n in range(1, 120) if n not in (40, 41))
    celled(rang)
    assert sum(gap.missing for gap in GapLine.objects.filter(kind="serial")) == 2


def test_seats_are_noted_once():
    for _ in range(2):
        logged(log("0|MANAGER|q|1001|ADDMEMBER|", "5|NONE|NONE|1001|PAUSEALL|小休"))
    assert SeatLine.objects.count() == 2


def test_a_line_is_folded_from_its_own_facts():
    logged(ANSWERED)
    call = calling.folded(CallLine.objects.get())
    assert (call.outcome, call.wait_total) == ("answered", timedelta(seconds=11))


def aside(**changed):
    asked = {
        "begins": moment(str(T)), "until": moment(str(T + 600)), "reason": "trunk_outage",
        "grounds": "运营商工单", "asked_by": OPERATOR, "approved_by": LEADER,
    }  # fmt: skip
    return calling.set_aside(**(asked | changed))


def test_calls_are_set_aside_with_reason_and_approver():
    assert isinstance(aside(), SetAside)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": "too_busy"}, "unknown_reason"),
        ({"grounds": " "}, "no_grounds"),
        ({"until": moment(str(T))}, "no_time"),
        ({"approved_by": OPERATOR}, "not_their_duty"),
        ({"asked_by": LEADER}, "same_person"),
    ],
)
def test_calls_are_not_set_aside(changed, code):
    refused = aside(**changed)
    assert isinstance(refused, Refusal) and refused.code == code
    assert not SetAside.objects.exists()
