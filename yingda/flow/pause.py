# SPDX-License-Identifier: Apache-2.0
"""暂停 Pause: the clocks stand still for a reason the book allows, approved, for a bounded time.

Every pause is an auditable interval; on resuming, the time that was left is left again.
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Span

from . import limits
from .case import Case, Request, Stage, blank, dated, undecided
from .grammar import Command, Decision, Event, Refusal

STEPS = ("contact", "reply")


class AskPause(Command, frozen=True, kw_only=True):
    """申请暂停计时."""

    reason: str
    grounds: str
    until: datetime


class PauseAsked(Event, frozen=True, kw_only=True, tag="pause_asked"):
    """已申请暂停."""

    request: Request
    order: int


class GrantPause(Command, frozen=True, kw_only=True):
    """批准暂停."""

    decision: str = ""


class PauseGranted(Event, frozen=True, kw_only=True, tag="pause_granted"):
    """已批准暂停."""

    order: int
    pause: limits.Pause
    decision: str


class RefusePause(Command, frozen=True, kw_only=True):
    """不批准暂停."""

    decision: str


class PauseRefused(Event, frozen=True, kw_only=True, tag="pause_refused"):
    """未批准暂停."""

    decision: str


class Resume(Command, frozen=True, kw_only=True):
    """恢复计时, by the unit, the hotline, or the clock at the end of the pause."""

    reason: str = ""


class Resumed(Event, frozen=True, kw_only=True, tag="resumed"):
    """已恢复计时: the clocks with what was left."""

    clocks: tuple[limits.Clock, ...]
    reason: str


def asked(case: Case) -> Request | None:
    """The request not yet decided, if any."""
    return undecided(case, case.pauses)


def ask_pause(case: Case, c: AskPause, standard: Standard, now: datetime) -> Decision:
    order = case.order_of(c.by.unit)
    if order is None or order.role != "lead" or case.stage is not Stage.SIGNED_IN:
        return Refusal("not_in_handling", "主办单位签收后才能申请暂停")
    if asked(case) or any(k.paused for k in case.clocks if k.open):
        return Refusal("already_asked", "已有暂停或待批的暂停申请")
    reasons = {r.id: r for r in standard.choices("pause.reasons", limits.day(now))}
    if c.reason not in reasons:
        return Refusal("no_such_reason", "该理由不在允许暂停的范围内", fields=("reason",))
    if blank(c.grounds):
        return Refusal("no_grounds", "须说明暂停的具体情况", fields=("grounds",))
    longest = Span.parse(reasons[c.reason].max or "30d")
    if not now < c.until <= standard.end(now, longest):
        given = {"longest": longest.words}
        return Refusal(
            "too_long", "恢复时间须晚于现在且不超过{longest}", given=given, fields=("until",)
        )
    request = Request(
        reason=c.reason, grounds=c.grounds, until=c.until, at=now, by=c.by.name, order=order.nth
    )
    return [PauseAsked(at=now, by=c.by, request=request, order=order.nth)]


def pause_asked(case: Case, e: PauseAsked) -> Case:
    return replace(case, pauses=(*case.pauses, e.request))


def grant_pause(case: Case, c: GrantPause, standard: Standard, now: datetime) -> Decision:
    request, lead = asked(case), case.lead
    if request is None or lead is None:
        return Refusal("nothing_asked", "没有待批的暂停申请")
    if request.until <= now:
        return Refusal("too_late", "申请的暂停时间已过")
    pause = limits.Pause(
        reason=request.reason, began_at=now, ends_by=request.until, approver=c.by.name
    )
    return [PauseGranted(at=now, by=c.by, order=lead.nth, pause=pause, decision=c.decision)]


def _answered(case: Case, granted: bool, decision: str) -> tuple[Request, ...]:
    return tuple(
        replace(r, granted=granted, decision=decision) if r is asked(case) else r
        for r in case.pauses
    )


def pause_granted(case: Case, e: PauseGranted) -> Case:
    clocks = limits.hold(case.clocks, e.order, STEPS, e.pause)
    return replace(case, clocks=clocks, pauses=_answered(case, True, e.decision))


def refuse_pause(case: Case, c: RefusePause, standard: Standard, now: datetime) -> Decision:
    if asked(case) is None:
        return Refusal("nothing_asked", "没有待批的暂停申请")
    if blank(c.decision):
        return Refusal("no_reason", "须说明不批准的理由", fields=("decision",))
    return [PauseRefused(at=now, by=c.by, decision=c.decision)]


def pause_refused(case: Case, e: PauseRefused) -> Case:
    return replace(case, pauses=_answered(case, False, e.decision))


def resume(case: Case, c: Resume, standard: Standard, now: datetime) -> Decision:
    held = [k for k in case.clocks if k.open and k.paused]
    if not held:
        return Refusal("not_paused", "没有处于暂停中的时限")
    if c.by.unit and (case.lead is None or case.lead.unit != c.by.unit):
        return Refusal("not_your_order", "没有派给贵单位的在办工单")
    if c.by.duty == "clock" and now < min(k.pauses[-1].ends_by for k in held):
        return Refusal("not_yet", "暂停尚未到期")
    clocks = tuple(limits.resumed(standard, k, now) if k in held else k for k in case.clocks)
    return [Resumed(at=now, by=c.by, clocks=clocks, reason=c.reason)]


def resumed(case: Case, e: Resumed) -> Case:
    return replace(case, clocks=e.clocks, orders=dated(case.orders, e.clocks))


DECIDE = {AskPause: ask_pause, GrantPause: grant_pause, RefusePause: refuse_pause, Resume: resume}
EVOLVE = {
    PauseAsked: pause_asked, PauseGranted: pause_granted, PauseRefused: pause_refused,
    Resumed: resumed,
}  # fmt: skip
DUTIES = {
    AskPause: {"clerk", "machine"},
    GrantPause: {"dispatcher", "duty_leader"},
    RefusePause: {"dispatcher", "duty_leader"},
    Resume: {"clerk", "machine", "dispatcher", "duty_leader", "clock"},
}
NOTICES = {
    PauseAsked: {"dispatcher"},
    PauseGranted: {"unit", "appellant"},
    PauseRefused: {"unit"},
    Resumed: {"unit"},
}
