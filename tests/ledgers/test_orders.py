# SPDX-License-Identifier: Apache-2.0
"""工单台账 Orders: what a unit has to do, and what it only reads."""

import pytest

from tests.office.appeals import (
    BEGIN,
    BUREAU,
    HELPING,
    HOUR,
    TOWN,
    TOWN_CLERK,
    TRIAGE,
    act,
    dispatched,
    registered,
    sending,
)  # fmt: skip
from yingda.flow import handle, sign_in, whistle
from yingda.ledgers import limits, orders

pytestmark = pytest.mark.django_db


def numbers(rows):
    return [row.case_no for row in rows]


def test_a_unit_finds_what_it_has_to_do_and_not_its_copies():
    no = registered()
    act(no, TRIAGE, BEGIN)
    act(no, sending(TOWN, BUREAU), BEGIN + HOUR)
    assert numbers(orders.to_do("town")) == numbers(orders.to_do("bureau")) == [no]
    assert not orders.to_do("gov").exists() and numbers(orders.sent_to("gov")) == [no]
    act(no, sign_in.SignIn(by=HELPING), BEGIN + 2 * HOUR)
    act(no, handle.Contribute(by=HELPING, report="已配合"), BEGIN + 3 * HOUR)
    assert not orders.to_do("bureau").exists() and numbers(orders.sent_to("bureau")) == [no]


def test_a_whistled_department_finds_the_whistle():
    no = dispatched(lead=TOWN)
    act(no, sign_in.SignIn(by=TOWN_CLERK), BEGIN + 2 * HOUR)
    act(no, whistle.Whistle(by=TOWN_CLERK, unit=BUREAU, need="请到场"), BEGIN + 3 * HOUR)
    (line,) = orders.to_do("bureau")
    assert line.role == "whistle" and line.due_at and numbers(limits.owed_by("bureau")) == [no]
    act(no, whistle.AnswerWhistle(by=HELPING, answer="已到场"), BEGIN + 4 * HOUR)
    assert not orders.to_do("bureau").exists() and not limits.owed_by("bureau").exists()
