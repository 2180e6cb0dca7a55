# SPDX-License-Identifier: Apache-2.0
"""答复 A reply has the parts its outcome requires, and is told to the person and the hotline."""

from datetime import date

import pytest

from tests.flow.acts import (
    CLERK,
    CONTACT,
    HELPER,
    LEADER,
    SIGN_IN,
    asked,
    dispatched,
    disputing,
    last_clock,
    open_clock,
    replied,
    replying,
    signed,
)
from tests.given import BEGIN, BOOKS, DAY, HOUR, MINUTE
from yingda.flow import merge, reply, rework
from yingda.flow.case import Citation, Outcome, Stage

TOLD = BEGIN + HOUR / 4


def bare(outcome, **parts):
    return reply.Reply(by=CLERK, outcome=outcome, **parts)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_reply(outcome):
    g = replied(outcome=outcome)
    assert g.case.stage is Stage.REPLIED and g.case.answer.outcome is outcome
    assert g.case.answer.in_time and g.case.lead.replied_at == g.now


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_bare_reply_is_told_every_part_it_lacks(outcome):
    refused = signed().when(bare(outcome)).refused("reply_incomplete", "beijing-draft-2021:reply")
    needed = BOOKS().reply_parts(outcome.value, BEGIN.date())
    assert refused.outcome.fields == tuple(n for part in needed for n in part.split("|"))


def test_unresolved_needs_the_reason_or_the_difficulty_and_what_is_done_about_it():
    parts = {"found": "管网老化", "plan": "列入改造", "plan_by": date(2026, 9, 30)}
    parts |= {"told_at": TOLD, "told_way": "电话", "measures": "已报市里"}
    signed().when(bare(Outcome.UNRESOLVED, **parts)).refused("reply_incomplete")
    for either in ("reason", "difficulty"):
        whole = bare(Outcome.UNRESOLVED, **parts, **{either: "需整体改造"})
        signed(CONTACT).when(whole).then(reply.Replied)


def test_unreasonable_needs_facts_and_the_law():
    g = signed(CONTACT)
    g.when(replying(TOLD, Outcome.UNREASONABLE, citations=())).refused("reply_incomplete")
    g.when(replying(TOLD, Outcome.UNREASONABLE, facts=" ")).refused("reply_incomplete")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"told_at": BEGIN - HOUR}, "told_when"),
        ({"told_at": BEGIN + 9 * DAY}, "told_when"),
        ({"plan_by": date(2026, 3, 3)}, "plan_in_the_past"),
        ({"citations": (Citation(title="", article="第一条", valid_on=date(2026, 1, 1)),)},
         "citation_incomplete"),
        ({"citations": (Citation(title="新办法", article="第一条", valid_on=date(2027, 1, 1)),)},
         "citation_not_yet"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(parts, code):
    signed(CONTACT).when(replying(**({"told_at": TOLD} | parts))).refused(code)


def test_only_the_lead_that_has_signed_in_replies():
    dispatched().when(replying(TOLD)).refused("not_signed_in")
    signed().when(replying(TOLD, by=HELPER)).refused("not_your_order")
    replied().when(replying(TOLD)).refused("not_your_order")


def test_a_unit_that_disputes_does_not_reply_meanwhile():
    signed(disputing()).when(replying(TOLD)).refused("in_dispute")


def test_the_reply_stops_its_clock_and_that_of_contact_and_starts_the_review():
    g = signed(replying(TOLD))
    assert last_clock(g, "reply").stopped_at == g.now
    assert last_clock(g, "contact").stopped_at == TOLD, "telling the person is contacting them"
    assert open_clock(g, "review").unit == "", "the hotline owes it"


def test_a_late_reply_is_late():
    g = signed(CONTACT).when(replying(TOLD), at=BEGIN + 8 * DAY).then(reply.Replied)
    assert g.case.answer.in_time is False and last_clock(g, "reply").late(g.now)


def test_after_a_rework_the_old_telling_does_not_serve_again():
    g = asked(rework.Rework(by=LEADER, reason="仍不热"))
    g.when(replying(TOLD)).refused("told_when")
    g.when(replying(g.now)).then(reply.Replied)
    assert all(k.stopped_at >= k.started_at for k in g.case.clocks if k.stopped_at)


def test_what_was_told_how_is_kept():
    answer = replied().case.answer
    assert (answer.told_at, answer.told_way) == (TOLD, "电话")
    assert answer.parts["found"] == "阀门故障"
    assert replied(outcome=Outcome.PARTLY).case.answer.parts["plan_by"] == "2026-05-03"
    assert SIGN_IN.by.unit == answer.unit and answer.at > BEGIN + 5 * MINUTE


def test_the_withdrawal_of_one_person_is_no_answer_to_those_merged_into_the_case():
    g = signed(CONTACT, merge.TakeIn(by=LEADER, child="2603040000025"))
    g.when(replying(TOLD, Outcome.WITHDRAWN)).refused("has_children")
    g.when(replying(TOLD)).then(reply.Replied)
