# SPDX-License-Identifier: Apache-2.0
"""台账 The questions of each ledger, and that they stay cheap."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.office.appeals import (
    ASSESSORS,
    BEGIN,
    BUREAU,
    CALLER,
    CLERK,
    CONTACT,
    DAY,
    HELPING,
    HOUR,
    LEADER,
    TOWN,
    TOWN_CLERK,
    TRIAGE,
    accepted,
    act,
    closed,
    content,
    dispatched,
    registered,
    sending,
)  # fmt: skip
from yingda.flow import assess, close, dispatch, extend, handle, rework, sign_in, whistle
from yingda.flow.case import Place
from yingda.ledgers import assessment, cases, follow_ups, hotspots, limits, orders
from yingda.office import watching

pytestmark = pytest.mark.django_db


def numbers(rows):
    return [row.case_no for row in rows]


def test_each_duty_finds_what_waits_for_it_least_time_left_first():
    late, early = registered(BEGIN + DAY), registered(BEGIN)
    sent, answered = dispatched(), accepted()
    over, duties = closed(), ("dispatcher", "clerk", "reviewer")
    assert numbers(cases.waiting_for("dispatcher")) == [early, late]
    assert numbers(cases.waiting_for("clerk")) == [sent]
    assert numbers(cases.waiting_for("caller_back")) == [answered]
    assert not any(over in numbers(cases.waiting_for(duty)) for duty in duties)


def test_the_hotline_finds_what_units_ask_of_it():
    no = dispatched()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    until = BEGIN + 9 * DAY
    ask = extend.AskExtension(by=CLERK, reason="等配件", basis="合同", until=until)
    act(no, ask, BEGIN + 3 * HOUR)
    assert [(line.case_no, line.asks) for line in cases.asking()] == [(no, "extension")]
    act(no, extend.GrantExtension(by=LEADER), BEGIN + 4 * HOUR)
    assert not cases.asking().exists()


def test_a_unit_finds_its_cases_also_those_it_lost_or_only_reads():
    no = dispatched(lead=TOWN)
    other = dispatched()
    assert numbers(cases.of_unit("town")) == numbers(cases.of_unit("gov")) == [no]
    assert numbers(cases.of_unit("heating")) == [other] and not cases.of_unit("nobody").exists()


def test_a_unit_finds_what_it_has_to_do_and_not_its_copies():
    no = registered()
    act(no, TRIAGE, BEGIN)
    act(no, sending(TOWN, BUREAU), BEGIN + HOUR)
    assert numbers(orders.to_do("town")) == numbers(orders.to_do("bureau")) == [no]
    assert not orders.to_do("gov").exists() and numbers(orders.sent_to("gov")) == [no]
    act(no, sign_in.SignIn(by=HELPING), BEGIN + 2 * HOUR)
    act(no, handle.Contribute(by=HELPING, report="已配合"), BEGIN + 3 * HOUR)
    assert not orders.to_do("bureau").exists() and numbers(orders.sent_to("bureau")) == [no]


def test_a_whistled_department_finds_the_whistle():
    no = dispatched(lead=TOWN)
    act(no, sign_in.SignIn(by=TOWN_CLERK), BEGIN + 2 * HOUR)
    act(no, whistle.Whistle(by=TOWN_CLERK, unit=BUREAU, need="请到场"), BEGIN + 3 * HOUR)
    (line,) = orders.to_do("bureau")
    assert line.role == "whistle" and line.due_at and numbers(limits.owed_by("bureau")) == [no]
    act(no, whistle.AnswerWhistle(by=HELPING, answer="已到场"), BEGIN + 4 * HOUR)
    assert not orders.to_do("bureau").exists() and not limits.owed_by("bureau").exists()


def test_clocks_are_owed_until_they_stop_and_overdue_after_their_time():
    no = dispatched()
    steps = [line.step for line in limits.owed_by("heating")]
    assert sorted(steps) == ["contact", "reply", "sign_in"] and steps[-1] == "reply"
    assert not limits.overdue(BEGIN + 2 * HOUR).exists()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    assert {line.step for line in limits.overdue(BEGIN + 60 * DAY)} == {"contact", "reply"}
    act(no, CONTACT, BEGIN + 60 * DAY)
    assert {line.step for line in limits.overdue(BEGIN + 60 * DAY)} == {"reply"}


def test_follow_up_finds_cases_past_their_limit_or_accepted():
    overdue, ready = dispatched(BEGIN - 30 * DAY), accepted()
    closed()
    now = BEGIN + 2 * DAY
    ask = follow_ups.to_ask
    assert numbers(ask(now, by_deadline=True, early=False)) == [overdue]
    assert numbers(ask(now, by_deadline=True, early=True)) == [overdue, ready]
    assert numbers(ask(now, by_deadline=False, early=False)) == [ready]


def test_silence_is_counted_as_silence():
    no = accepted()
    silent = content(
        reached=False, confirmed=False, contacted=None, solved=None, satisfied=None
    )  # fmt: skip
    act(no, silent, BEGIN + 2 * DAY)
    line = follow_ups.FollowUpLine.objects.get(case_no=no)
    assert (line.attempts, line.valid, line.solved, line.satisfied) == (1, False, None, None)


def test_an_excluded_case_stays_visible_with_its_reason():
    no = accepted()
    act(no, content(solved="no", satisfied="dissatisfied"), BEGIN + 2 * DAY)
    before = assessment.AssessmentLine.objects.get(case_no=no)
    assert (before.solved, before.excluded) == ("no", "")
    ask = assess.AskExclusion(by=CLERK, reason="untrue", grounds="不实")
    act(no, ask, BEGIN + 2 * DAY)
    for nth, who in enumerate(ASSESSORS):
        act(no, assess.ApproveExclusion(by=who, decision="属实"), BEGIN + (3 + nth) * DAY)
    after = assessment.AssessmentLine.objects.get(case_no=no)
    assert (after.solved, after.excluded) == ("no", "untrue")
    assert cases.CaseLine.objects.get(case_no=no).excluded == "untrue"
    assert set(limits.ClockLine.objects.filter(case_no=no).values_list("excluded", flat=True)) == {
        "untrue"
    }


def test_first_and_last_answer_are_both_kept():
    no = accepted()
    act(no, content(solved="no", satisfied="dissatisfied"), BEGIN + 2 * DAY)
    act(no, rework.Rework(by=CALLER, reason="仍未解决"), BEGIN + 2 * DAY)
    act(no, content(solved="yes", satisfied="very"), BEGIN + 60 * DAY)
    line = assessment.AssessmentLine.objects.get(case_no=no)
    assert (line.first_solved, line.solved) == ("no", "yes")
    assert (line.first_satisfied, line.satisfied) == ("dissatisfied", "very")


def test_the_hottest_matter_of_a_week_comes_first():
    for _ in range(3):
        registered(subject="010208")
    registered(subject="010101"), registered(BEGIN + 7 * DAY, subject="010101")
    registered(subject="")
    hot = hotspots.hottest(date(2026, 3, 2))
    assert [(row["subject"], row["cases"]) for row in hot] == [("010208", 3), ("010101", 1)]


def test_a_week_begins_on_monday_in_the_city():
    registered(BEGIN.replace(day=8, hour=23, minute=59))
    registered(BEGIN.replace(day=9, hour=0, minute=1))
    weeks = hotspots.HotspotLine.objects.order_by("week").values_list("week", flat=True)
    assert list(weeks) == [date(2026, 3, 2), date(2026, 3, 9)]


def test_what_is_added_later_is_listed():
    no = registered(subject="", nature="", place=Place())
    line = cases.CaseLine.objects.get(case_no=no)
    assert line.gaps > 0 and line.stage == "registered"
    act(no, TRIAGE, BEGIN)
    act(no, sending(), BEGIN + HOUR)
    line.refresh_from_db()
    assert (line.stage, line.unit, line.version) == ("dispatched", "heating", 3)


def test_a_reopened_case_is_listed_again():
    no = closed()
    act(no, close.Reopen(by=LEADER, new_facts="又坏了"), BEGIN + 5 * DAY)
    line = cases.CaseLine.objects.get(case_no=no)
    assert (line.waits_for, line.closed_at) == ("dispatcher", None)
    assert line.due_at is not None


def plan(rows):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    return rows.explain()


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: cases.waiting_for("dispatcher")[:50], "worklist"),
        (lambda: cases.asking()[:50], "asked_of_us"),
        (lambda: cases.of_unit("heating"), "cases_of_units"),
        (lambda: orders.to_do("heating")[:50], "orders_to_do"),
        (lambda: orders.sent_to("heating")[:50], "orders_of_unit"),
        (lambda: limits.owed_by("heating")[:50], "owed_by_unit"),
    ],
)
def test_lists_are_read_from_an_index_in_their_order(rows, index):
    dispatched()
    assert index in plan(rows())


def test_lines_of_a_case_never_change_their_place():
    """Clocks are numbered as they began: what was written once is only marked."""
    no = dispatched()

    def places():
        lines = limits.ClockLine.objects.filter(case_no=no).order_by("nth")
        return list(lines.values_list("nth", "step"))

    before = places()
    watching.watch_until(BEGIN + 60 * DAY)
    assert places() == before


def test_a_unit_whose_order_was_undone_counts_for_nothing():
    no = dispatched()
    assert assessment.AssessmentLine.objects.filter(case_no=no).exists()
    act(no, dispatch.UndoDispatch(by=LEADER), BEGIN + HOUR + timedelta(seconds=30))
    assert not assessment.AssessmentLine.objects.filter(case_no=no).exists()
