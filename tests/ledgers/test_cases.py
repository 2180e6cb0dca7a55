# SPDX-License-Identifier: Apache-2.0
"""诉求台账 Cases: who finds which case, in which order."""

import pytest

from tests.office.appeals import (
    BEGIN,
    CLERK,
    DAY,
    HOUR,
    LEADER,
    TOWN,
    TRIAGE,
    accepted,
    act,
    closed,
    dispatched,
    registered,
    sending,
)  # fmt: skip
from yingda.flow import close, extend, sign_in
from yingda.flow.case import Place
from yingda.ledgers import cases

pytestmark = pytest.mark.django_db


def numbers(rows):
    return [row.case_no for row in rows]


def test_each_duty_finds_what_waits_for_it_least_time_left_first():
    late, early = registered(BEGIN + DAY), registered(BEGIN)
    sent, answered = dispatched(), accepted()
    over, duties = closed(), ("dispatcher", "clerk", "reviewer")
    assert numbers(cases.waiting_for("dispatcher")) == [early, late]
    assert numbers(cases.waiting_for("clerk")) == [sent]
    assert numbers(cases.waiting_for("caller_back")) == [answered]
    assert not any(over in numbers(cases.waiting_for(duty)) for duty in duties)


def test_the_hotline_finds_what_units_ask_of_it():
    no = dispatched()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    until = BEGIN + 9 * DAY
    ask = extend.AskExtension(by=CLERK, reason="等配件", basis="合同", until=until)
    act(no, ask, BEGIN + 3 * HOUR)
    assert [(line.case_no, line.asks) for line in cases.asking()] == [(no, "extension")]
    act(no, extend.GrantExtension(by=LEADER), BEGIN + 4 * HOUR)
    assert not cases.asking().exists()


def test_a_unit_finds_its_cases_also_those_it_lost_or_only_reads():
    no = dispatched(lead=TOWN)
    other = dispatched()
    assert numbers(cases.of_unit("town")) == numbers(cases.of_unit("gov")) == [no]
    assert numbers(cases.of_unit("heating")) == [other] and not cases.of_unit("nobody").exists()


def test_what_is_added_later_is_listed():
    no = registered(subject="", nature="", place=Place())
    line = cases.CaseLine.objects.get(case_no=no)
    assert line.gaps > 0 and line.stage == "registered"
    act(no, TRIAGE, BEGIN)
    act(no, sending(), BEGIN + HOUR)
    line.refresh_from_db()
    assert (line.stage, line.unit, line.version) == ("dispatched", "heating", 3)


def test_a_reopened_case_is_listed_again():
    no = closed()
    act(no, close.Reopen(by=LEADER, new_facts="又坏了"), BEGIN + 5 * DAY)
    line = cases.CaseLine.objects.get(case_no=no)
    assert (line.waits_for, line.closed_at) == ("dispatcher", None)
    assert line.due_at is not None
