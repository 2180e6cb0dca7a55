# SPDX-License-Identifier: Apache-2.0
"""重办 Handled again by the same unit, with fresh limits and the old story."""

from tests.flow.acts import (
    ACCEPT,
    CALLER,
    ECHO,
    LEADER,
    accepted,
    asked,
    asking_back,
    merged,
    open_clock,
    replying,
    sending,
)
from tests.given import DAY
from yingda.flow import dispatch, rework
from yingda.flow.case import Stage

AGAIN = rework.Rework(by=CALLER, reason="还是不热")


def test_the_same_unit_gets_fresh_limits():
    g = asked().when(AGAIN).then(rework.Reworked)
    assert g.case.stage is Stage.SIGNED_IN and g.case.reworks == 1
    assert open_clock(g, "reply", 1).due.at == g.now + 7 * DAY == g.case.lead.reply_by
    assert g.case.lead.contacted_at is None and open_clock(g, "contact", 1)


def test_rework_follows_asking_and_has_a_reason():
    accepted().when(AGAIN).refused("not_followed_up")
    asked().when(rework.Rework(by=CALLER, reason="")).refused("no_reason")


def test_after_the_books_number_only_the_duty_leader_sends_it_again():
    g = asked()
    for _ in range(2):
        g.when(AGAIN).then(rework.Reworked)
        for act in (replying(g.now), ACCEPT, asking_back()):
            g.when(act)._fold(g.outcome)
    g.when(AGAIN).refused("reworked_too_often")
    g.when(rework.Rework(by=LEADER, reason="再办")).then(rework.Reworked)


def test_a_merged_case_whose_person_is_not_content_is_dispatched_for_itself():
    g = merged(ECHO, asking_back()).when(AGAIN).then(rework.Reworked)
    assert g.case.stage is Stage.TRIAGED and open_clock(g, "dispatch")
    g.when(sending()).then(dispatch.Dispatched)
