# SPDX-License-Identifier: Apache-2.0
"""登记 Registration: complete or with its gaps shown; nothing is said later than now."""

import pytest

from tests.flow.acts import (
    DISPATCHER,
    GIVEN,
    OPERATOR,
    REGISTER,
    WITHDRAW,
    registered,
    registering,
    triaged,
)
from tests.given import BEGIN, HOUR, given
from yingda.flow import register, reveal
from yingda.flow.case import Place, Stage
from yingda.flow.grammar import Person


def test_a_registered_appeal_runs_on_the_limit_of_dispatch_from_the_first_moment():
    case = given().when(REGISTER).then(register.Registered).case
    assert case.stage is Stage.REGISTERED
    assert [(k.step, k.due.at) for k in case.clocks] == [("dispatch", BEGIN + 24 * HOUR)]


@pytest.mark.parametrize("lacking", ["title", "phone"])
def test_an_appeal_without_matter_or_contact_is_refused_and_told_what_is_missing(lacking):
    title = " " if lacking == "title" else "停水"
    command = registering(title=title, given=tuple(g for g in GIVEN if g != lacking))
    refused = given().when(command).refused("record_incomplete", "beijing-regulation-2021:10")
    assert refused.outcome.fields == (lacking,) and lacking in str(refused.outcome)


def test_what_is_wanted_but_missing_is_shown_as_a_gap():
    assert registered(given=("phone",)).case.appeal.gaps == (
        "name", "words", "nature", "subject", "place"
    )  # fmt: skip


def test_nobody_speaks_in_the_future():
    given().when(registering(said_at=BEGIN + HOUR), at=BEGIN).refused("said_later")


def test_an_appeal_is_registered_once():
    registered().when(REGISTER).refused("already_registered")


def test_a_machine_is_remembered_as_the_source():
    machine = register.Register(
        by=Person("市政务网", "machine", code="portal"), channel="api", title="路灯不亮",
        given=("phone",),
    )  # fmt: skip
    assert given(machine).case.appeal.source == "portal"


def test_a_gap_is_filled_later():
    note = register.Supplement(by=OPERATOR, nature="help", given=("name",))
    g = registered(given=("phone",)).when(note).then(register.Supplemented)
    assert g.case.appeal.gaps == ("words", "subject", "place")
    place = register.Supplement(by=OPERATOR, place=Place(district="110105"))
    assert "place" not in g.when(place).then(register.Supplemented).case.appeal.gaps


def test_time_and_quantity_are_kept_and_may_be_told_later():
    g = registered(happened=" 昨晚十一点多 ")
    assert (g.case.appeal.happened, g.case.appeal.scale) == ("昨晚十一点多", "")
    later = register.Supplement(by=OPERATOR, scale="三十多户")
    told = g.when(later).then(register.Supplemented).case.appeal
    assert (told.happened, told.scale) == ("昨晚十一点多", "三十多户")


def test_grading_fills_the_gaps_it_answers():
    g = triaged(given=("phone",)).case
    assert "nature" in g.appeal.gaps


def test_a_note_that_says_nothing_is_refused():
    registered().when(register.Supplement(by=OPERATOR, note=" ")).refused("nothing_added")


def test_an_ended_appeal_takes_no_more_notes():
    g = given(REGISTER, WITHDRAW)
    g.when(register.Supplement(by=OPERATOR, note="又来电")).refused("case_ended")


def test_of_a_person_who_was_erased_nothing_is_written_again():
    erase = reveal.Erase(by=Person("卫", "administrator"), reason="本人申请")
    note = register.Supplement(by=OPERATOR, note="又来电")
    given(REGISTER, erase).when(note).refused("erased")


def test_an_erased_person_is_not_written_down_again():
    admin = Person("杨", "administrator", code="admin")
    g = given(REGISTER, reveal.Erase(by=admin, reason="本人申请"))
    g.when(register.Supplement(by=OPERATOR, note="又来电", given=("phone",))).refused("erased")


def test_a_unit_registers_nothing():
    clerk = register.Register(by=Person("王", "clerk", "heating"), channel="phone", title="停水")
    given().when(clerk).refused("not_your_duty")
    given().when(register.Supplement(by=DISPATCHER, note="x")).refused("no_such_case")
