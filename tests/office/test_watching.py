# SPDX-License-Identifier: Apache-2.0
"""守时 The watcher: every rung at its moment, once, whoever watches and whatever was closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.office.appeals import (
    BEGIN,
    CLERK,
    DAY,
    HOUR,
    LEADER,
    accepted,
    act,
    closed,
    dispatched,
    registered,
    registering,
    wander,
)  # fmt: skip
from yingda.flow import pause, sign_in, supervise, triage
from yingda.ledgers import limits
from yingda.ledgers.limits import ClockLine
from yingda.office import read, standard_in_force, watching
from yingda.record.models import Notice

pytestmark = pytest.mark.django_db
CLIMBED = (supervise.Warned, supervise.Urged, supervise.Escalated)


def climbed(no):
    return [(e.step, e.order, e.rung) for e in read(no).events if isinstance(e, CLIMBED)]


def lines(no):
    return list(ClockLine.objects.filter(case_no=no).order_by("nth").values())


def test_every_rung_is_climbed_at_its_own_moment():
    no = dispatched()
    ladders = {k.step: [(r.id, r.at) for r in k.ladder] for k in read(no).case.clocks if k.open}
    watching.watch_until(BEGIN + 60 * DAY)
    for step, rungs in ladders.items():
        happened = [(e.rung, e.at) for e in read(no).events if getattr(e, "step", "") == step]
        assert happened == rungs, step
    assert not limits.to_watch(BEGIN + 900 * DAY, 10)


def test_nothing_happens_before_its_moment():
    no = registered()
    first = limits.next_moment()
    assert watching.watch_once(first - timedelta(microseconds=1)) == 0
    assert watching.watch_once(first) == 1 and len(climbed(no)) == 1
    assert watching.watch_once(first) == 0


def test_a_watcher_that_was_away_climbs_each_missed_rung_once():
    no = dispatched()
    now = BEGIN + 60 * DAY
    while watching.watch_once(now, most=3):
        pass
    assert (
        len(climbed(no))
        == len(set(climbed(no)))
        == sum(len(k.ladder) for k in read(no).case.clocks if k.open)
    )


@pytest.mark.django_db(transaction=True)
def test_two_watchers_at_once_climb_each_rung_once():
    numbers = [dispatched() for _ in range(12)]
    now = BEGIN + 2 * DAY

    def watch(_):
        try:
            while watching.watch_once(now, most=5):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(watch, range(2)))
    for no in numbers:
        due = sum(r.at <= now for k in read(no).case.clocks if k.open for r in k.ladder)
        assert len(climbed(no)) == len(set(climbed(no))) == due
        told = Notice.objects.filter(case_no=no, kind__in=["warned", "urged", "escalated"])
        assert told.values_list("position").distinct().count() == due


def test_a_watcher_killed_between_the_line_and_the_act_does_no_harm():
    """What it had read is acted on by another; the old line then changes nothing."""
    no = dispatched()
    (line,) = limits.to_watch(limits.next_moment(), 1)
    assert watching.act(line, line.next_at)
    happened = read(no).events
    assert not watching.act(line, line.next_at)
    assert read(no).events == happened


def test_what_is_done_rings_no_more():
    no = closed()
    before = read(no).events
    watching.watch_until(BEGIN + 90 * DAY)
    assert read(no).events == before


def paused():
    no = dispatched()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    until = BEGIN + 3 * DAY
    ask = pause.AskPause(by=CLERK, reason="inspection", grounds="送检", until=until)
    act(no, ask, BEGIN + 3 * HOUR)
    act(no, pause.GrantPause(by=LEADER), BEGIN + 4 * HOUR)
    return no, until


def test_a_pause_ends_by_the_clock_and_what_was_left_is_left():
    no, until = paused()
    before = next(k for k in read(no).case.clocks if k.step == "reply")
    assert before.paused and limits.next_moment() == until
    assert watching.watch_until(until) == 1
    after = next(k for k in read(no).case.clocks if k.step == "reply")
    assert not after.paused and after.pauses[-1].ended_at == until
    assert after.due.at - until == before.due.at - (BEGIN + 4 * HOUR)
    assert climbed(no) == []


def test_no_rung_is_climbed_while_the_clock_stands_still():
    no, until = paused()
    watching.watch_until(until - timedelta(seconds=1))
    assert climbed(no) == []
    watching.watch_until(until + 60 * DAY)
    assert len(climbed(no)) > 2


def quiet(at):
    return at.astimezone(BEGIN.tzinfo).hour >= 21 or at.astimezone(BEGIN.tzinfo).hour < 8


def test_the_night_is_quiet_except_for_the_first_tier():
    hours = standard_in_force().setting("supervise.quiet", BEGIN.date(), None)
    assert hours == {"from": "21:00", "until": "08:00"}
    night = BEGIN.replace(hour=20, minute=50)
    calm, burst = registered(night), registered(night)
    act(burst, triage.Triage(by=LEADER, tier="critical", reason="燃气泄漏", danger=True), night)
    watching.watch_until(night + 10 * DAY)
    rung = [e for e in read(calm).events if isinstance(e, CLIMBED)]
    assert rung and not any(quiet(e.at) for e in rung)
    assert all(quiet(e.at) for e in read(burst).events if isinstance(e, CLIMBED))


def test_due_moments_are_found_by_index_however_many_cases_are_closed():
    open_one = registered()
    (line,) = lines(open_one)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledgers_clockline (case_no, nth, step, unit, tier, work_order,"
            " started_at, due_at, stopped_at, called_off, paused, excluded, next_at, next_rung,"
            " clause) select 'old' || n, 0, step, unit, tier, work_order, started_at, due_at,"
            " started_at, called_off, paused, excluded, null, '', clause"
            " from ledgers_clockline, generate_series(1, 20000) n where case_no = %s",
            [open_one],
        )
        cursor.execute("analyze ledgers_clockline")
        due = ClockLine.objects.filter(next_at__lte=timezone.now()).order_by("next_at")[:100]
        plan = due.explain(analyze=True)
    assert "to_watch" in plan and "Seq Scan" not in plan, plan
    assert [found.case_no for found in limits.to_watch(timezone.now(), 100)] == [open_one]
    assert limits.next_moment() == line["next_at"]


def test_a_line_that_lags_behind_its_record_is_put_right():
    no = closed()
    right = lines(no)
    ClockLine.objects.filter(case_no=no).update(
        stopped_at=None, next_at=BEGIN, next_rung="due", called_off=False
    )
    ClockLine.objects.filter(case_no=no, nth=0).delete()
    assert watching.watch_until(BEGIN + DAY) == 0
    assert lines(no) == right and len(read(no).events) == 8


def test_one_case_that_cannot_be_acted_on_stops_no_other(caplog):
    broken, well = dispatched(), dispatched()
    ClockLine.objects.filter(case_no=broken).update(next_rung="x" * 24, case_no="no such case")
    watching.watch_until(BEGIN + 2 * DAY)
    assert climbed(well) and climbed(broken) == []


def test_the_watcher_rests_until_the_next_moment_but_not_longer_than_a_second():
    assert watching.rest() == 1.0
    at = timezone.now()
    registered(at)
    assert watching.rest() == 1.0
    ClockLine.objects.update(next_at=timezone.now() + timedelta(seconds=0.4))
    assert 0.05 <= watching.rest() <= 0.4
    ClockLine.objects.update(next_at=at - DAY)
    assert watching.rest() == 1.0


def test_however_cases_went_the_watcher_comes_to_an_end(chance):
    numbers = [wander(chance, BEGIN) for _ in range(15)]
    watching.watch_until(BEGIN + 900 * DAY)
    assert not limits.to_watch(BEGIN + 900 * DAY, 1)
    for no in numbers:
        for clock in read(no).case.clocks:
            if clock.open and not clock.paused:
                assert set(clock.climbed) == {r.id for r in clock.ladder}
    assert registering().channel


def test_a_follow_up_that_nobody_answers_is_let_go_in_its_time():
    no = accepted()
    assert watching.let_follow_ups_expire(BEGIN + 3 * DAY) == 0
    assert watching.let_follow_ups_expire(BEGIN + 60 * DAY) == 1
    assert watching.let_follow_ups_expire(BEGIN + 61 * DAY) == 0
    assert read(no).case.asked_out and not read(no).case.interviews
