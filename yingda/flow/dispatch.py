# SPDX-License-Identifier: Apache-2.0
"""派单 Dispatch: send a triaged case to the unit that must handle it.

Beijing ordinance arts. 11-14 and 17. The limits are written on the order when it is sent and do not
change afterwards, except by an extension, a pause or another tier.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Span

from . import limits
from .case import (
    Addressee,
    Case,
    Hinted,
    Stage,
    WorkOrder,
    beside,
    blank,
    copied_above,
    ended,
    hinted_too,
    work_order,
)
from .grammar import Command, Decision, Event, Refusal

STEPS = ("sign_in", "contact", "reply")


class Dispatch(Command, frozen=True, kw_only=True):
    """派单 to a lead unit and assisting units. `line` is the line of the dispatch directory used,
    `line_level` the level it names; `basis` the legal basis written on the order."""

    lead: Addressee
    basis: str
    assisting: tuple[Addressee, ...] = ()
    copies: tuple[Addressee, ...] = ()
    line: str = ""
    line_level: str = ""
    override: str = ""
    no_clear_unit: bool = False
    hinted: tuple[Hinted, ...] = ()


class Dispatched(Event, frozen=True, kw_only=True, tag="dispatched"):
    """已派单: the orders with their limits, and the clocks that now run."""

    orders: tuple[WorkOrder, ...]
    clocks: tuple[limits.Clock, ...]
    override: str = ""
    hinted: tuple[Hinted, ...] = ()


class AddAssisting(Command, frozen=True, kw_only=True):
    """加派: one more assisting unit."""

    unit: Addressee
    reason: str


class AssistingAdded(Event, frozen=True, kw_only=True, tag="assisting_added"):
    """已加派."""

    order: WorkOrder
    clocks: tuple[limits.Clock, ...]
    reason: str


class UndoDispatch(Command, frozen=True, kw_only=True):
    """撤销派单 within the book's time, before anyone has signed in."""


class DispatchUndone(Event, frozen=True, kw_only=True, tag="dispatch_undone"):
    """已撤销派单."""

    orders: tuple[int, ...]


def fault(case: Case, c: Dispatch) -> Refusal | None:
    """Why the addressees of `c` cannot take the case, if so."""
    everyone = (c.lead, *c.assisting)
    if any(unit.level == "community" for unit in everyone):
        words = "不得将社区列为主办或协办单位"
        return Refusal(
            "community_never_leads", words, "beijing-regulation-2021:17", fields=("lead",)
        )
    if case.appeal.accused and case.appeal.accused in {u.code for u in (*everyone, *c.copies)}:
        return Refusal("recusal", "被投诉单位应当回避，不能承办", fields=("lead",))
    if len({unit.code for unit in everyone}) < len(everyone):
        return Refusal("same_unit_twice", "主办与协办单位不能重复", fields=("assisting",))
    department_work = c.line_level not in ("", "subdistrict", "community")
    if department_work and c.lead.level == "subdistrict" and blank(c.override):
        words = "属于部门职责的事项不得派给街道乡镇；确需下派须填写理由"
        return Refusal(
            "department_work", words, "state-council-2025:5.grassroots", fields=("override",)
        )
    if c.no_clear_unit and c.lead.level != "district":
        words = "没有明确承办单位的，派给所在地区政府"
        return Refusal(
            "district_when_unclear", words, "beijing-regulation-2021:12", fields=("lead",)
        )
    if blank(c.basis):
        return Refusal(
            "no_basis", "须写明派单依据", "beijing-regulation-2021:11", fields=("basis",)
        )
    return None


def copies(case: Case, c: Dispatch) -> tuple[Addressee, ...]:
    """Those who get a copy: the district government whenever a sub-district is sent an order (not
    if it is itself complained of); nobody who handles the case anyway."""
    given = {unit.code: unit for unit in c.copies}
    if above := copied_above(c.lead, case.appeal.accused):
        given.setdefault(above.code, above)
    handling = {unit.code for unit in (c.lead, *c.assisting)}
    return tuple(unit for unit in given.values() if unit.code not in handling)


def dispatch(case: Case, c: Dispatch, standard: Standard, now: datetime) -> Decision:
    if case.stage is Stage.REGISTERED:
        return Refusal("not_triaged", "未分级的诉求不能派单")
    if case.stage is not Stage.TRIAGED:
        return Refusal("already_dispatched", "诉求已派单或已结束")
    if refusal := fault(case, c):
        return refusal
    nth = len(case.orders) + 1
    orders: list[WorkOrder] = []
    clocks: limits.Clocks = ()
    for role, units in (("lead", (c.lead,)), ("assisting", c.assisting), ("copy", copies(case, c))):
        for unit in units:
            mine = _clocks(case, standard, role, unit.code, nth, now)
            orders.append(work_order(unit, role, nth, now, c.basis, mine, c.line))
            clocks += mine
            nth += 1
    hinted = beside(c.hinted, "dispatch", {"unit": c.lead.code})
    return [
        Dispatched(
            at=now, by=c.by, orders=tuple(orders), clocks=clocks, override=c.override, hinted=hinted
        )
    ]


def _clocks(
    case: Case, standard: Standard, role: str, unit: str, nth: int, now: datetime
) -> limits.Clocks:
    steps = {"lead": STEPS, "assisting": ("sign_in",), "copy": ()}[role]
    return tuple(
        clock
        for step in steps
        for clock in limits.begin(standard, step, case.tier, now, unit=unit, order=nth)
    )


def dispatched(case: Case, e: Dispatched) -> Case:
    clocks = limits.stop(case.clocks, "dispatch", e.at)
    new = tuple(replace(o, override=e.override) if o.role == "lead" else o for o in e.orders)
    return replace(
        case, stage=Stage.DISPATCHED, orders=(*case.orders, *new), clocks=(*clocks, *e.clocks),
        appeal=hinted_too(case, e.hinted),
    )  # fmt: skip


def add_assisting(case: Case, c: AddAssisting, standard: Standard, now: datetime) -> Decision:
    if case.stage not in (Stage.DISPATCHED, Stage.SIGNED_IN) or case.lead is None:
        return Refusal("not_in_handling", "办理中的诉求才能加派协办单位")
    if c.unit.level == "community":
        words = "不得将社区列为主办或协办单位"
        return Refusal(
            "community_never_leads", words, "beijing-regulation-2021:17", fields=("unit",)
        )
    if case.order_of(c.unit.code) or case.appeal.accused == c.unit.code:
        return Refusal("same_unit_twice", "该单位已在承办或应当回避", fields=("unit",))
    if blank(c.reason):
        return Refusal("no_reason", "须说明加派理由", fields=("reason",))
    nth = len(case.orders) + 1
    clocks = _clocks(case, standard, "assisting", c.unit.code, nth, now)
    new = work_order(c.unit, "assisting", nth, now, c.reason, clocks)
    return [AssistingAdded(at=now, by=c.by, order=new, clocks=clocks, reason=c.reason)]


def assisting_added(case: Case, e: AssistingAdded) -> Case:
    return replace(case, orders=(*case.orders, e.order), clocks=(*case.clocks, *e.clocks))


def undo_dispatch(case: Case, c: UndoDispatch, standard: Standard, now: datetime) -> Decision:
    lead = case.lead
    if case.stage is not Stage.DISPATCHED or lead is None:
        return Refusal("not_dispatched", "只有未签收的派单可以撤销")
    if case.objection:
        return Refusal("in_dispute", "异议正在处理中，请先裁定")
    within = Span.parse(standard.setting("dispatch.undo_within", limits.day(now), default="60s"))
    if any(o.signed_at for o in case.orders if o.stands) or now - lead.sent_at > _length(within):
        return Refusal(
            "too_late_to_undo", "已超过撤销时间（{within}）或已签收", given={"within": within.words}
        )
    return [DispatchUndone(at=now, by=c.by, orders=tuple(o.nth for o in case.orders if o.stands))]


def _length(span: Span) -> timedelta:
    return timedelta(**{span.unit: span.amount})


def dispatch_undone(case: Case, e: DispatchUndone) -> Case:
    clocks = limits.start_again(limits.call_off(case.clocks, e.orders), "dispatch")
    return replace(case, stage=Stage.TRIAGED, orders=ended(case, "undone", e.orders), clocks=clocks)


DECIDE = {Dispatch: dispatch, AddAssisting: add_assisting, UndoDispatch: undo_dispatch}
EVOLVE = {Dispatched: dispatched, AssistingAdded: assisting_added, DispatchUndone: dispatch_undone}
DUTIES = {
    Dispatch: {"dispatcher", "duty_leader"},
    AddAssisting: {"dispatcher", "duty_leader"},
    UndoDispatch: {"dispatcher", "duty_leader"},
}
NOTICES = {
    Dispatched: {"unit", "assisting", "copies", "appellant"},
    AssistingAdded: {"unit", "assisting"},
    DispatchUndone: {"unit", "assisting"},
}
