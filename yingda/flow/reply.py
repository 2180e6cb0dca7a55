# SPDX-License-Identifier: Apache-2.0
"""答复 Reply: the unit answers by outcome, each with its required parts, to the person AND the
hotline.

Beijing ordinance art. 15 (3). Unresolved: the reason or difficulty and the work being done.
Unreasonable: the concrete basis and the laws, regulations or policies (draft of 2021). The parts
are data of the book; their form is checked here, never their phrasing.
"""

from datetime import date, datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Answer, Case, Citation, Outcome, Stage, blank, with_order
from .grammar import Command, Decision, Event, Refusal

TEXTS = (
    "found",
    "done",
    "reason",
    "difficulty",
    "measures",
    "plan",
    "facts",
    "referred_to",
    "withdrawal",
)


class Reply(Command, frozen=True, kw_only=True):
    """答复. `told_at`, `told_way`: when and how the person was told."""

    outcome: Outcome
    found: str = ""
    done: str = ""
    reason: str = ""
    difficulty: str = ""
    measures: str = ""
    plan: str = ""
    plan_by: date | None = None
    facts: str = ""
    citations: tuple[Citation, ...] = ()
    referred_to: str = ""
    withdrawal: str = ""
    told_at: datetime | None = None
    told_way: str = ""


class Replied(Event, frozen=True, kw_only=True, tag="replied"):
    """已答复 to the hotline; `answer` says when and how the person was told."""

    order: int
    answer: Answer
    clocks: tuple[limits.Clock, ...] = ()


def filled(c: Reply) -> set[str]:
    """The parts of `c` that say something."""
    there = {name for name in TEXTS if not blank(getattr(c, name))}
    for name in ("plan_by", "citations", "told_at"):
        if getattr(c, name):
            there.add(name)
    return there | ({"told_way"} if not blank(c.told_way) else set())


def missing(c: Reply, standard: Standard, on: date) -> tuple[str, ...]:
    """The required parts that `c` lacks; an either-or group is named whole
    ("reason|difficulty")."""
    there = filled(c)
    needed = standard.reply_parts(c.outcome.value, on)
    return tuple(part for part in needed if not there & set(part.split("|")))


def reply(case: Case, c: Reply, standard: Standard, now: datetime) -> Decision:
    order = case.order_of(c.by.unit)
    if (
        order is None
        or order.role != "lead"
        or case.stage not in (Stage.SIGNED_IN, Stage.DISPATCHED)
    ):
        return Refusal("not_your_order", "只有主办单位可以答复在办的工单")
    if not order.signed_at:
        return Refusal("not_signed_in", "签收后才能答复")
    if case.objection:
        return Refusal("in_dispute", "异议处理中，请等待裁定")
    if c.outcome is Outcome.WITHDRAWN and case.links.children:
        words = "已有诉求并入本件，撤回只及于本人，请先拆分"
        return Refusal("has_children", words, fields=("outcome",))
    lacking = missing(c, standard, limits.day(now))
    if lacking:
        given = {"missing": "、".join(lacking)}
        fields = tuple(name for part in lacking for name in part.split("|"))
        return Refusal(
            "reply_incomplete", "答复缺少：{missing}", "beijing-draft-2021:reply", given, fields
        )
    steps = ("contact", "reply")
    clocks = limits.awake(standard, case.clocks, steps, order.nth, now)
    clock = limits.find(limits.put(case.clocks, clocks), "reply", order.nth)
    # Of a case handled again only what the person was told since then is told.
    since = max(order.sent_at, clock.started_at) if clock else order.sent_at
    if refusal := _impossible(c, since, now):
        return refusal
    clocks += limits.begin(standard, "review", case.tier, now)
    answer = Answer(
        unit=order.unit, outcome=c.outcome, citations=c.citations, told_at=c.told_at,
        told_way=c.told_way, at=now, in_time=clock is None or clock.due.at >= now,
        parts={name: value for name in TEXTS if (value := getattr(c, name).strip())}
        | ({"plan_by": c.plan_by.isoformat()} if c.plan_by else {}),
    )  # fmt: skip
    return [Replied(at=now, by=c.by, order=order.nth, answer=answer, clocks=clocks)]


def _impossible(c: Reply, since: datetime, now: datetime) -> Refusal | None:
    if c.told_at and not since <= c.told_at <= now:
        words = "告知诉求人的时间须在派单之后、现在之前"
        return Refusal("told_when", words, fields=("told_at",))
    if c.plan_by and c.plan_by < limits.day(now):
        return Refusal("plan_in_the_past", "计划完成日期不能早于今天", fields=("plan_by",))
    if any(blank(q.title) or blank(q.article) for q in c.citations):
        return Refusal("citation_incomplete", "引用须写明名称和条款", fields=("citations",))
    if any(q.valid_on > limits.day(now) for q in c.citations):
        return Refusal("citation_not_yet", "引用的适用日期不能晚于今天", fields=("citations",))
    return None


def replied(case: Case, e: Replied) -> Case:
    order = next(o for o in case.orders if o.nth == e.order)
    case = with_order(case, replace(order, replied_at=e.at))
    clocks = limits.stop(limits.put(case.clocks, e.clocks), "reply", e.at, e.order)
    clocks = limits.stop(clocks, "contact", e.answer.told_at or e.at, e.order)
    return replace(case, stage=Stage.REPLIED, clocks=clocks, answers=(*case.answers, e.answer))


DECIDE = {Reply: reply}
EVOLVE = {Replied: replied}
DUTIES = {Reply: {"clerk", "machine"}}
NOTICES = {Replied: {"reviewer"}}
