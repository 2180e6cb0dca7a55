# SPDX-License-Identifier: Apache-2.0
"""Walks the flow: every command that may move a case, at every state reached, until no new one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from yingda import flow
from yingda.config.city import DEFAULT_BOOKS
from yingda.flow import (
    close,
    dispatch,
    dispute,
    divert,
    extend,
    follow_up,
    handle,
    limits,
    merge,
    pause,
    register,
    reply,
    review,
    rework,
    sign_in,
    supervise,
    triage,
    whistle,
)
from yingda.flow.case import Addressee, Answer, Case, Citation, Outcome, Place, Stage
from yingda.flow.grammar import APPELLANT, CLOCK, Command, Person, Refusal, kept_as
from yingda.standard import load

BEGIN = datetime(2026, 3, 4, 10, 0, tzinfo=limits.ZONE)
STEPS = (timedelta(seconds=20), timedelta(hours=2))

OPERATOR, DISPATCHER = Person("赵", "operator"), Person("李", "dispatcher")
LEADER, REVIEWER = Person("褚", "duty_leader"), Person("吴", "reviewer")
CALLER = Person("冯", "caller_back")
CLERK, OTHER = Person("王", "clerk", "heating"), Person("朱", "clerk", "water")
HEATING = Addressee(code="heating", name="供热集团", level="utility")
WATER = Addressee(code="water", name="自来水集团", level="utility")
BUREAU = Addressee(code="bureau", name="住建委", level="city")

Edge = tuple[str, str, str]


def commands(case: Case | None, now: datetime) -> Iterator[Command]:
    """Every command that a person or the clock may try; the flow refuses most of them."""
    if case is None:
        place = Place(district="110101", street="110101001", spot="幸福小区")
        yield register.Register(
            by=OPERATOR, channel="phone", title="暖气不热", nature="help", subject="010101",
            place=place, given=("name", "phone", "words"),
        )  # fmt: skip
        return
    yield divert.AnswerAtOnce(by=OPERATOR, told="已答复")
    yield triage.Triage(by=DISPATCHER, tier="general", reason="一般诉求")
    yield dispatch.Dispatch(by=DISPATCHER, lead=HEATING, basis="供热条例")
    yield dispatch.UndoDispatch(by=DISPATCHER)
    grounds = {"reason": "wrong_territory", "proposed": "bureau", "grounds": "目录"}
    yield dispute.Dispute(by=CLERK, **grounds)
    yield dispute.Uphold(by=DISPATCHER, decision="成立")
    yield dispute.Reject(by=DISPATCHER, decision="不成立")
    for lead in (HEATING, WATER):
        yield dispute.Rule(
            by=LEADER, lead=lead, decision="由其承办", participants="两家", basis="目录"
        )
    yield from (sign_in.SignIn(by=clerk) for clerk in (CLERK, OTHER))
    yield handle.Contact(by=CLERK, way="电话", reached=True, heard="屋里冷")
    yield reply.Reply(
        by=CLERK, outcome=Outcome.RESOLVED, found="阀门坏", done="已更换", told_at=now,
        told_way="电话", facts="已恢复供热",
        citations=(Citation(title="供热条例", article="第九条", valid_on=now.date()),),
    )  # fmt: skip
    yield review.Accept(by=REVIEWER)
    yield review.SendBack(by=REVIEWER, reasons="未写明结果")
    yield follow_up.FollowUp(by=CALLER, channel="phone", reached=False)
    for solved, satisfied in (("yes", "very"), ("no", "dissatisfied")):
        yield follow_up.FollowUp(
            by=CALLER, channel="phone", reached=True, confirmed=True, contacted=True,
            solved=solved, satisfied=satisfied,
        )  # fmt: skip
    yield rework.Rework(by=CALLER, reason="仍不热")
    yield merge.Merge(by=DISPATCHER, into="2603040000017", unit="heating", reason="同一事项")
    yield merge.Unmerge(by=DISPATCHER, reason="不是同一事项")
    answer = Answer(
        unit="heating", outcome=Outcome.RESOLVED, parts={}, citations=(), told_at=now,
        told_way="电话", at=now, in_time=True,
    )  # fmt: skip
    yield merge.Echo(by=CLOCK, parent="2603040000017", answer=answer)
    yield close.Close(by=CALLER, why="回访结束")
    yield close.Withdraw(by=APPELLANT, words="不用了")
    later = (now + timedelta(days=90)).date()
    yield close.Suspend(by=LEADER, reason="history", grounds="需改造", review_on=later)
    yield close.TakeUp(by=LEADER, reason="改造完成")
    yield close.Reopen(by=OPERATOR, new_facts="又不热了")


def _seen_as(case: Case | None) -> tuple[object, ...]:
    """What the next step can depend on."""
    if case is None:
        return ()
    pending = any(not o.decided for o in case.objections)
    signed = bool(case.lead and case.lead.signed_at)
    attempts = min(3, len(case.interviews)) if case.stage is Stage.ACCEPTED else 0
    return (
        case.stage, case.grade is not None, case.lead is not None, signed, len(case.objections),
        pending, case.ruled, case.asked_out, attempts,
    )  # fmt: skip


def edges() -> set[Edge]:
    """(stage before or "", kept name of the event, stage after) wherever the stage changes."""
    standard = load(DEFAULT_BOOKS)
    found: set[Edge] = set()
    waiting: list[tuple[Case | None, datetime]] = [(None, BEGIN)]
    known = {_seen_as(None)}
    while waiting:
        case, then = waiting.pop()
        for step in STEPS:
            now = then + step
            for command in commands(case, now):
                decided = flow.decide(case, command, standard, now)
                if isinstance(decided, Refusal):
                    continue
                after = case
                for event in decided:
                    before = after.stage.value if after else ""
                    after = flow.evolve(after, event)
                    if after.stage.value != before:
                        found.add((before, kept_as(type(event)), after.stage.value))
                if _seen_as(after) not in known:
                    known.add(_seen_as(after))
                    waiting.append((after, now))
    return found


MOVERS = {extend, pause, supervise, whistle}  # stages whose commands never move a case
