# SPDX-License-Identifier: Apache-2.0
"""保密 Who may see the person, and what remains when they are erased."""

from tests.flow.acts import (
    ADMIN,
    CLERK,
    HELPER,
    LEADER,
    OPERATOR,
    SIGN_IN,
    dispatched,
    grading,
    registered,
    registering,
    sending,
    signed,
)
from tests.given import given
from yingda.flow import reveal

PHONE = ("phone",)
SEAL = reveal.Seal(by=LEADER, reason="怕被报复")
ERASE = reveal.Erase(by=ADMIN, reason="本人申请")


def shown(by, reason="核实情况", fields=PHONE):
    return reveal.Reveal(by=by, fields=fields, reason=reason)


def test_a_unit_sees_the_person_after_signing_in_with_a_reason():
    dispatched().when(shown(CLERK)).refused("not_your_order")
    signed().when(shown(HELPER)).refused("not_your_order")
    signed().when(shown(CLERK, reason=" ")).refused("no_reason")
    signed().when(shown(CLERK, fields=())).refused("no_reason")
    g = signed().when(shown(CLERK)).then(reveal.Revealed)
    assert g.outcome[0].fields == PHONE and g.outcome[0].by is CLERK


def test_no_unit_sees_who_reports_wrongdoing():
    for kind in ({"nature": "report"}, {"confidential": True}):
        g = given(registering(**kind), grading(), sending(), SIGN_IN)
        g.when(shown(CLERK)).refused("hidden_from_units")
        g.when(shown(OPERATOR)).then(reveal.Revealed)


def test_a_case_is_sealed_at_any_time_once():
    g = signed().when(SEAL).then(reveal.Sealed)
    g.when(shown(CLERK)).refused("hidden_from_units")
    g.when(SEAL).refused("already_sealed")
    registered().when(reveal.Seal(by=LEADER, reason="")).refused("no_reason")


def test_an_erased_person_is_seen_by_nobody_while_the_story_stays():
    g = signed().when(ERASE).then(reveal.Erased)
    g.when(shown(OPERATOR)).refused("erased")
    g.when(ERASE).refused("erased")
    assert g.case.lead and len(g.events) == 5
    signed().when(reveal.Erase(by=ADMIN, reason="")).refused("no_reason")
    signed().when(reveal.Erase(by=LEADER, reason="x")).refused("not_your_duty")
