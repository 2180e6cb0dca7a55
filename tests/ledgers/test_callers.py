# SPDX-License-Identifier: Apache-2.0
"""来电人 Whose call it is stays known while it is written down, and no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yingda.ledgers import callers, present
from yingda.ledgers.callers import CallerLine, CallNote

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    callers.rang("a", "a-1.1", "hash", b"box", timezone.now())
    return "a-1.1"


def test_a_call_that_is_told_twice_stands_once_as_it_was_first(call):
    callers.rang("a", call, "other", None, timezone.now())
    assert CallerLine.objects.get().caller == "hash"


def test_the_officers_at_whose_seats_it_rang_are_known_the_last_one_last(call):
    for seat, officer in (("1001", "zhao"), ("1002", "qian")):
        present.take_seat("a", seat, officer, ["main"])
    assert callers.at_seat("a", call, "1001") == "zhao"
    assert callers.at_seat("a", call, "1002") == "qian"
    assert callers.at_seat("a", call, "9001") == "", "nobody sits at a telephone of practice"
    line = callers.of_call(call)
    assert (line.seat, line.officers) == ("1002", ["zhao", "qian"])


def test_a_number_is_forgotten_after_a_day(call):
    assert callers.forget(timezone.now()) == 0
    assert callers.forget(timezone.now() + timedelta(hours=25)) == 1
    assert callers.of_call(call) is None


def test_help_is_asked_for_only_while_the_call_is_up(call):
    CallNote.objects.create(
        switch="a", call_id=call, kind="abuse", reason="insult", words="", by="zhao",
        duty="operator", seat="1001", at=timezone.now(),
    )  # fmt: skip
    since = timezone.now() - timedelta(minutes=5)
    assert callers.asking_for_help(since) == []
    present.show("a", {("call", call): {"phase": "talking"}})
    assert [note.seat for note in callers.asking_for_help(since)] == ["1001"]
    told = callers.told_of(call, timezone.localdate())
    assert (told.notes, told.listed) == ([{"reason": "insult", "words": ""}], "")


def test_the_call_at_an_officers_seat_is_theirs_while_it_is_up_and_while_they_write(call):
    present.take_seat("a", "1001", "zhao", ["main"])
    callers.at_seat("a", call, "1001")
    assert callers.with_officer("zhao", "话后处理") is None, "it is over, and they are ready"
    present.show("a", {("call", call): {"phase": "talking"}})
    assert callers.with_officer("zhao", "话后处理").call_id == call
    assert callers.with_officer("qian", "话后处理") is None
    present.show("a", {("call", call): None})
    present.SeatPost.objects.update(why="话后处理")
    assert callers.with_officer("zhao", "话后处理").call_id == call
