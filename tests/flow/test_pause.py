# SPDX-License-Identifier: Apache-2.0
"""暂停 A pause has a reason of the book, an approver and an end; what was left is left again."""

import pytest

from tests.flow.acts import (
    ACCEPT,
    BUREAU,
    CLERK,
    CONTACT,
    GRANT_PAUSE,
    HELPER,
    LEADER,
    RESUME,
    UPHOLD,
    WAKE,
    dispatched,
    disputing,
    extending,
    open_clock,
    pausing,
    replied,
    replying,
    sending,
    signed,
)
from tests.given import BEGIN, DAY, HOUR
from yingda.flow import pause, sign_in

UNTIL = BEGIN + 10 * DAY
REFUSE = pause.RefusePause(by=LEADER, decision="与办理无关")


def test_a_pause_is_asked_for_and_granted():
    g = signed().when(pausing(UNTIL)).then(pause.PauseAsked)
    g.when(GRANT_PAUSE).then(pause.PauseGranted)
    assert open_clock(g, "reply", 1).paused and open_clock(g, "contact", 1).paused


def paused(*acts):
    return signed(CONTACT, pausing(UNTIL), GRANT_PAUSE, *acts)


def test_the_time_that_was_left_is_left_again():
    g = paused()
    held = g.now
    left = open_clock(g, "reply", 1).due.at - held
    g.when(WAKE, at=UNTIL).then(pause.Resumed)
    clock = open_clock(g, "reply", 1)
    assert clock.due.at - UNTIL == left and clock.running
    assert g.case.lead.reply_by == clock.due.at, "the order shows it"
    assert [(p.reason, p.approver, p.began_at, p.ended_at) for p in clock.pauses] == [
        ("inspection", "周", held, UNTIL)
    ]


def test_a_paused_limit_is_looked_at_when_the_pause_ends():
    g = paused()
    assert open_clock(g, "reply", 1).next_at == UNTIL
    g.when(WAKE, at=UNTIL - HOUR).refused("not_yet")


def test_the_unit_may_go_on_earlier_an_assisting_one_may_not_decide_that():
    paused().when(pause.Resume(by=CLERK)).then(pause.Resumed)
    paused().when(pause.Resume(by=HELPER)).refused("not_your_order")
    signed().when(RESUME).refused("not_paused")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (pausing(UNTIL, reason="holiday"), "no_such_reason"),
        (pause.AskPause(by=CLERK, reason="inspection", grounds="", until=UNTIL), "no_grounds"),
        (pausing(BEGIN + 40 * DAY), "too_long"),
        (pausing(BEGIN - DAY), "too_long"),
        (pausing(UNTIL, by=HELPER), "not_in_handling"),
    ],
)
def test_a_pause_without_ground_or_bound_is_refused(command, code):
    signed().when(command).refused(code)


def test_one_pause_at_a_time():
    signed(pausing(UNTIL)).when(pausing(UNTIL)).refused("already_asked")
    paused().when(pausing(UNTIL)).refused("already_asked")
    dispatched().when(pausing(UNTIL)).refused("not_in_handling")


def test_a_pause_is_decided_with_a_reason_and_before_its_end():
    signed().when(GRANT_PAUSE).refused("nothing_asked")
    signed().when(REFUSE).refused("nothing_asked")
    g = signed(pausing(UNTIL))
    g.when(pause.RefusePause(by=LEADER, decision="")).refused("no_reason")
    g.when(GRANT_PAUSE, at=UNTIL).refused("too_late")
    g.when(REFUSE).then(pause.PauseRefused)
    assert open_clock(g, "reply", 1).running and g.case.pauses[0].granted is False


def test_what_the_former_unit_asked_for_is_not_granted_to_the_next():
    g = signed(pausing(UNTIL), disputing(), UPHOLD, sending(BUREAU))
    g.when(sign_in.SignIn(by=HELPER)).then(sign_in.SignedIn)
    g.when(GRANT_PAUSE).refused("nothing_asked")
    g.when(extending(BEGIN + 9 * DAY, by=HELPER))._fold(g.outcome)


def test_a_reply_during_a_pause_is_in_time():
    g = paused().when(replying(BEGIN + HOUR), at=BEGIN + 9 * DAY)
    g._fold(g.outcome)
    assert g.case.answer.in_time
    clock = next(k for k in g.case.clocks if k.step == "reply")
    assert clock.stopped_at == BEGIN + 9 * DAY < clock.due.at


def test_a_replied_case_is_paused_no_more():
    replied().when(GRANT_PAUSE).refused("nothing_asked")
    replied(ACCEPT).when(RESUME).refused("not_paused")


def test_a_pause_does_not_revive_a_missed_limit():
    g = signed(CONTACT, BEGIN + 8 * DAY, pausing(BEGIN + 12 * DAY), GRANT_PAUSE)
    due = open_clock(g, "reply", 1).due.at
    g.when(WAKE, at=BEGIN + 12 * DAY).then(pause.Resumed)
    assert open_clock(g, "reply", 1).due.at == due and open_clock(g, "reply", 1).late(g.now)
