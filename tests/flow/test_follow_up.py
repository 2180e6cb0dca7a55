# SPDX-License-Identifier: Apache-2.0
"""回访 Asked in their own words; silence stays silence, and nobody asks about themselves."""

import pytest

from tests.flow.acts import (
    ACCEPT,
    CALLER,
    CONTACT,
    CONTENT,
    ECHO,
    MISSED,
    accepted,
    asked,
    asking_back,
    last_clock,
    merged,
    replied,
    replying,
    signed,
)
from tests.given import BEGIN, DAY
from yingda.flow import assess, follow_up, rework
from yingda.flow.case import Stage
from yingda.flow.grammar import APPELLANT, CLOCK, Person

ARTICLE = "beijing-regulation-2021:23"


def test_a_person_who_is_content_ends_the_case():
    g = accepted().when(CONTENT).then(follow_up.FollowedUp)
    assert g.case.stage is Stage.CLOSED and g.case.ending.why == "solved"
    assert not any(k.open for k in g.case.clocks) and last_clock(g, "follow_up").stopped_at


def test_a_person_who_is_not_content_keeps_it_open():
    g = accepted().when(asking_back()).then(follow_up.FollowedUp)
    assert g.case.stage is Stage.FOLLOWED_UP
    assert accepted(asking_back(solved="yes", satisfied="dissatisfied")).case.stage is (
        Stage.FOLLOWED_UP
    )


def test_silence_stays_silence():
    g = accepted(asking_back(contacted=None, solved="yes", satisfied=None))
    counted = assess.counted(g.case)
    assert (counted.contacted, counted.solved, counted.satisfied) == (None, "yes", None)
    assert g.case.stage is Stage.FOLLOWED_UP, "half an answer closes nothing"


def test_after_the_last_attempt_the_asking_ends_and_no_answer_is_assumed():
    g = accepted(MISSED, MISSED).when(MISSED).then(follow_up.FollowedUp, follow_up.FollowUpEnded)
    assert g.case.asked_out and g.case.stage is Stage.FOLLOWED_UP
    counted = assess.counted(g.case)
    assert counted.valid is False and counted.satisfied is None
    g.when(MISSED).refused("not_yet", ARTICLE)


def test_attempts_are_counted_for_each_reply():
    g = accepted(MISSED, MISSED, asking_back(), rework.Rework(by=CALLER, reason="仍不热"))
    told = g.now
    g.when(replying(told))._fold(g.outcome).when(ACCEPT)._fold(g.outcome)
    g.when(MISSED).then(follow_up.FollowedUp)
    assert not g.case.asked_out


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"channel": "pigeon"}, "no_such_channel"),
        ({"confirmed": False}, "not_the_person"),
        ({"reached": False}, "not_the_person"),
        ({"solved": "maybe"}, "no_such_answer"),
        ({"satisfied": "so so"}, "no_such_answer"),
    ],
)
def test_a_rating_is_the_persons_own_or_none(more, code):
    accepted().when(asking_back(**more)).refused(code, ARTICLE)


def test_whoever_handled_the_case_does_not_ask_about_it():
    own = Person("王", "caller_back", "heating")
    accepted().when(asking_back(by=own)).refused("handler_asks_itself", ARTICLE)
    merged(ECHO).when(asking_back(by=own)).refused("handler_asks_itself", ARTICLE)


def test_nobody_is_asked_before_there_is_anything_to_ask():
    signed().when(asking_back()).refused("not_yet", ARTICLE)
    replied().when(asking_back(by=APPELLANT)).refused("not_yet", ARTICLE)


def test_when_the_limit_has_run_out_the_person_is_asked_though_nobody_replied():
    g = signed(CONTACT).when(asking_back(), at=BEGIN + 8 * DAY).then(follow_up.FollowedUp)
    assert g.case.stage is Stage.SIGNED_IN and g.outcome[0].trigger == "deadline"
    assert g.outcome[0].closes is False


def test_the_person_may_answer_without_being_called():
    g = accepted().when(asking_back(by=APPELLANT, channel="web")).then(follow_up.FollowedUp)
    assert g.case.stage is Stage.FOLLOWED_UP


def test_the_first_answer_and_the_last_are_both_kept():
    g = asked(rework.Rework(by=CALLER, reason="仍不热"))
    for act in (replying(g.now), ACCEPT, CONTENT):
        g.when(act)._fold(g.outcome)
    counted = assess.counted(g.case)
    assert (counted.first_solved, counted.solved) == ("no", "yes")
    assert (counted.first_satisfied, counted.satisfied) == ("dissatisfied", "satisfied")


def test_nobody_is_called_again_and_again_until_they_are_content():
    g = asked()
    g.when(CONTENT, at=BEGIN + 9 * DAY).refused("not_yet", ARTICLE)
    early = signed(CONTACT, BEGIN + 8 * DAY, asking_back())
    early.when(CONTENT).refused("not_yet")
    for act in (replying(early.now), ACCEPT):
        early.when(act)._fold(early.outcome)
    early.when(CONTENT).then(follow_up.FollowedUp)


def test_a_person_whose_rework_ran_out_without_a_reply_is_asked():
    g = asked(rework.Rework(by=CALLER, reason="仍不热"))
    g.when(CONTENT, at=g.now + 8 * DAY).then(follow_up.FollowedUp)
    assert g.case.stage is Stage.SIGNED_IN


def test_a_follow_up_that_nobody_answers_expires_and_silence_stays_silence():
    ask = follow_up.EndFollowUp(by=CLOCK)
    accepted().when(ask, at=BEGIN + 2 * DAY).refused("not_yet")
    g = accepted().when(ask, at=BEGIN + 40 * DAY).then(follow_up.FollowUpEnded)
    assert g.case.stage is Stage.FOLLOWED_UP and g.case.asked_out
    assert g.case.interviews == () and not any(k.open for k in g.case.clocks)
    counted = assess.counted(g.case)
    assert not counted.valid and counted.satisfied is None
