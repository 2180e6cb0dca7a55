# SPDX-License-Identifier: Apache-2.0
"""分级 The tier, its reasons, and the clocks that follow it from the first moment."""

import pytest

from tests.flow.acts import (
    CONTACT,
    DISPATCHER,
    GRANT,
    GRANT_PAUSE,
    HEATING,
    LEADER,
    REGISTER,
    SIGN_IN,
    WAKE,
    dispatched,
    extending,
    grading,
    last_clock,
    merged,
    open_clock,
    pausing,
    registered,
    regrading,
    sending,
    signed,
    triaged,
)
from tests.given import BEGIN, DAY, HOUR, MINUTE, given
from yingda.flow import supervise, triage
from yingda.flow.case import Place, Stage
from yingda.flow.grammar import CLOCK


@pytest.mark.parametrize(("tier", "hours"), [("critical", 1), ("urgent", 2), ("general", 24)])
def test_the_limit_of_dispatch_is_that_of_the_tier_from_registration(tier, hours):
    g = registered().when(grading(tier), at=BEGIN + 30 * MINUTE).then(triage.Triaged)
    assert open_clock(g, "dispatch").due.at == BEGIN + hours * HOUR


def test_place_and_matter_found_in_triage_fill_the_gaps():
    found = grading(nature="help", subject="0102", place=Place(spot="幸福路口"))
    g = given(REGISTER).when(found).then(triage.Triaged)
    assert g.case.appeal.place.spot == "幸福路口" and "place" not in g.case.appeal.gaps


@pytest.mark.parametrize("flag", ["unrest", "danger"])
def test_danger_or_unrest_is_of_the_first_tier(flag):
    registered().when(grading("urgent", **{flag: True})).refused(
        "must_be_critical", "beijing-draft-2021:dispatch"
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (grading("vip"), "no_such_tier"),
        (triage.Triage(by=DISPATCHER, tier="general", reason=""), "no_reason"),
        (grading("complex"), "complex_by_approval"),
        (regrading("urgent"), "not_in_handling"),
    ],
)
def test_a_grading_without_ground_is_refused(command, code):
    registered().when(command).refused(code)


def test_a_dispatched_case_is_regraded_not_graded():
    dispatched().when(grading("urgent")).refused("already_dispatched")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (regrading("general"), "same_tier"),
        (regrading("vip"), "no_such_tier"),
        (triage.Regrade(by=DISPATCHER, tier="urgent", reason=" "), "no_reason"),
        (regrading("complex"), "complex_by_approval"),
    ],
)
def test_a_regrading_without_ground_is_refused(command, code):
    signed().when(command).refused(code)


def test_the_complex_tier_needs_the_duty_leader_and_counts_from_dispatch():
    g = signed().when(regrading("complex", LEADER)).then(triage.Regraded)
    sent = g.case.lead.sent_at
    assert open_clock(g, "reply", 1).due.at == sent + 15 * DAY == g.case.lead.reply_by


def test_a_merged_case_is_not_regraded():
    merged().when(regrading("urgent")).refused("not_in_handling")


@pytest.mark.parametrize("act", [grading("general"), regrading("general")])
def test_only_the_duty_leader_lowers_a_dangerous_case_whichever_way_is_tried(act):
    g = given(REGISTER, grading("critical", danger=True))
    g.when(act).refused("must_be_critical")
    assert g.when(regrading("general", LEADER)).then(triage.Regraded).case.tier == "general"


def test_the_first_grading_stays_the_moment_of_acceptance():
    g = triaged()
    first = g.case.grade.graded_at
    g.when(grading("urgent"), at=BEGIN + 5 * HOUR).then(triage.Triaged)
    g.when(regrading("general"), at=BEGIN + 6 * HOUR).then(triage.Regraded)
    assert g.case.grade.graded_at == first


def test_the_orders_show_the_limits_of_the_new_tier():
    g = dispatched().when(regrading("urgent")).then(triage.Regraded)
    order = g.case.lead
    assert (order.sign_by, order.contact_by, order.reply_by) == tuple(
        open_clock(g, step, 1).due.at for step in ("sign_in", "contact", "reply")
    )
    assert order.sign_by == order.sent_at + 30 * MINUTE


def test_a_finished_pause_is_not_lost_when_the_tier_changes():
    g = signed(pausing(BEGIN + 3 * DAY), BEGIN + DAY, GRANT_PAUSE)
    held = g.now
    g.when(WAKE, at=BEGIN + 3 * DAY)._fold(g.outcome)
    sent, paused = g.case.lead.sent_at, BEGIN + 3 * DAY - held
    g.when(regrading("complex", LEADER)).then(triage.Regraded)
    assert open_clock(g, "reply", 1).due.at == sent + 15 * DAY + paused


def test_a_running_pause_is_not_lost_when_the_tier_changes():
    g = signed(pausing(BEGIN + 3 * DAY), GRANT_PAUSE)
    held = g.now
    g.when(regrading("complex", LEADER), at=BEGIN + DAY).then(triage.Regraded)
    assert open_clock(g, "reply", 1).paused
    g.when(WAKE, at=BEGIN + 3 * DAY)._fold(g.outcome)
    paused = BEGIN + 3 * DAY - held
    assert open_clock(g, "reply", 1).due.at == g.case.lead.sent_at + 15 * DAY + paused


def test_a_slower_tier_takes_no_granted_extension_away():
    g = signed(extending(BEGIN + 21 * DAY), GRANT)
    g.when(regrading("complex", LEADER)).then(triage.Regraded)
    assert open_clock(g, "reply", 1).due.at == BEGIN + 21 * DAY


def test_rungs_still_to_come_under_the_new_tier_are_climbed_again():
    g = signed(CONTACT)
    near = next(r for r in open_clock(g, "reply", 1).ladder if r.id == "near")
    climb = supervise.Climb(by=CLOCK, step="reply", order=1, rung="near")
    g.when(climb, at=near.at).then(supervise.Warned)
    g.when(regrading("complex", LEADER)).then(triage.Regraded)
    assert "near" not in open_clock(g, "reply", 1).climbed
    g.when(climb).refused("not_yet")


def test_a_stopped_limit_stays_as_it_was():
    g = signed(CONTACT)
    before = last_clock(g, "contact")
    g.when(regrading("urgent")).then(triage.Regraded)
    assert last_clock(g, "contact") == before


def test_a_case_graded_in_time_is_dispatched_by_the_clock_of_its_tier():
    g = given(REGISTER, grading("critical"), sending(HEATING), SIGN_IN)
    assert g.case.stage is Stage.SIGNED_IN
    assert open_clock(g, "reply", 1).due.at == g.case.lead.sent_at + 2 * HOUR
