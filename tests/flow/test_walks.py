# SPDX-License-Identifier: Apache-2.0
"""Whatever is asked, in whatever order and at whatever time, the flow answers and stays sound."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings, strategies

from tests.flow import acts
from tests.given import BEGIN, BOOKS, DAY, HOUR
from tests.office.appeals import anything
from yingda import flow
from yingda.flow import assess, close, divert, follow_up, limits, merge, reply, reveal, supervise
from yingda.flow.case import Stage
from yingda.flow.grammar import CLOCK, Refusal
from yingda.record import codec

WAITS = [timedelta(seconds=20), timedelta(minutes=7), 3 * HOUR, DAY, 4 * DAY]
ENDING = (close.Withdraw, divert.AnswerAtOnce, merge.Merge)
NOT_RUNNING = (Stage.CLOSED, Stage.DIVERTED)


def more(chance, case, now):
    """What the appeals of the office leave out: merging, leading out, withdrawing, the ladder."""
    some = [
        acts.merging(), acts.merging(unit="town"), merge.Echo(by=CLOCK, parent=acts.PARENT,
        answer=acts.answer(now)), merge.TakeIn(by=acts.DISPATCHER, child="2603040000025"),
        merge.LetGo(by=acts.LEADER, child="2603040000025"), acts.WITHDRAW, acts.REGISTER,
        divert.AnswerAtOnce(by=acts.OPERATOR, told="已答复"), acts.WAKE, acts.MISSED,
        assess.RefuseExclusion(by=acts.LEADER, decision="不予"),
        reveal.Erase(by=acts.ADMIN, reason="本人申请"),
        close.Close(by=acts.CALLER, why="已说明"), acts.disputing(by=acts.HELPER, proposed="town"),
        acts.grading(chance.choice(["critical", "urgent", "general"])),
        follow_up.FollowUp(by=acts.CALLER, channel="phone", reached=True, confirmed=True),
    ]  # fmt: skip
    for clock in case.clocks if case else ():
        for rung in clock.ladder:
            climb = {"step": clock.step, "order": clock.order, "rung": rung.id}
            some.append(supervise.Climb(by=CLOCK, **climb))
    return some


def walk(seed, steps):
    """A case to which one thing after another is done: each (case before, event, case after)."""
    chance, now, case = Random(seed), BEGIN, None
    for _ in range(steps):
        now += chance.choice(WAITS)
        for command in asked(chance, case, now):
            decided = flow.decide(case, command, BOOKS(), now)
            assert decided == flow.decide(case, command, BOOKS(), now), "deciding is pure"
            if isinstance(decided, Refusal):
                assert decided.code and str(decided)
                continue
            for event in decided:
                after = flow.evolve(case, event)
                yield case, event, after
                case = after
            break


def asked(chance, case, now):
    """Commands in random order; those that end a case at once come rarely."""
    if case is None:
        return [acts.REGISTER]
    found = anything(chance, now) + more(chance, case, now)
    chance.shuffle(found)
    calm = chance.random() < 0.95
    return [c for c in found if not (calm and isinstance(c, ENDING))][:25]


def unsound(case, after):
    """What is wrong with the case after an event, in words."""
    opened = [(k.step, k.order) for k in after.clocks if k.open]
    if len(opened) != len(set(opened)):
        yield "two open clocks of one step and order"
    if any(k.due.at < k.started_at for k in after.clocks):
        yield "due before it began"
    if any(k.stopped_at and k.stopped_at < k.started_at for k in after.clocks):
        yield "stopped before it began"
    if case and len(after.clocks) < len(case.clocks):
        yield "a clock vanished from the story"
    if after.stage in NOT_RUNNING and opened:
        yield "a clock runs though the case has ended"
    if after.stage in (Stage.REGISTERED, Stage.TRIAGED) and ("dispatch", 0) not in opened:
        yield "a case waits to be dispatched and nobody counts the time"
    if after.stage in (Stage.DISPATCHED, Stage.SIGNED_IN) and after.lead is None:
        yield "in handling by nobody"
    if any(o.level == "community" for o in after.orders):
        yield "a community was sent an order"


@settings(max_examples=150, deadline=None)
@given(strategies.integers(min_value=0), strategies.integers(5, 60))
def test_nothing_that_is_asked_breaks_a_case(seed, steps):
    events = []
    for case, event, after in walk(seed, steps):
        events.append(event)
        assert not list(unsound(case, after)), (type(event).__name__, list(unsound(case, after)))
        assert after.seen == len(events)
    bodies = [codec.pack(event) for event in events]
    assert codec.unpack(bodies) == events
    assert flow.fold(codec.unpack(bodies)) == (after if events else None)


@settings(max_examples=150, deadline=None)
@given(strategies.integers(min_value=0), strategies.integers(20, 60))
def test_no_limit_once_missed_is_ever_made_good_except_by_an_extension_or_another_tier(seed, steps):
    forgiving = ("Extended", "Regraded", "Triaged", "DispatchUndone", "DisputeUpheld", "Ruled")
    for case, event, after in walk(seed, steps):
        if case is None or type(event).__name__ in forgiving:
            continue
        for old, new in zip(case.clocks, after.clocks, strict=False):
            # What the person was told, and when, the unit says with its reply; they are asked.
            said_later = old.step == "contact" and isinstance(event, reply.Replied)
            missed = old.open and not old.paused and old.due.at < event.at and not said_later
            assert not (missed and not new.late(event.at)), (type(event).__name__, old.step)


def test_the_walks_reach_every_stage():
    reached = {after.stage for seed in range(150) for _, _, after in walk(seed, 50)}
    assert reached == set(Stage)


def test_a_case_is_never_without_a_moment_at_which_someone_looks():
    """While the hotline or a unit owes something, the watcher has a moment to look at."""
    for seed in range(100):
        for _, _, after in walk(seed, 40):
            for clock in after.clocks:
                climbed = {r.id for r in clock.ladder} <= set(clock.climbed)
                if clock.open and clock.step in ("dispatch", "reply"):
                    assert clock.next_at or climbed
    assert limits.ZONE.key == "Asia/Shanghai"
