# SPDX-License-Identifier: Apache-2.0
"""考评 What a case counts for; two people exclude, the person may contest, a third confirms."""

import pytest

from tests.flow.acts import (
    APPROVE_1,
    APPROVE_2,
    ASSESSOR_1,
    ASSESSOR_2,
    BUREAU,
    CLERK,
    CONTENT,
    CONTEST,
    EXCLUDE,
    HELPER,
    LEADER,
    UPHOLD,
    accepted,
    asked,
    dispatched,
    disputing,
    registered,
    sending,
    signed,
)
from tests.given import BEGIN, DAY
from yingda.flow import assess
from yingda.flow.grammar import APPELLANT

CONFIRM = assess.ConfirmExclusion(by=LEADER, decision="维持")
REFUSE = assess.RefuseExclusion(by=ASSESSOR_1, decision="依据不足")


def state(g):
    return g.case.exclusion.state, assess.counted(g.case).excluded


def test_a_case_counts_once_a_unit_has_its_limit():
    assert assess.counted(registered().case) is None
    counted = assess.counted(dispatched().case)
    assert counted.unit == "heating" and counted.valid is False
    assert assess.counted(accepted(CONTENT).case).solved == "yes"


def test_a_disputed_unit_does_not_answer_for_the_case():
    g = dispatched(disputing(), UPHOLD)
    assert assess.counted(g.case) is None
    g.when(sending(BUREAU))._fold(g.outcome)
    assert assess.counted(g.case).unit == "bureau"


def test_excluding_takes_two_different_people():
    g = asked().when(EXCLUDE).then(assess.ExclusionAsked)
    g.when(APPROVE_1).then(assess.ExclusionApprovedOnce)
    assert state(g) == ("once", "")
    g.when(APPROVE_1).refused("same_person_twice")
    g.when(APPROVE_2).then(assess.Excluded)
    assert state(g) == ("excluded", "untrue") and g.case.exclusion.second == "c"


def test_a_contested_exclusion_is_confirmed_by_a_third_person_only():
    g = asked(EXCLUDE, APPROVE_1, APPROVE_2).when(CONTEST).then(assess.ExclusionContested)
    for again in (ASSESSOR_1, ASSESSOR_2):
        own = assess.ConfirmExclusion(by=again, decision="维持")
        g.when(own).refused("same_person_twice")
    g.when(assess.ConfirmExclusion(by=LEADER, decision="")).refused("no_reason")
    g.when(CONFIRM).then(assess.ExclusionConfirmed)
    assert state(g) == ("upheld", "untrue")


def test_a_contested_exclusion_may_fall():
    g = asked(EXCLUDE, APPROVE_1, APPROVE_2, CONTEST).when(REFUSE).then(assess.ExclusionRefused)
    assert state(g) == ("refused", "")
    g.when(EXCLUDE).refused("already_asked")
    g.when(REFUSE).refused("nothing_asked")


def test_the_time_to_contest_begins_when_the_case_was_excluded_not_when_it_was_asked():
    g = asked(EXCLUDE, BEGIN + 20 * DAY, APPROVE_1, APPROVE_2)
    decided = g.now
    g.when(CONTEST, at=decided + 15 * DAY).then(assess.ExclusionContested)
    late = asked(EXCLUDE, APPROVE_1, APPROVE_2)
    late.when(CONTEST, at=late.now + 16 * DAY).refused("too_late_to_contest")


def test_contesting_needs_words_and_something_to_contest():
    silent = assess.ContestExclusion(by=APPELLANT, words="")
    asked(EXCLUDE, APPROVE_1, APPROVE_2).when(silent).refused("nothing_said")
    asked(EXCLUDE).when(CONTEST).refused("nothing_asked")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (assess.AskExclusion(by=CLERK, reason="bad mood", grounds="x"), "no_such_reason"),
        (assess.AskExclusion(by=CLERK, reason="untrue", grounds=""), "no_grounds"),
        (assess.AskExclusion(by=HELPER, reason="untrue", grounds="x"), "not_your_order"),
    ],
)
def test_the_unit_asks_with_a_reason_of_the_book(command, code):
    signed().when(command).refused(code)


def test_who_has_not_signed_in_asks_for_nothing():
    dispatched().when(EXCLUDE).refused("not_your_order")


@pytest.mark.parametrize("kind", [assess.ApproveExclusion, assess.RefuseExclusion])
def test_a_decision_has_a_reason_and_an_application(kind):
    signed(EXCLUDE).when(kind(by=ASSESSOR_1, decision=" ")).refused("no_reason")
    signed().when(kind(by=ASSESSOR_1, decision="x")).refused("nothing_asked")


def test_the_unit_decides_nothing_about_itself():
    own = assess.ApproveExclusion(by=CLERK, decision="同意")
    asked(EXCLUDE).when(own).refused("not_your_duty")
