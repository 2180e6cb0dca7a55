# SPDX-License-Identifier: Apache-2.0
"""考评台账 Assessment: what a case counts for, and that nothing excluded is hidden."""

from datetime import timedelta

import pytest

from tests.office.appeals import (
    ASSESSORS,
    BEGIN,
    CALLER,
    CLERK,
    DAY,
    HOUR,
    LEADER,
    accepted,
    act,
    content,
    dispatched,
)  # fmt: skip
from yingda.flow import assess, dispatch, rework
from yingda.ledgers import assessment, cases, limits

pytestmark = pytest.mark.django_db


def test_an_excluded_case_stays_visible_with_its_reason():
    no = accepted()
    act(no, content(solved="no", satisfied="dissatisfied"), BEGIN + 2 * DAY)
    before = assessment.AssessmentLine.objects.get(case_no=no)
    assert (before.solved, before.excluded) == ("no", "")
    ask = assess.AskExclusion(by=CLERK, reason="untrue", grounds="不实")
    act(no, ask, BEGIN + 2 * DAY)
    for nth, who in enumerate(ASSESSORS):
        act(no, assess.ApproveExclusion(by=who, decision="属实"), BEGIN + (3 + nth) * DAY)
    after = assessment.AssessmentLine.objects.get(case_no=no)
    assert (after.solved, after.excluded) == ("no", "untrue")
    assert cases.CaseLine.objects.get(case_no=no).excluded == "untrue"
    assert set(limits.ClockLine.objects.filter(case_no=no).values_list("excluded", flat=True)) == {
        "untrue"
    }


def test_first_and_last_answer_are_both_kept():
    no = accepted()
    act(no, content(solved="no", satisfied="dissatisfied"), BEGIN + 2 * DAY)
    act(no, rework.Rework(by=CALLER, reason="仍未解决"), BEGIN + 2 * DAY)
    act(no, content(solved="yes", satisfied="very"), BEGIN + 60 * DAY)
    line = assessment.AssessmentLine.objects.get(case_no=no)
    assert (line.first_solved, line.solved) == ("no", "yes")
    assert (line.first_satisfied, line.satisfied) == ("dissatisfied", "very")


def test_a_unit_whose_order_was_undone_counts_for_nothing():
    no = dispatched()
    assert assessment.AssessmentLine.objects.filter(case_no=no).exists()
    act(no, dispatch.UndoDispatch(by=LEADER), BEGIN + HOUR + timedelta(seconds=30))
    assert not assessment.AssessmentLine.objects.filter(case_no=no).exists()
