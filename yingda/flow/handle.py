# SPDX-License-Identifier: Apache-2.0
"""办理 Handle: contact the person, note progress, report to the lead unit.

Beijing ordinance arts. 14-15: contact promptly, hear opinions; assisting units report to the first
receiver 首接 within the time set.
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Case, Stage, WorkOrder, blank, with_order
from .grammar import Command, Decision, Event, Refusal


class Contact(Command, frozen=True, kw_only=True):
    """联系诉求人: one attempt; `heard` is what the person said."""

    way: str
    reached: bool
    heard: str = ""


class Contacted(Event, frozen=True, kw_only=True, tag="contacted"):
    """已联系 (or tried to)."""

    order: int
    way: str
    reached: bool
    heard: str
    clocks: tuple[limits.Clock, ...] = ()


class NoteProgress(Command, frozen=True, kw_only=True):
    """办理进展; `tell` if the person is to be told."""

    words: str
    tell: bool = False


class ProgressNoted(Event, frozen=True, kw_only=True, tag="progress_noted"):
    """有进展."""

    order: int
    words: str


class ProgressTold(Event, frozen=True, kw_only=True, tag="progress_told"):
    """进展告知诉求人."""

    order: int
    words: str


class Contribute(Command, frozen=True, kw_only=True):
    """协办反馈 of an assisting unit to the lead unit; if late, with reasons and interim status."""

    report: str


class Contributed(Event, frozen=True, kw_only=True, tag="contributed"):
    """协办已反馈."""

    order: int
    report: str


def _signed(case: Case, c: Command, role: str = "") -> WorkOrder | Refusal:
    order = case.order_of(c.by.unit)
    if order is None or case.stage not in (Stage.DISPATCHED, Stage.SIGNED_IN):
        return Refusal("not_your_order", "没有派给贵单位的在办工单")
    if not order.signed_at:
        return Refusal("not_signed_in", "请先签收")
    if role and order.role != role:
        return Refusal("wrong_role", "只有协办单位向主办单位反馈")
    return order


def contact(case: Case, c: Contact, standard: Standard, now: datetime) -> Decision:
    order = _signed(case, c)
    if isinstance(order, Refusal):
        return order
    if blank(c.way):
        return Refusal("no_way", "须写明联系方式（电话、上门等）", fields=("way",))
    if c.reached and blank(c.heard):
        words = "须记录诉求人的意见和情况"
        return Refusal("nothing_heard", words, "beijing-regulation-2021:15", fields=("heard",))
    clocks: limits.Clocks = ()
    if c.reached:
        clocks = limits.awake(standard, case.clocks, ("contact",), order.nth, now)
    return [
        Contacted(
            at=now, by=c.by, order=order.nth, way=c.way, reached=c.reached, heard=c.heard,
            clocks=clocks,
        )
    ]  # fmt: skip


def contacted(case: Case, e: Contacted) -> Case:
    order = next(o for o in case.orders if o.nth == e.order)
    first = order.contacted_at or (e.at if e.reached else None)
    case = with_order(case, replace(order, attempts=order.attempts + 1, contacted_at=first))
    clocks = limits.put(case.clocks, e.clocks)
    if e.reached:
        clocks = limits.stop(clocks, "contact", e.at, e.order)
    return replace(case, clocks=clocks)


def note_progress(case: Case, c: NoteProgress, standard: Standard, now: datetime) -> Decision:
    order = _signed(case, c)
    if isinstance(order, Refusal):
        return order
    if blank(c.words):
        return Refusal("nothing_noted", "请填写办理进展", fields=("words",))
    kind = ProgressTold if c.tell else ProgressNoted
    return [kind(at=now, by=c.by, order=order.nth, words=c.words)]


def progress(case: Case, e: ProgressNoted | ProgressTold) -> Case:
    return case


def contribute(case: Case, c: Contribute, standard: Standard, now: datetime) -> Decision:
    order = _signed(case, c, role="assisting")
    if isinstance(order, Refusal):
        return order
    if blank(c.report):
        return Refusal("nothing_reported", "请填写协办情况", fields=("report",))
    return [Contributed(at=now, by=c.by, order=order.nth, report=c.report)]


def contributed(case: Case, e: Contributed) -> Case:
    order = next(o for o in case.orders if o.nth == e.order)
    return with_order(case, replace(order, reported=e.report, replied_at=e.at))


DECIDE = {Contact: contact, NoteProgress: note_progress, Contribute: contribute}
EVOLVE = {
    Contacted: contacted,
    ProgressNoted: progress,
    ProgressTold: progress,
    Contributed: contributed,
}
DUTIES = {command: {"clerk", "machine"} for command in DECIDE}
NOTICES: dict[type[Event], set[str]] = {ProgressTold: {"appellant"}, Contributed: {"unit"}}
