# SPDX-License-Identifier: Apache-2.0
"""告知 Who is told of what: the right unit, the right duty, each once."""

import pytest

from tests.office.appeals import (
    BEGIN,
    BUREAU,
    CLERK,
    CONTACT,
    DAY,
    DISPATCHER,
    HOUR,
    LEADER,
    REVIEWER,
    TOWN,
    TRIAGE,
    act,
    closed,
    dispatched,
    registered,
    replying,
    sending,
    wander,
)  # fmt: skip
from yingda import flow
from yingda.flow import dispute, merge, reveal, review, sign_in, supervise
from yingda.flow.grammar import CLOCK, kept_as
from yingda.office import carry_out_together, read
from yingda.record.models import Notice

pytestmark = pytest.mark.django_db


def told(no, position):
    rows = Notice.objects.filter(case_no=no, position=position)
    return sorted(rows.values_list("audience", "recipient"))


def test_a_dispatch_reaches_lead_assisting_copies_and_the_person():
    no = registered()
    act(no, TRIAGE, BEGIN + HOUR)
    act(no, sending(TOWN, BUREAU), BEGIN + HOUR)
    assert told(no, 3) == [
        ("appellant", "appellant"), ("assisting", "bureau"), ("copies", "gov"), ("unit", "town"),
    ]  # fmt: skip


def test_a_person_who_wants_no_reply_is_not_told():
    no = registered(wants_reply=False)
    assert told(no, 1) == [("dispatcher", "dispatcher")]


def test_the_unit_that_lost_the_order_is_told_and_the_new_one_when_it_is_sent():
    no = dispatched()
    objection = dispute.Dispute(by=CLERK, reason="not_our_duty", proposed="town", grounds="清单")
    act(no, objection, BEGIN + 2 * HOUR)
    act(no, dispute.Uphold(by=DISPATCHER, decision="成立"), BEGIN + 3 * HOUR)
    assert told(no, 5) == [("former_unit", "heating")]


def test_a_warning_goes_to_the_unit_whose_clock_it_is():
    no = registered()
    act(no, TRIAGE, BEGIN)
    act(no, sending(TOWN, BUREAU), BEGIN)
    mine = next(k for k in read(no).case.clocks if k.unit == "bureau")
    rung = next(r for r in mine.ladder if "unit" in r.to)
    act(no, supervise.Climb(by=CLOCK, step=mine.step, order=mine.order, rung=rung.id), rung.at)
    assert ("unit", "bureau") in told(no, 4) and ("unit", "town") not in told(no, 4)


def test_a_unit_meant_twice_is_told_once():
    no = dispatched()
    clock = next(k for k in read(no).case.clocks if k.step == "reply")
    rung = next(r for r in clock.ladder if "unit" in r.to and {"head", "unit_head"} & set(r.to))
    act(no, supervise.Climb(by=CLOCK, step="reply", order=clock.order, rung=rung.id), rung.at)
    assert [recipient for _, recipient in told(no, 4)].count("heating") == 1
    assert ("unit", "heating") in told(no, 4)


def test_the_rungs_of_the_books_reach_somebody_who_can_read_them():
    """No rung of any ladder is for a duty or unit that does not exist."""
    from yingda.roster.models import Duty

    duties = {choice.value for choice in Duty}
    no = dispatched(lead=TOWN)
    for clock in read(no).case.clocks:
        for rung in clock.ladder if clock.open else ():
            climb = supervise.Climb(by=CLOCK, step=clock.step, order=clock.order, rung=rung.id)
            position = act(no, climb, rung.at).position
            who = [recipient for _, recipient in told(no, position)]
            assert who and set(who) <= duties | {"town", "gov"}, (clock.step, rung)


def test_every_merged_case_is_told_of_the_accepted_reply():
    parent, children = dispatched(), [registered() for _ in range(3)]
    for child in children:
        into = merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项")
        carry_out_together(
            [(into, child), (merge.TakeIn(by=DISPATCHER, child=child), parent)], now=BEGIN + HOUR
        )
    act(parent, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    act(parent, CONTACT, BEGIN + 3 * HOUR)
    act(parent, replying(BEGIN + 4 * HOUR), BEGIN + 5 * HOUR)
    position = act(parent, review.Accept(by=REVIEWER), BEGIN + 6 * HOUR).position
    assert [r for a, r in told(parent, position) if a == "children"] == sorted(children)


def test_what_the_notice_says_is_by_its_kind():
    no = closed()
    kinds = dict(Notice.objects.filter(case_no=no).values_list("position", "kind"))
    events = read(no).events
    assert all(kept_as(type(events[at - 1])) == kind for at, kind in kinds.items())


def test_a_reveal_is_nobodys_news():
    no = registered()
    act(no, reveal.Reveal(by=LEADER, fields=("phone",), reason="核实"), BEGIN + DAY)
    assert told(no, 2) == []


def test_every_event_that_demands_a_notice_has_it(chance):
    for _ in range(10):
        no = wander(chance, BEGIN)
        for position, event in enumerate(read(no).events, 1):
            audiences = {audience for audience, _ in told(no, position)}
            demanded = flow.NOTICES.get(type(event), set())
            if "@to" in demanded:
                demanded = set(event.to)
            assert audiences <= demanded
            assert demanded - audiences <= {
                "unit", "assisting", "copies", "former_unit", "children", "district", "whistled",
                "head", "unit_head", "hotline",
            }, "only those may be absent of whom there is none or who is told"  # fmt: skip
