# SPDX-License-Identifier: Apache-2.0
"""派单 Who may be sent a case, who may not, and what stands on the order."""

import pytest

from tests.flow.acts import (
    BUREAU,
    CLERK,
    COMMUNITY,
    DISPATCHER,
    GOV,
    HEATING,
    HELPER,
    REGISTER,
    TOWN,
    UNDO,
    dispatched,
    disputing,
    grading,
    last_clock,
    open_clock,
    registered,
    sending,
    signed,
    triaged,
)
from tests.given import BEGIN, DAY, HOUR, MINUTE, given
from yingda.flow import dispatch, sign_in
from yingda.flow.case import Stage


def adding(unit=BUREAU, reason="需要配合"):
    return dispatch.AddAssisting(by=DISPATCHER, unit=unit, reason=reason)


def test_a_case_not_yet_triaged_cannot_be_dispatched():
    registered().when(sending()).refused("not_triaged")


def test_the_limits_stand_on_the_order_and_run_from_dispatch():
    g = dispatched()
    order = g.case.lead
    assert order.sent_at == BEGIN + 10 * MINUTE and order.reply_by == order.sent_at + 7 * DAY
    assert order.contact_by == order.sent_at + 24 * HOUR
    assert order.sign_by == (BEGIN + DAY).replace(hour=17, minute=30), "one working day"
    assert {k.step for k in g.case.clocks if k.open} == {"sign_in", "contact", "reply"}


def test_twenty_four_hours_are_not_one_working_day():
    friday = BEGIN + 2 * DAY
    g = given(friday, REGISTER, grading(), sending())
    order = g.case.lead
    assert order.contact_by == order.sent_at + 24 * HOUR, "Saturday counts"
    assert order.sign_by.isoweekday() == 1, "Saturday does not"


def test_a_case_is_dispatched_once():
    dispatched().when(sending()).refused("already_dispatched")


@pytest.mark.parametrize("command", [sending(COMMUNITY), sending(HEATING, COMMUNITY)])
def test_a_community_is_never_sent_an_order(command):
    triaged().when(command).refused("community_never_leads", "beijing-regulation-2021:17")


def test_a_community_is_not_added_either():
    signed().when(adding(COMMUNITY)).refused("community_never_leads", "beijing-regulation-2021:17")


@pytest.mark.parametrize(
    "command", [sending(TOWN), sending(HEATING, TOWN), sending(copies=(TOWN,))]
)
def test_the_unit_complained_of_gets_nothing_of_the_case(command):
    triaged(accused="town").when(command).refused("recusal")


def test_the_district_gets_a_copy_when_a_sub_district_is_sent_an_order():
    g = triaged().when(sending(TOWN)).then(dispatch.Dispatched)
    assert [(o.unit, o.role) for o in g.case.orders] == [("town", "lead"), ("gov", "copy")]
    assert not any(k.order == 2 for k in g.case.clocks), "a copy owes nothing"


def test_a_district_complained_of_gets_no_copy():
    g = triaged(accused="gov").when(sending(TOWN)).then(dispatch.Dispatched)
    assert [o.unit for o in g.case.orders] == ["town"]


def test_one_who_handles_the_case_gets_no_copy_besides():
    g = triaged().when(sending(TOWN, GOV, copies=(GOV, BUREAU))).then(dispatch.Dispatched)
    assert [o.unit for o in g.case.orders] == ["town", "gov", "bureau"]


def test_work_of_a_department_goes_to_a_sub_district_only_with_a_reason():
    level = {"line_level": "district_department"}
    triaged().when(sending(TOWN, **level)).refused("department_work")
    g = triaged().when(sending(TOWN, **level, override="部门已委托"))
    assert g.then(dispatch.Dispatched).case.lead.override == "部门已委托"


def test_where_no_unit_is_clear_the_district_takes_it():
    triaged().when(sending(TOWN, no_clear_unit=True)).refused(
        "district_when_unclear", "beijing-regulation-2021:12"
    )
    triaged().when(sending(GOV, no_clear_unit=True)).then(dispatch.Dispatched)


def test_a_unit_does_not_help_itself():
    triaged().when(sending(HEATING, HEATING)).refused("same_unit_twice")
    signed().when(adding(HEATING)).refused("same_unit_twice")


def test_an_order_without_basis_is_refused():
    triaged().when(sending(basis=" ")).refused("no_basis", "beijing-regulation-2021:11")


def test_assisting_units_are_added_in_handling_with_a_reason():
    triaged().when(adding()).refused("not_in_handling")
    signed().when(adding(reason="")).refused("no_reason")
    g = signed().when(adding()).then(dispatch.AssistingAdded)
    assert open_clock(g, "sign_in", 2) and not open_clock(g, "reply", 2)


def test_an_undo_within_a_minute_gives_the_time_of_dispatch_back_and_no_more():
    g = triaged()
    due = open_clock(g, "dispatch").due.at
    g.when(sending()).then(dispatch.Dispatched)
    g.when(UNDO, at=g.now + MINUTE).then(dispatch.DispatchUndone)
    assert g.case.stage is Stage.TRIAGED and g.case.lead is None
    assert open_clock(g, "dispatch").due.at == due
    assert last_clock(g, "reply").called_off
    g.when(sending()).then(dispatch.Dispatched)
    assert g.case.lead.nth == 2, "the undone order stays in the story"


def test_an_undo_comes_too_late_after_a_minute_or_a_signature():
    g = dispatched()
    g.when(UNDO, at=g.now + 61 * MINUTE / 60).refused("too_late_to_undo")
    helped = triaged().when(sending(HEATING, BUREAU)).then(dispatch.Dispatched)
    helped.when(sign_in.SignIn(by=HELPER), at=helped.now).then(sign_in.SignedIn)
    helped.when(UNDO, at=helped.now).refused("too_late_to_undo")
    signed().when(UNDO).refused("not_dispatched")


def test_a_disputed_order_is_ruled_upon_not_undone():
    g = dispatched()
    sent = g.now
    g.when(disputing(), at=sent)._fold(g.outcome).when(UNDO, at=sent).refused("in_dispute")


def test_a_unit_dispatches_nothing():
    by_clerk = dispatch.Dispatch(by=CLERK, lead=HEATING, basis="自己来")
    triaged().when(by_clerk).refused("not_your_duty")
