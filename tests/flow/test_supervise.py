# SPDX-License-Identifier: Apache-2.0
"""督办 Each rung of the ladder is climbed once, at its time; at night only for the first tier."""

import pytest

from tests.flow.acts import (
    CONTACT,
    DISPATCHER,
    GRANT_PAUSE,
    LEADER,
    SIGN_IN,
    WITHDRAW,
    accepted,
    dispatched,
    merged,
    open_clock,
    pausing,
    signed,
)
from tests.given import BEGIN, BOOKS, DAY, HOUR
from yingda.flow import limits, supervise
from yingda.flow.grammar import APPELLANT, CLOCK


def climb(rung, step="reply", order=1):
    return supervise.Climb(by=CLOCK, step=step, order=order, rung=rung)


KINDS = {"warn": supervise.Warned, "urge": supervise.Urged}


def test_the_whole_ladder_is_climbed_rung_by_rung():
    g = signed(CONTACT)
    for rung in open_clock(g, "reply", 1).ladder:
        g.when(climb(rung.id), at=rung.at - HOUR).refused("not_yet")
        g.when(climb(rung.id), at=rung.at).then(KINDS.get(rung.act, supervise.Escalated))
        assert g.outcome[0].to == rung.to
        g.when(climb(rung.id), at=rung.at).refused("already_climbed")
    assert open_clock(g, "reply", 1).next_at is None


def test_a_stopped_or_paused_clock_rings_no_more():
    signed(CONTACT).when(climb("near", "contact")).refused("no_limit_running")
    g = signed(CONTACT, pausing(BEGIN + 9 * DAY), GRANT_PAUSE)
    g.when(climb("near"), at=BEGIN + 8 * DAY).refused("no_limit_running")


def at_night(tier):
    """When the ladder of signing in rings for an order sent at 23:00."""
    night = BEGIN.replace(hour=23)
    clock = limits.begin(BOOKS(), "contact", tier, night)[0]
    return [rung.at.astimezone(limits.ZONE).hour for rung in clock.ladder]


@pytest.mark.parametrize(("tier", "hours"), [("critical", [23, 23]), ("urgent", [8, 8])])
def test_quiet_hours_are_kept_except_for_the_first_tier(tier, hours):
    assert at_night(tier) == hours


def test_a_reminder_that_waits_for_the_morning_moves_no_limit():
    night = BEGIN.replace(hour=23)
    assert limits.begin(BOOKS(), "contact", "urgent", night)[0].due.at == night + 2 * HOUR


def test_anyone_in_the_hotline_and_the_person_may_urge():
    urge = supervise.Urge(by=APPELLANT, words="还没有人来")
    dispatched().when(urge).then(supervise.UrgedByHand)
    merged().when(urge).then(supervise.UrgedByHand)
    accepted().when(urge).refused("not_in_handling")
    dispatched().when(supervise.Urge(by=DISPATCHER, words="")).refused("nothing_said")


def test_the_duty_leader_puts_a_case_under_supervision():
    watch = supervise.Supervise(by=LEADER, to="unit", words="今日办结")
    dispatched().when(watch).then(supervise.Supervised)
    dispatched(SIGN_IN, WITHDRAW).when(watch).refused("not_in_handling")
    dispatched().when(supervise.Supervise(by=LEADER, to="", words="x")).refused("nothing_said")
    by_dispatcher = supervise.Supervise(by=DISPATCHER, to="unit", words="x")
    dispatched().when(by_dispatcher).refused("not_your_duty")
