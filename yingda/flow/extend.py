# SPDX-License-Identifier: Apache-2.0
"""延期 Extend: the unit asks for more time before the limit; the hotline decides; the person is
told.

Beijing ordinance art. 15 (2); bounds are data of the book (Shandong: +10 working days).
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Span

from . import limits
from .case import Case, Request, Stage, blank, undecided, with_order
from .grammar import Command, Decision, Event, Refusal

ARTICLE = "beijing-regulation-2021:15"


class AskExtension(Command, frozen=True, kw_only=True):
    """申请延期."""

    reason: str
    basis: str
    until: datetime


class ExtensionAsked(Event, frozen=True, kw_only=True, tag="extension_asked"):
    """已申请延期."""

    request: Request


class GrantExtension(Command, frozen=True, kw_only=True):
    """批准延期."""

    decision: str = ""


class Extended(Event, frozen=True, kw_only=True, tag="extended"):
    """已延期: the reply clock with its new due moment."""

    until: datetime
    clocks: tuple[limits.Clock, ...]
    reason: str
    decision: str


class RefuseExtension(Command, frozen=True, kw_only=True):
    """不批准延期."""

    decision: str


class ExtensionRefused(Event, frozen=True, kw_only=True, tag="extension_refused"):
    """未批准延期."""

    decision: str


def asked(case: Case) -> Request | None:
    """The request not yet decided, if any."""
    return undecided(case, case.extensions)


def _clock(case: Case) -> limits.Clock | None:
    return limits.find(case.clocks, "reply", case.lead.nth) if case.lead else None


def ask_extension(case: Case, c: AskExtension, standard: Standard, now: datetime) -> Decision:
    order, clock = case.order_of(c.by.unit), _clock(case)
    if order is None or order.role != "lead" or case.stage is not Stage.SIGNED_IN:
        return Refusal("not_in_handling", "主办单位签收后才能申请延期", ARTICLE)
    if clock is None or not clock.running:
        return Refusal("no_limit_running", "没有正在计时的办理时限", ARTICLE)
    if clock.due.at < now:
        return Refusal("too_late_to_extend", "办理时限已过，不能再申请延期", ARTICLE)
    if asked(case):
        return Refusal("already_asked", "延期申请正在审批", ARTICLE)
    if missing := tuple(n for n, v in (("reason", c.reason), ("basis", c.basis)) if blank(v)):
        return Refusal("no_reasons", "申请延期须说明理由和依据", ARTICLE, fields=missing)
    return _bounded(case, c, clock, standard, now)


def _bounded(
    case: Case, c: AskExtension, clock: limits.Clock, standard: Standard, now: datetime
) -> Decision:
    on = limits.day(now)
    most = int(standard.setting("extend.max_times", on, default=1))
    lead = case.lead.nth if case.lead else 0
    if sum(1 for r in case.extensions if r.granted and r.order in (0, lead)) >= most:
        return Refusal("extended_too_often", "延期已达{most}次", ARTICLE, {"most": str(most)})
    longest = Span.parse(str(standard.setting("extend.max", on, default="15d")))
    if not clock.due.at < c.until <= standard.end(clock.due.at, longest):
        given = {"longest": longest.words}
        words = "新时限须晚于原时限且延长不超过{longest}"
        return Refusal("too_long", words, ARTICLE, given, ("until",))
    request = Request(
        reason=c.reason, grounds=c.basis, until=c.until, at=now, by=c.by.name, order=lead
    )
    return [ExtensionAsked(at=now, by=c.by, request=request)]


def extension_asked(case: Case, e: ExtensionAsked) -> Case:
    return replace(case, extensions=(*case.extensions, e.request))


def grant_extension(case: Case, c: GrantExtension, standard: Standard, now: datetime) -> Decision:
    request, clock = asked(case), _clock(case)
    if request is None or clock is None:
        return Refusal("nothing_asked", "没有待批的延期申请")
    # A pause or another tier may have moved the limit since it was asked: never to an earlier day.
    until = max(request.until, clock.due.at)
    due = replace(clock.due, at=until)
    ladder = tuple(standard.ladder(clock.step, clock.tier, clock.started_at, due))
    # Rungs already climbed for the old limit may be climbed again for the new one.
    new = replace(clock, due=due, ladder=ladder, climbed=())
    return [
        Extended(
            at=now, by=c.by, until=until, clocks=(new,), reason=request.reason,
            decision=c.decision,
        )
    ]  # fmt: skip


def _answered(case: Case, granted: bool, decision: str) -> tuple[Request, ...]:
    return tuple(
        replace(r, granted=granted, decision=decision) if r is asked(case) else r
        for r in case.extensions
    )


def extended(case: Case, e: Extended) -> Case:
    if lead := case.lead:
        case = with_order(case, replace(lead, reply_by=e.until))
    clocks = limits.put(case.clocks, e.clocks)
    return replace(case, clocks=clocks, extensions=_answered(case, True, e.decision))


def refuse_extension(case: Case, c: RefuseExtension, standard: Standard, now: datetime) -> Decision:
    if asked(case) is None:
        return Refusal("nothing_asked", "没有待批的延期申请")
    if blank(c.decision):
        return Refusal("no_reason", "须说明不批准的理由", ARTICLE, fields=("decision",))
    return [ExtensionRefused(at=now, by=c.by, decision=c.decision)]


def extension_refused(case: Case, e: ExtensionRefused) -> Case:
    return replace(case, extensions=_answered(case, False, e.decision))


DECIDE = {
    AskExtension: ask_extension, GrantExtension: grant_extension, RefuseExtension: refuse_extension,
}  # fmt: skip
EVOLVE = {
    ExtensionAsked: extension_asked, Extended: extended, ExtensionRefused: extension_refused,
}  # fmt: skip
DUTIES = {
    AskExtension: {"clerk", "machine"},
    GrantExtension: {"dispatcher", "duty_leader"},
    RefuseExtension: {"dispatcher", "duty_leader"},
}
NOTICES = {
    ExtensionAsked: {"dispatcher"},
    Extended: {"unit", "appellant"},
    ExtensionRefused: {"unit"},
}
