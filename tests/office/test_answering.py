# SPDX-License-Identifier: Apache-2.0
"""接话 What an officer may know of the call at their seat, and what is noted of it."""

import json
from datetime import datetime

import pytest
from django.utils import timezone

from tests.office import appeals
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import callers, present
from yingda.ledgers.callers import CallerLine, CallNote
from yingda.ledgers.ears import ears
from yingda.office import answering
from yingda.record import sealing

pytestmark = pytest.mark.django_db
ZHAO = Person("赵小满", "operator", code="zhao")
QIAN = Person("钱立秋", "operator", code="qian")
LEADER = Person("孙值班", "duty_leader", code="sun")


@pytest.fixture
def call() -> CallerLine:
    present.take_seat("a", "1001", "zhao", ["main"])
    answering.rang("a", "a-1.1", "+8613900001111", timezone.now())
    callers.at_seat("a", "a-1.1", "1001")
    line = callers.of_call("a-1.1")
    assert line
    return line


def test_the_cases_of_the_caller_are_found_by_the_hash_of_the_number(call):
    older, newer = appeals.registered(), appeals.registered(appeals.BEGIN + appeals.DAY)
    assert [one.line.case_no for one in answering.cases_of_caller(call)] == [newer, older]
    assert "13900001111" not in str(CallerLine.objects.values().get())


def test_a_call_without_a_number_is_nobodys(call):
    answering.rang("a", "a-1.2", "anonymous", timezone.now())
    line = callers.of_call("a-1.2")
    assert answering.cases_of_caller(line) == [] and answering.number_of(line) == ""
    refused = answering.reveal_number(line, LEADER, "核实")
    assert isinstance(refused, Refusal) and refused.code == "no_number"


def test_only_the_officer_at_the_seat_and_the_duty_leader_may_look(call):
    assert answering.may_look(ZHAO, call) and answering.may_look(LEADER, call)
    assert not answering.may_look(QIAN, call)
    for act in (answering.reveal_number, answering.end_without_case, answering.report_abuse):
        refused = act(call, QIAN, "wrong")
        assert isinstance(refused, Refusal) and refused.code == "not_your_call"
    assert not CallNote.objects.exists()


def test_the_number_is_shown_only_with_a_reason_that_is_noted(call):
    refused = answering.reveal_number(call, ZHAO, " ")
    assert isinstance(refused, Refusal) and refused.code == "no_reason"
    assert answering.reveal_number(call, ZHAO, "核对回电号码") == "13900001111"
    note = CallNote.objects.get(call_id="a-1.1", kind="revealed")
    assert (note.by, note.words, note.seat) == ("zhao", "核对回电号码", "1001")


def test_a_call_may_end_without_a_case_for_a_reason_of_the_standard(call):
    refused = answering.end_without_case(call, ZHAO, "because")
    assert isinstance(refused, Refusal) and refused.code == "unknown_reason"
    assert answering.end_without_case(call, ZHAO, "wrong", "找快递") is None
    note = CallNote.objects.get(call_id="a-1.1", kind="no_case")
    assert (note.reason, note.words) == ("wrong", "找快递")


@pytest.mark.django_db(transaction=True)
def test_abuse_is_noted_and_told_to_those_who_lead(call):
    refused = answering.report_abuse(call, ZHAO, "rude")
    assert isinstance(refused, Refusal) and refused.code == "unknown_abuse"
    with ears(present.TOLD_ON) as told:
        assert answering.report_abuse(call, ZHAO, "insult", "反复辱骂") is None
        (note,) = told.notifies(timeout=5, stop_after=1)
    said = json.loads(note.payload)
    assert (said["kind"], said["name"]) == ("help", "a-1.1")
    assert said["state"] == {"seat": "1001", "why": "辱骂", "by": "赵小满"}
    assert "1111" not in note.payload


def test_the_number_is_sealed_again_under_a_new_key(call, settings):
    old = bytes(call.number)
    settings.SEALING_KEYS = {"k9": b"z" * 32} | settings.SEALING_KEYS
    assert list(answering.reseal()) == [1]
    line = callers.of_call("a-1.1")
    assert sealing.key_of(bytes(line.number)) == "k9" != sealing.key_of(old)
    assert answering.number_of(line) == "13900001111"
    assert list(answering.reseal()) == [0]


def test_the_moments_of_a_call_are_those_it_was_told_with():
    at = datetime(2026, 11, 26, 1, tzinfo=timezone.get_current_timezone())
    answering.rang("b", "b-1.1", "13900001111", at)
    assert callers.of_call("b-1.1").at == at
