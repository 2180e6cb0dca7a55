# SPDX-License-Identifier: Apache-2.0
"""回访台账 Follow-ups: who is to be asked, and that silence is silence."""

import pytest

from tests.office.appeals import (
    BEGIN,
    DAY,
    accepted,
    act,
    closed,
    content,
    dispatched,
)  # fmt: skip
from yingda.ledgers import follow_ups

pytestmark = pytest.mark.django_db


def numbers(rows):
    return [row.case_no for row in rows]


def test_follow_up_finds_cases_past_their_limit_or_accepted():
    overdue, ready = dispatched(BEGIN - 30 * DAY), accepted()
    closed()
    now = BEGIN + 2 * DAY
    ask = follow_ups.to_ask
    assert numbers(ask(now, by_deadline=True, early=False)) == [overdue]
    assert numbers(ask(now, by_deadline=True, early=True)) == [overdue, ready]
    assert numbers(ask(now, by_deadline=False, early=False)) == [ready]


def test_silence_is_counted_as_silence():
    no = accepted()
    silent = content(
        reached=False, confirmed=False, contacted=None, solved=None, satisfied=None
    )  # fmt: skip
    act(no, silent, BEGIN + 2 * DAY)
    line = follow_ups.FollowUpLine.objects.get(case_no=no)
    assert (line.attempts, line.valid, line.solved, line.satisfied) == (1, False, None, None)
