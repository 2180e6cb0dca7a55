# SPDX-License-Identifier: Apache-2.0
"""派单异议 Dispute: once with reasons, twice to a consultation, whose ruling is final."""

from msgspec.structs import replace

from tests.flow.acts import (
    BUREAU,
    CLERK,
    COMMUNITY,
    GOV,
    HEATING,
    HELPER,
    LEADER,
    REJECT,
    SIGN_IN,
    TOWN,
    UPHOLD,
    WITHDRAW,
    dispatched,
    disputing,
    last_clock,
    open_clock,
    ruling,
    sending,
    signed,
    triaged,
)
from tests.given import BEGIN, BOOKS, DAY, given
from yingda import standard
from yingda.flow import dispatch, dispute, sign_in
from yingda.flow.case import Stage
from yingda.flow.grammar import Person

ARTICLE = "beijing-regulation-2021:12"


def consulting():
    """Two disputes, the second in consultation."""
    return dispatched(disputing(), REJECT, disputing())


def test_the_clocks_run_on_from_dispatch_whatever_the_unit_does():
    before = dispatched()
    g = dispatched(disputing())
    for step in ("sign_in", "contact", "reply"):
        assert open_clock(g, step, 1) == open_clock(before, step, 1)
    assert open_clock(g, "ruling").due.at.hour == 17


def test_a_dispute_names_a_reason_a_unit_and_a_ground():
    g = dispatched()
    g.when(disputing(reason="too_busy")).refused("no_such_reason", ARTICLE)
    g.when(disputing(grounds=" ")).refused("no_grounds", ARTICLE)
    g.when(disputing(proposed="")).refused("no_grounds", ARTICLE)
    g.when(disputing(proposed="heating")).refused("proposes_itself", ARTICLE)
    g.when(disputing(by=HELPER)).refused("not_your_order", ARTICLE)


def test_one_dispute_at_a_time():
    g = dispatched(disputing())
    g.when(disputing()).refused("in_dispute")
    g.when(SIGN_IN).refused("in_dispute")


def test_a_rejected_dispute_leaves_the_order_and_its_time_as_they_were():
    g = dispatched(disputing())
    before = open_clock(g, "reply", 1)
    g.when(REJECT).then(dispute.DisputeRejected)
    assert g.case.stage is Stage.DISPATCHED and open_clock(g, "reply", 1) == before
    assert last_clock(g, "ruling").stopped_at == g.now


def test_an_upheld_dispute_sends_the_case_back_to_be_dispatched():
    g = dispatched(disputing()).when(UPHOLD).then(dispute.DisputeUpheld)
    assert g.case.stage is Stage.TRIAGED and g.case.lead is None
    assert [k.step for k in g.case.clocks if k.open] == ["dispatch"]
    assert g.case.orders[0].ended == "disputed"
    g.when(sending(BUREAU)).then(dispatch.Dispatched)


def test_when_an_assisting_unit_is_right_the_lead_goes_on():
    g = triaged().when(sending(HEATING, BUREAU)).then(dispatch.Dispatched)
    g.when(disputing(by=HELPER, proposed="town"))._fold(g.outcome)
    g.when(UPHOLD).then(dispute.DisputeUpheld)
    assert g.case.stage is Stage.DISPATCHED and g.case.lead.unit == "heating"
    assert g.case.order_of("bureau") is None and open_clock(g, "reply", 1)
    g.when(SIGN_IN).then(sign_in.SignedIn)


def test_the_second_dispute_goes_to_consultation_and_only_a_ruling_ends_it():
    g = consulting()
    assert g.case.stage is Stage.CONSULTING
    g.when(UPHOLD).refused("needs_ruling", ARTICLE)
    g.when(REJECT).refused("needs_ruling", ARTICLE)


def test_a_ruling_tells_who_took_part_and_why_and_never_names_a_community():
    g = consulting()
    g.when(ruling(participants="")).refused("consultation_incomplete")
    g.when(ruling(basis="")).refused("consultation_incomplete")
    g.when(ruling(decision="")).refused("no_reason")
    g.when(ruling(COMMUNITY)).refused("cannot_lead", ARTICLE)


def test_a_ruling_for_the_same_unit_gives_it_no_new_time():
    g = consulting()
    before = open_clock(g, "reply", 1)
    g.when(ruling(HEATING)).then(dispute.Ruled)
    assert g.case.stage is Stage.DISPATCHED and open_clock(g, "reply", 1) == before
    g.when(disputing()).refused("ruling_is_final", ARTICLE)


def test_a_ruling_for_another_unit_ends_the_order_of_the_first():
    g = consulting().when(ruling(TOWN)).then(dispute.Ruled)
    assert [(o.unit, o.role, o.ended) for o in g.case.orders] == [
        ("heating", "lead", "ruled"), ("town", "lead", ""), ("gov", "copy", "")
    ]  # fmt: skip
    assert {k.order for k in g.case.clocks if k.open} == {2}
    town = disputing(by=Person("吴", "clerk", "town"))
    g.when(town).refused("ruling_is_final")


def test_a_ruling_that_makes_an_assisting_unit_lead_leaves_it_one_order():
    g = triaged().when(sending(HEATING, BUREAU)).then(dispatch.Dispatched)
    for act in (disputing(), REJECT, disputing(), ruling(BUREAU)):
        g.when(act)._fold(g.outcome)
    mine = [o for o in g.case.orders if o.unit == "bureau" and o.stands]
    assert [o.role for o in mine] == ["lead"]
    assert {k.order for k in g.case.clocks if k.open} == {mine[0].nth}


def test_no_ruling_names_the_unit_complained_of_nor_sends_it_a_copy():
    accused = given(*triaged(accused="gov").events, BEGIN, sending(), disputing(), REJECT)
    accused.when(disputing())._fold(accused.outcome)
    accused.when(ruling(GOV)).refused("cannot_lead")
    accused.when(ruling(TOWN)).then(dispute.Ruled)
    assert "gov" not in {o.unit for o in accused.case.orders}


def test_nothing_is_ruled_where_nothing_is_in_consultation():
    dispatched().when(ruling()).refused("not_consulting")
    dispatched().when(UPHOLD).refused("no_dispute")
    dispatched().when(REJECT).refused("no_dispute")
    silent = dispute.Reject(by=LEADER, decision=" ")
    dispatched(disputing()).when(silent).refused("no_reason", ARTICLE)


def test_after_a_withdrawal_no_dispute_brings_the_case_back():
    dispatched(disputing(), WITHDRAW).when(UPHOLD).refused("no_dispute")


def test_after_signing_in_a_dispute_is_heard_within_the_books_time_only():
    signed().when(disputing(), at=BEGIN + DAY).then(dispute.Disputed)
    signed().when(disputing(), at=BEGIN + 2 * DAY).refused("too_late_to_dispute", ARTICLE)


def test_a_second_unit_that_disputes_sits_down_with_the_first():
    g = dispatched(disputing(), UPHOLD, sending(BUREAU))
    g.when(disputing(by=HELPER, proposed="town"))._fold(g.outcome)
    assert g.case.stage is Stage.CONSULTING


def test_a_book_without_a_time_hears_no_dispute_after_signing_in():
    g = signed()
    bare = standard.load(["gbt-33358-2016"])
    assert bare.setting("dispute.within", BEGIN.date(), None) is None
    refused = dispute.dispute(g.case, disputing(), bare, g.now)
    assert refused.code == "signed_in"


def test_a_third_dispute_is_refused_where_no_ruling_was_given():
    g = dispatched(disputing(), REJECT)
    often = replace(g.case, objections=g.case.objections * 2)
    assert dispute.dispute(often, disputing(by=CLERK), BOOKS(), g.now).code == "disputed_too_often"
