# SPDX-License-Identifier: Apache-2.0
"""漏接 Whom no human answered, once each, until reached or tried three times."""

from datetime import timedelta

import pytest

from tests.calls.samples import log
from yingda.calls import lines, queue_log
from yingda.calls.lines import Mark
from yingda.calls.values import moment
from yingda.flow.grammar import Person
from yingda.ledgers import missed
from yingda.office import calling, listing

pytestmark = pytest.mark.django_db

ZHANG, LI = "13800000001", "13800000002"


def enter(text):
    calling.note_down("a", lines.read(text.encode(), queue_log.parse, Mark()))


def gave_up(no, begun, caller=ZHANG, waited=9):
    return log(
        f"{begun}|{no}|main|NONE|ENTERQUEUE||{caller}|1",
        f"{begun + waited}|{no}|main|NONE|ABANDON|1|1|{waited}",
    )


def answered(no, begun, caller=ZHANG):
    return log(
        f"{begun}|{no}|main|NONE|ENTERQUEUE||{caller}|1",
        f"{begun + 3}|{no}|main|2001|CONNECT|3|{no}.1|2",
        f"{begun + 9}|{no}|main|2001|COMPLETECALLER|3|6|1",
    )


@pytest.fixture
def start():
    """The moment that `log` calls 0."""
    return moment(log("0|x|main|NONE|ENTERQUEUE||1|1").partition("|")[0])


@pytest.fixture
def at(start):
    return lambda seconds: start + timedelta(seconds=seconds)


@pytest.fixture
def on_list(at):
    return lambda when=600: missed.waiting(at(-1), at(when))


def test_who_rang_three_times_in_vain_stands_once_with_their_last_call(on_list):
    enter(gave_up("c1", 0) + gave_up("c2", 60, waited=30) + gave_up("c3", 120))
    (person,) = on_list()
    assert (person.call_id, person.calls, person.waited) == ("c3", 3, 30)


def test_who_got_through_afterwards_is_on_no_list(on_list):
    enter(gave_up("c1", 0) + answered("c2", 60))
    assert on_list() == []


def test_who_was_answered_first_and_missed_later_is_on_the_list(on_list):
    enter(answered("c1", 0) + gave_up("c2", 60))
    assert [person.call_id for person in on_list()] == ["c2"]


def test_who_asked_to_be_rung_back_comes_first_then_who_rang_first(on_list):
    asked = log("90|c3|main|NONE|ENTERQUEUE||13800000003|1", "99|c3|main|NONE|EXITWITHKEY|1|1|1|9")
    enter(gave_up("c1", 60) + gave_up("c2", 0, LI) + asked)
    assert [person.call_id for person in on_list()] == ["c3", "c2", "c1"]


def test_nobody_is_tried_by_two_at_once(on_list, at):
    enter(gave_up("c1", 0))
    (person,) = on_list()
    assert missed.begin_try(person, "2001", at(20))
    assert missed.begin_try(person, "2002", at(21)) is None
    assert on_list()[0].trying


def test_a_try_that_said_nothing_for_five_minutes_gives_way(on_list, at):
    enter(gave_up("c1", 0))
    (person,) = on_list()
    assert missed.begin_try(person, "2001", at(20))
    assert missed.begin_try(person, "2002", at(400))


def test_reached_is_done(on_list, at):
    enter(gave_up("c1", 0))
    missed.begin_try(on_list()[0], "2001", at(20))
    assert missed.end_try("c1", "reached", at(40))
    assert on_list() == []
    assert not missed.end_try("c1", "reached", at(41))


def test_tried_three_times_is_done(on_list, at):
    enter(gave_up("c1", 0))
    for n in range(3):
        missed.begin_try(on_list()[0], "2001", at(20 + n * 60))
        missed.end_try("c1", "no_answer", at(40 + n * 60))
    assert on_list() == []


def test_who_rings_in_vain_again_after_being_reached_is_on_the_list_again(on_list, at):
    enter(gave_up("c1", 0))
    missed.begin_try(on_list()[0], "2001", at(20))
    missed.end_try("c1", "reached", at(40))
    enter(gave_up("c2", 100))
    assert [person.call_id for person in on_list()] == ["c2"]


def test_who_got_through_meanwhile_is_not_rung(on_list, at):
    enter(gave_up("c1", 0))
    (person,) = on_list()
    enter(answered("c2", 30))
    assert missed.begin_try(person, "2001", at(60)) is None


def test_the_rate_counts_persons_by_what_became_of_them(on_list, at):
    enter(gave_up("c1", 0) + gave_up("c2", 0, LI) + answered("c3", 60, LI))
    enter(gave_up("c4", 5, "13800000003") + gave_up("c5", 6, "13800000004"))
    by_call = {person.call_id: person for person in on_list()}
    missed.begin_try(by_call["c1"], "2001", at(100))
    missed.end_try("c1", "reached", at(110))
    for n in range(3):
        missed.begin_try(by_call["c4"], "2001", at(200 + n))
        missed.end_try("c4", "busy", at(200 + n) + timedelta(milliseconds=500))
    found = missed.settled(at(-1), at(600))
    assert (found.persons, found.themselves, found.reached, found.given_up) == (4, 1, 1, 1)
    assert found.open == 1


def test_a_try_in_which_nobody_was_rung_does_not_count_against_the_person(on_list, at):
    enter(gave_up("c1", 0))
    for n in range(4):
        assert missed.begin_try(on_list()[0], "2001", at(20 + n * 60))
        missed.end_try("c1", "lost", at(40 + n * 60))
    assert on_list()[0].tries == 0
    assert missed.settled(at(-1), at(600)).given_up == 0


def test_who_rang_without_a_number_is_on_no_list_and_is_counted_apart(on_list, at):
    enter(gave_up("c1", 0, caller="") + gave_up("c2", 0))
    assert [person.call_id for person in on_list()] == ["c2"]
    found = missed.settled(at(-1), at(600))
    assert (found.persons, found.nameless) == (1, 1)


def test_callers_of_the_list_come_after_those_who_asked_and_before_all_others(on_list, at):
    asked = log("90|c3|main|NONE|ENTERQUEUE||13800000003|1", "99|c3|main|NONE|EXITWITHKEY|1|1|1|9")
    enter(gave_up("c1", 0) + gave_up("c2", 60, LI) + asked)
    leader = Person("褚", "duty_leader", code="chu")
    listing.put(
        number=LI, priority=10, queue="", until=None, why="独居老人", by=leader, now=at(0)
    )  # fmt: skip
    assert [(p.call_id, p.priority) for p in on_list()] == [("c3", 0), ("c2", 10), ("c1", 0)]


def test_a_long_list_goes_on_from_a_place_without_losing_anyone(on_list, at):
    enter("".join(gave_up(f"c{n}", n % 7, f"138000001{n:02d}") for n in range(30)))
    seen, place = [], missed.FIRST
    while page := missed.waiting(at(-1), at(600), after=place, most=7):
        seen += [person.call_id for person in page]
        place = page[-1].place
    assert seen == [person.call_id for person in on_list()] and len(seen) == 30


def test_a_person_is_found_by_their_last_missed_call_only(at):
    enter(gave_up("c1", 0) + gave_up("c2", 60))
    assert missed.of_call("c2", at(-1), at(600)).calls == 2
    assert missed.of_call("c1", at(-1), at(600)) is None
    assert missed.of_call("c9", at(-1), at(600)) is None


def test_when_the_last_try_ended_is_known_so_that_nobody_is_pestered(on_list, at):
    enter(gave_up("c1", 0))
    missed.begin_try(on_list()[0], "2001", at(20))
    missed.end_try("c1", "busy", at(40))
    assert on_list()[0].tried_at == at(40)
    assert calling.tail_of("a", "c1", on_list()[0].tail) == "0001"
