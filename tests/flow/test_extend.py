# SPDX-License-Identifier: Apache-2.0
"""延期 More time is asked before the limit, decided by the hotline, and bounded."""

import pytest

from tests.flow.acts import (
    CLERK,
    CONTACT,
    GRANT,
    GRANT_PAUSE,
    HELPER,
    LEADER,
    WAKE,
    dispatched,
    extending,
    open_clock,
    pausing,
    replied,
    signed,
)
from tests.given import BEGIN, DAY
from yingda.flow import extend, pause

ARTICLE = "beijing-regulation-2021:15"
UNTIL = BEGIN + 12 * DAY
REFUSE = extend.RefuseExtension(by=LEADER, decision="理由不充分")


def test_a_granted_extension_moves_the_limit_and_stands_on_the_order():
    g = signed().when(extending(UNTIL)).then(extend.ExtensionAsked)
    g.when(GRANT).then(extend.Extended)
    clock = open_clock(g, "reply", 1)
    assert clock.due.at == UNTIL == g.case.lead.reply_by and clock.climbed == ()
    assert g.case.extensions[0].granted
    g.when(extending(UNTIL + DAY)).refused("extended_too_often", ARTICLE)


def test_a_refused_extension_moves_nothing():
    g = signed(extending(UNTIL))
    due = open_clock(g, "reply", 1).due
    g.when(extend.RefuseExtension(by=LEADER, decision="")).refused("no_reason", ARTICLE)
    g.when(REFUSE).then(extend.ExtensionRefused)
    assert open_clock(g, "reply", 1).due == due
    g.when(REFUSE).refused("nothing_asked")
    g.when(GRANT).refused("nothing_asked")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (extending(BEGIN + DAY), "too_long"),
        (extending(BEGIN + 90 * DAY), "too_long"),
        (extend.AskExtension(by=CLERK, reason="", basis="合同", until=UNTIL), "no_reasons"),
        (extend.AskExtension(by=CLERK, reason="忙", basis="", until=UNTIL), "no_reasons"),
        (extending(UNTIL, by=HELPER), "not_in_handling"),
    ],
)
def test_an_extension_without_ground_or_bound_is_refused(command, code):
    signed().when(command).refused(code, ARTICLE)


def test_time_is_asked_for_in_handling_once_and_before_it_has_run_out():
    dispatched().when(extending(UNTIL)).refused("not_in_handling")
    replied().when(extending(UNTIL)).refused("not_in_handling")
    signed(extending(UNTIL)).when(extending(UNTIL)).refused("already_asked")
    late = signed().when(extending(BEGIN + 15 * DAY), at=BEGIN + 8 * DAY)
    late.refused("too_late_to_extend", ARTICLE)
    paused = signed(pausing(UNTIL), GRANT_PAUSE)
    paused.when(extending(UNTIL)).refused("no_limit_running", ARTICLE)


def test_an_extension_never_brings_a_limit_forward_that_a_pause_has_moved():
    g = signed(CONTACT, extending(BEGIN + 8 * DAY), pausing(BEGIN + 20 * DAY), GRANT_PAUSE)
    g.when(WAKE, at=BEGIN + 20 * DAY).then(pause.Resumed)
    due = open_clock(g, "reply", 1).due.at
    g.when(GRANT).then(extend.Extended)
    assert open_clock(g, "reply", 1).due.at == due > BEGIN + 20 * DAY
