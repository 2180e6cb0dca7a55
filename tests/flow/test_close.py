# SPDX-License-Identifier: Apache-2.0
"""办结 Ended, shelved, taken up, opened again: same number, same story."""

from datetime import timedelta

import pytest

from tests.flow.acts import (
    ACCEPT,
    APPROVE_1,
    APPROVE_2,
    CALLER,
    CONTENT,
    ECHO,
    EXCLUDE,
    LEADER,
    REOPEN,
    SUSPEND,
    WITHDRAW,
    accepted,
    asked,
    asking_back,
    dispatched,
    last_clock,
    merged,
    open_clock,
    replied,
    replying,
    sending,
    signed,
)
from tests.given import BEGIN, DAY, HOUR
from yingda.flow import assess, close, dispatch, merge, supervise
from yingda.flow.case import Stage
from yingda.flow.grammar import APPELLANT, CLOCK

CLOSE = close.Close(by=CALLER, why="已说明情况")
TAKE_UP = close.TakeUp(by=LEADER, reason="改造已完成")


def test_a_case_is_closed_after_asking_with_a_reason():
    accepted().when(CLOSE).refused("not_followed_up", "beijing-regulation-2021:23")
    asked().when(close.Close(by=CALLER, why="")).refused("no_reason")
    g = asked().when(CLOSE).then(close.Closed)
    assert g.case.stage is Stage.CLOSED and g.case.ending.closed_at == g.now
    assert not any(k.open for k in g.case.clocks)


def test_a_parent_is_not_withdrawn_from_under_the_cases_merged_into_it():
    g = signed(merge.TakeIn(by=LEADER, child="2603040000025"))
    g.when(WITHDRAW).refused("has_children")


def test_a_person_withdraws_in_their_own_words():
    dispatched().when(close.Withdraw(by=APPELLANT, words="")).refused("nothing_said")
    g = dispatched().when(WITHDRAW).then(close.Withdrawn)
    assert g.case.stage is Stage.CLOSED and g.case.ending.why == "withdrawn"
    g.when(WITHDRAW).refused("case_ended")


@pytest.mark.parametrize("end", [WITHDRAW, SUSPEND])
def test_a_limit_already_missed_stays_missed_when_the_case_ends(end):
    g = signed().when(end, at=BEGIN + 8 * DAY)
    g._fold(g.outcome)
    assert last_clock(g, "reply").late(g.now) and not last_clock(g, "reply").called_off
    in_time = signed().when(end)
    in_time._fold(in_time.outcome)
    assert last_clock(in_time, "reply").called_off


def test_a_case_is_shelved_with_a_reason_of_the_book_and_a_day_of_review():
    g = signed().when(SUSPEND).then(close.Suspended)
    assert g.case.stage is Stage.SUSPENDED
    review = open_clock(g, "suspension")
    climb = supervise.Climb(by=CLOCK, step="suspension", order=0, rung="review")
    assert review.due.at.hour == 9
    g.when(climb, at=review.due.at).then(supervise.Warned)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": "tired"}, "no_such_reason"),
        ({"grounds": ""}, "no_grounds"),
        ({"review_on": BEGIN.date()}, "review_in_the_past"),
    ],
)
def test_a_shelving_without_ground_is_refused(more, code):
    plain = {"reason": "history", "grounds": "管网", "review_on": BEGIN.date() + timedelta(30)}
    signed().when(close.Suspend(by=LEADER, **(plain | more))).refused(code)


def test_what_cannot_be_taken_up_again_is_not_shelved():
    dispatched().when(SUSPEND).refused("not_in_handling")
    merged(ECHO, asking_back()).when(SUSPEND).refused("not_in_handling")


def test_a_shelved_case_is_taken_up_with_a_fresh_limit():
    g = asked(SUSPEND).when(close.TakeUp(by=LEADER, reason="")).refused("no_reason")
    g.when(TAKE_UP).then(close.TakenUp)
    assert g.case.stage is Stage.SIGNED_IN and last_clock(g, "suspension").stopped_at
    assert g.case.lead.reply_by == open_clock(g, "reply", 1).due.at == g.now + 7 * DAY
    signed().when(TAKE_UP).refused("not_suspended")
    g.when(replying(g.now))._fold(g.outcome)


def test_new_facts_open_a_case_again_under_its_number_and_story():
    g = accepted(CONTENT)
    told = len(g.events)
    g.when(close.Reopen(by=LEADER, new_facts=" ")).refused(
        "no_new_facts", "beijing-regulation-2021:11"
    )
    g.when(REOPEN).then(close.Reopened)
    assert g.case.stage is Stage.TRIAGED and g.case.ending.reopened == 1
    assert g.case.ending.closed_at is None and len(g.events) == told + 1
    assert g.case.answers and g.case.interviews, "nothing of the story is lost"
    g.when(sending()).then(dispatch.Dispatched)
    assert g.case.lead.nth == 2
    replied(ACCEPT).when(REOPEN).refused("not_closed")


def test_a_case_handled_anew_counts_anew():
    g = asked(EXCLUDE, APPROVE_1, APPROVE_2, CLOSE)
    assert assess.counted(g.case).excluded == "untrue"
    g.when(REOPEN).then(close.Reopened)
    assert assess.counted(g.case).excluded == ""


def test_opened_again_a_parent_has_no_one_left_under_it():
    g = signed(merge.TakeIn(by=LEADER, child="2603040000025"))
    for act in (replying(BEGIN + HOUR / 4), ACCEPT, CONTENT, REOPEN):
        g.when(act)._fold(g.outcome)
    assert g.case.links.children == (), "they had their answer"
    g.when(WITHDRAW).then(close.Withdrawn)
