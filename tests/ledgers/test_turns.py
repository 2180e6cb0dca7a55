# SPDX-License-Identifier: Apache-2.0
"""当班 Whose call a call was: the officer's who sat at the seat when it was answered."""

from datetime import timedelta

import pytest

from tests.calls.samples import log
from yingda.calls import lines, queue_log
from yingda.calls.lines import Mark
from yingda.ledgers import present, turns
from yingda.ledgers.calls import CallLine
from yingda.ledgers.turns import TurnLine
from yingda.office import calling

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    text = log(
        *(
            line
            for no, begun in (("c1", 0), ("c2", 100), ("c3", 200))
            for line in (
                f"{begun}|{no}|main|NONE|ENTERQUEUE||13800000001|1",
                f"{begun + 3}|{no}|main|2001|CONNECT|3|{no}.1|2",
            )
        )
    )
    calling.note_down("a", lines.read(text.encode(), queue_log.parse, Mark()))
    begun = CallLine.objects.get(call_id="c1").begun_at
    return lambda seconds: begun + timedelta(seconds=seconds)


def own(officer):
    return sorted(turns.own(CallLine.objects.all(), officer).values_list("call_id", flat=True))


def test_each_officer_has_the_calls_of_their_own_time_at_the_seat(at):
    turns.begin("a", "2001", "zhao", at(-60))
    turns.begin("a", "2001", "qian", at(50))
    turns.end("a", "2001", at(150))
    assert own("zhao") == ["c1"] and own("qian") == ["c2"] and own("sun") == []


def test_who_sits_there_still_has_what_comes(at):
    turns.begin("a", "2001", "zhao", at(50))
    assert own("zhao") == ["c2", "c3"]


def test_another_seat_or_another_switch_is_another_s(at):
    turns.begin("a", "2002", "zhao", at(-60))
    turns.begin("b", "2001", "zhao", at(-60))
    assert own("zhao") == []


def test_signing_on_again_at_the_same_seat_is_one_turn(at):
    for n in range(3):
        turns.begin("a", "2001", "zhao", at(n))
    assert TurnLine.objects.count() == 1


def test_taking_a_seat_and_leaving_it_is_a_turn(at):
    present.take_seat("a", "2005", "zhao", ["main"])
    present.take_seat("a", "2005", "qian", ["main"])  # it is taken
    (turn,) = TurnLine.objects.all()
    assert (turn.officer, turn.ended_at) == ("zhao", None)
    present.leave_seat("a", "2005", "zhao", at(0))
    turn.refresh_from_db()
    assert turn.ended_at
