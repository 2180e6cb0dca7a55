# SPDX-License-Identifier: Apache-2.0
"""派单异议 Dispute: the unit says that the order is not its to handle.

Beijing ordinance art. 12 para. 3; State Council opinion of 2025 (5). A dispute names a reason, a
proposed unit and a basis; a second one goes to consultation 会商, whose ruling is final. The clocks
run on from dispatch whatever the unit does.
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Span

from . import limits
from .case import (
    Addressee,
    Case,
    Objection,
    Stage,
    WorkOrder,
    blank,
    copied_above,
    ended,
    work_order,
)
from .grammar import Command, Decision, Event, Refusal

ARTICLE = "beijing-regulation-2021:12"
DECIDABLE = (Stage.DISPATCHED, Stage.SIGNED_IN, Stage.CONSULTING)


class Dispute(Command, frozen=True, kw_only=True):
    """提出异议."""

    reason: str
    proposed: str
    grounds: str


class Disputed(Event, frozen=True, kw_only=True, tag="disputed"):
    """已提出异议; `consulting` if it goes straight to consultation."""

    objection: Objection
    consulting: bool
    clocks: tuple[limits.Clock, ...] = ()


class Uphold(Command, frozen=True, kw_only=True):
    """异议成立: the case is dispatched anew."""

    decision: str


class DisputeUpheld(Event, frozen=True, kw_only=True, tag="dispute_upheld"):
    """异议成立."""

    decision: str
    orders: tuple[int, ...]
    clocks: tuple[limits.Clock, ...]


class Reject(Command, frozen=True, kw_only=True):
    """异议驳回: the order stands."""

    decision: str


class DisputeRejected(Event, frozen=True, kw_only=True, tag="dispute_rejected"):
    """异议已驳回."""

    decision: str


class Rule(Command, frozen=True, kw_only=True):
    """会商裁定: final. The named unit leads, whoever it is."""

    lead: Addressee
    decision: str
    participants: str
    basis: str


class Ruled(Event, frozen=True, kw_only=True, tag="ruled"):
    """已裁定: the order of the ruling; `ended` are the orders it replaces."""

    decision: str
    participants: str
    order: WorkOrder | None
    copies: tuple[WorkOrder, ...]
    ended: tuple[int, ...]
    clocks: tuple[limits.Clock, ...]


def dispute(case: Case, c: Dispute, standard: Standard, now: datetime) -> Decision:
    on = limits.day(now)
    order = case.order_of(c.by.unit)
    if order is None or case.stage not in (Stage.DISPATCHED, Stage.SIGNED_IN):
        return Refusal("not_your_order", "没有派给贵单位的工单", ARTICLE)
    if case.ruled:
        return Refusal("ruling_is_final", "已经会商裁定，不能再提异议", ARTICLE)
    if case.objection:
        return Refusal("in_dispute", "异议正在处理中", ARTICLE)
    if refusal := _too_late(order, standard, now):
        return refusal
    most = int(standard.setting("dispute.max_times", on, default=2))
    if len(case.objections) >= most:
        return Refusal(
            "disputed_too_often", "异议次数已达上限（{most}次）", ARTICLE, {"most": str(most)}
        )
    if c.reason not in [r.id for r in standard.choices("dispute.reasons", on)]:
        return Refusal("no_such_reason", "请从列表中选择异议理由", ARTICLE, fields=("reason",))
    missing = tuple(n for n, v in (("grounds", c.grounds), ("proposed", c.proposed)) if blank(v))
    if missing:
        return Refusal("no_grounds", "提出异议须写明依据和建议承办单位", ARTICLE, fields=missing)
    if c.proposed == c.by.unit:
        return Refusal("proposes_itself", "建议承办单位不能是本单位", ARTICLE, fields=("proposed",))
    objection = Objection(
        order=order.nth,
        unit=c.by.unit,
        reason=c.reason,
        grounds=c.grounds,
        proposed=c.proposed,
        at=now,
    )
    clocks = limits.begin(standard, "ruling", case.tier, now)
    consulting = bool(case.objections)
    return [Disputed(at=now, by=c.by, objection=objection, consulting=consulting, clocks=clocks)]


def _too_late(order: WorkOrder, standard: Standard, now: datetime) -> Refusal | None:
    if order.signed_at is None:
        return None
    within = standard.setting("dispute.within", limits.day(now), default=None)
    if within is None:
        return Refusal("signed_in", "签收后不能再提异议", ARTICLE)
    span = Span.parse(within)
    if now > standard.end(order.sent_at, span):
        return Refusal(
            "too_late_to_dispute",
            "已超过提出异议的时限（{within}）",
            ARTICLE,
            {"within": span.words},
        )
    return None


def disputed(case: Case, e: Disputed) -> Case:
    stage = Stage.CONSULTING if e.consulting else case.stage
    return replace(
        case,
        stage=stage,
        objections=(*case.objections, e.objection),
        clocks=(*case.clocks, *e.clocks),
    )


def _decided(case: Case, how: str, decision: str) -> tuple[Objection, ...]:
    return tuple(
        o if o.decided else replace(o, decided=how, decision=decision) for o in case.objections
    )


def _undecided(case: Case, decision: str) -> Refusal | None:
    if case.objection is None or case.stage not in DECIDABLE:
        return Refusal("no_dispute", "没有待处理的异议")
    if blank(decision):
        return Refusal("no_reason", "须说明裁定理由", ARTICLE, fields=("decision",))
    return None


def uphold(case: Case, c: Uphold, standard: Standard, now: datetime) -> Decision:
    if refusal := _undecided(case, c.decision):
        return refusal
    if case.stage is Stage.CONSULTING:
        return Refusal("needs_ruling", "第二次异议须会商裁定", ARTICLE)
    assert case.objection
    disputed = case.objection.order
    if case.lead and case.lead.nth != disputed:  # an assisting unit leaves, the lead goes on
        return [DisputeUpheld(at=now, by=c.by, decision=c.decision, orders=(disputed,), clocks=())]
    orders = tuple(o.nth for o in case.orders if o.stands)
    clocks = limits.begin(standard, "dispatch", case.tier, now)
    return [DisputeUpheld(at=now, by=c.by, decision=c.decision, orders=orders, clocks=clocks)]


def dispute_upheld(case: Case, e: DisputeUpheld) -> Case:
    clocks = limits.call_off(limits.stop(case.clocks, "ruling", e.at), e.orders)
    led = case.lead is not None and case.lead.nth not in e.orders
    return replace(
        case, stage=case.stage if led else Stage.TRIAGED, clocks=(*clocks, *e.clocks),
        orders=ended(case, "disputed", e.orders), objections=_decided(case, "upheld", e.decision),
    )  # fmt: skip


def reject(case: Case, c: Reject, standard: Standard, now: datetime) -> Decision:
    if refusal := _undecided(case, c.decision):
        return refusal
    if case.stage is Stage.CONSULTING:
        return Refusal("needs_ruling", "第二次异议须会商裁定", ARTICLE)
    return [DisputeRejected(at=now, by=c.by, decision=c.decision)]


def dispute_rejected(case: Case, e: DisputeRejected) -> Case:
    clocks = limits.stop(case.clocks, "ruling", e.at)
    return replace(case, clocks=clocks, objections=_decided(case, "rejected", e.decision))


def rule(case: Case, c: Rule, standard: Standard, now: datetime) -> Decision:
    if case.stage is not Stage.CONSULTING:
        return Refusal("not_consulting", "没有待会商裁定的异议")
    if refusal := _undecided(case, c.decision):
        return refusal
    missing = tuple(
        n for n, v in (("participants", c.participants), ("basis", c.basis)) if blank(v)
    )
    if missing:
        return Refusal(
            "consultation_incomplete", "须写明会商参加单位和依据", ARTICLE, fields=missing
        )
    if c.lead.level == "community" or c.lead.code == case.appeal.accused:
        return Refusal("cannot_lead", "该单位不能承办（社区或应回避）", ARTICLE, fields=("lead",))
    if case.lead and case.lead.unit == c.lead.code:
        kept = Ruled(
            at=now, by=c.by, decision=c.decision, participants=c.participants, order=None,
            copies=(), ended=(), clocks=(),
        )  # fmt: skip
        return [kept]
    return [_sent_anew(case, c, standard, now)]


def _sent_anew(case: Case, c: Rule, standard: Standard, now: datetime) -> Ruled:
    nth = len(case.orders) + 1
    clocks: limits.Clocks = ()
    for step in ("sign_in", "contact", "reply"):
        clocks += limits.begin(standard, step, case.tier, now, unit=c.lead.code, order=nth)
    order = work_order(c.lead, "lead", nth, now, c.basis, clocks)
    above = copied_above(c.lead, case.appeal.accused)
    copied = (work_order(above, "copy", nth + 1, now, c.basis, ()),) if above else ()
    old = tuple(
        o.nth
        for o in case.orders
        if o.stands and (o.role == "lead" or (o.unit == c.lead.code and o.role == "assisting"))
    )
    return Ruled(
        at=now, by=c.by, decision=c.decision, participants=c.participants, order=order,
        copies=copied, ended=old, clocks=clocks,
    )  # fmt: skip


def ruled(case: Case, e: Ruled) -> Case:
    clocks = limits.call_off(limits.stop(case.clocks, "ruling", e.at), e.ended)
    orders = ended(case, "ruled", e.ended)
    added = ((e.order,) if e.order else ()) + e.copies
    kept = Stage.SIGNED_IN if case.lead and case.lead.signed_at else Stage.DISPATCHED
    return replace(
        case, stage=Stage.DISPATCHED if e.order else kept, ruled=True, orders=(*orders, *added),
        clocks=(*clocks, *e.clocks), objections=_decided(case, "ruled", e.decision),
    )  # fmt: skip


DECIDE = {Dispute: dispute, Uphold: uphold, Reject: reject, Rule: rule}
EVOLVE = {
    Disputed: disputed,
    DisputeUpheld: dispute_upheld,
    DisputeRejected: dispute_rejected,
    Ruled: ruled,
}
DUTIES = {
    Dispute: {"clerk", "machine"},
    Uphold: {"dispatcher", "duty_leader"},
    Reject: {"dispatcher", "duty_leader"},
    Rule: {"duty_leader"},
}
NOTICES = {
    Disputed: {"dispatcher"},
    DisputeUpheld: {"former_unit"},
    DisputeRejected: {"unit"},
    Ruled: {"unit", "former_unit", "copies"},
}
