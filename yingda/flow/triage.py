# SPDX-License-Identifier: Apache-2.0
"""分级 Triage: how urgent, of what kind, where; the clocks follow the tier from the first moment.

Draft of 2021: 1 h where life, property or public order is at risk, 2 h for utilities and extreme
weather, 24 h otherwise; complex matters need an approval (see rules of the book).
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Case, Grade, Hinted, Place, Stage, beside, blank, dated, hinted_too
from .grammar import Command, Decision, Event, Refusal

TOP = "critical"


class Triage(Command, frozen=True, kw_only=True):
    """分级. `unrest` 不稳定因素 and `danger` 危及生命财产 put a case in the first tier."""

    tier: str
    reason: str
    unrest: bool = False
    danger: bool = False
    nature: str = ""
    subject: str = ""
    place: Place | None = None
    hinted: tuple[Hinted, ...] = ()


class Triaged(Event, frozen=True, kw_only=True, tag="triaged"):
    """已分级. Carries every clock as the new tier sets it."""

    grade: Grade
    nature: str
    subject: str
    place: Place
    clocks: tuple[limits.Clock, ...]
    hinted: tuple[Hinted, ...] = ()


class Regrade(Command, frozen=True, kw_only=True):
    """改级: another tier during handling; the time already spent stays spent."""

    tier: str
    reason: str


class Regraded(Event, frozen=True, kw_only=True, tag="regraded"):
    """已改级."""

    grade: Grade
    clocks: tuple[limits.Clock, ...]


def _graded(case: Case, tier: str, standard: Standard, now: datetime) -> limits.Clocks:
    return tuple(limits.graded(standard, c, tier, now) if c.open else c for c in case.clocks)


def _fault(tier: str, reason: str, standard: Standard) -> Refusal | None:
    if tier not in [t.id for t in standard.tiers]:
        return Refusal("no_such_tier", "没有这个等级", fields=("tier",))
    if blank(reason):
        return Refusal("no_reason", "须说明定级理由", fields=("reason",))
    return None


def triage(case: Case, c: Triage, standard: Standard, now: datetime) -> Decision:
    if case.stage not in (Stage.REGISTERED, Stage.TRIAGED):
        return Refusal("already_dispatched", "已派单的诉求请用“改级”")
    if fault := _fault(c.tier, c.reason, standard):
        return fault
    if (c.unrest or c.danger) and c.tier != TOP:
        words = "有不稳定因素或危及生命财产的，应定为特急"
        return Refusal("must_be_critical", words, "beijing-draft-2021:dispatch", fields=("tier",))
    if c.tier == "complex":
        words = "复杂疑难须在办理中经审批改级"
        return Refusal("complex_by_approval", words, fields=("tier",))
    if refusal := _lowered(case, c):
        return refusal
    a = case.appeal
    # The first grading is when the appeal was accepted; a later one does not move that.
    first = case.grade.graded_at if case.grade else now
    grade = Grade(tier=c.tier, reason=c.reason, unrest=c.unrest, danger=c.danger, graded_at=first)
    return [
        Triaged(
            at=now, by=c.by, grade=grade, nature=c.nature or a.nature,
            subject=c.subject or a.subject, place=c.place or a.place,
            clocks=_graded(case, c.tier, standard, now), hinted=beside(c.hinted, "triage", said(c)),
        )
    ]  # fmt: skip


def said(c: Triage) -> dict[str, str]:
    """What the form says where something may be suggested."""
    place = (c.place.street or c.place.district) if c.place else ""
    return {"tier": c.tier, "nature": c.nature, "subject": c.subject, "place": place}


def _lowered(case: Case, c: Triage | Regrade) -> Refusal | None:
    grave = case.grade is not None and (case.grade.unrest or case.grade.danger)
    if grave and c.tier != TOP and c.by.duty != "duty_leader":
        words = "有不稳定因素或危险的诉求，只有值班长可以降级"
        return Refusal("must_be_critical", words, fields=("tier",))
    return None


def triaged(case: Case, e: Triaged) -> Case:
    there = {"nature": e.nature, "subject": e.subject, "place": e.place.district or e.place.spot}
    gaps = tuple(g for g in case.appeal.gaps if not there.get(g))
    appeal = replace(
        hinted_too(case, e.hinted), nature=e.nature, subject=e.subject, place=e.place, gaps=gaps
    )
    return replace(case, stage=Stage.TRIAGED, appeal=appeal, grade=e.grade, clocks=e.clocks)


def regrade(case: Case, c: Regrade, standard: Standard, now: datetime) -> Decision:
    if case.stage in (Stage.REGISTERED, Stage.CLOSED, Stage.DIVERTED, Stage.MERGED):
        return Refusal("not_in_handling", "只有分级后、办结前的诉求可以改级")
    if fault := _fault(c.tier, c.reason, standard):
        return fault
    if c.tier == case.tier:
        return Refusal("same_tier", "已经是这个等级", fields=("tier",))
    if c.tier == "complex" and c.by.duty != "duty_leader":
        return Refusal("complex_by_approval", "改为复杂疑难须由值班长审批", fields=("tier",))
    if refusal := _lowered(case, c):
        return refusal
    grade = replace(case.grade or Grade(tier="", graded_at=now), tier=c.tier, reason=c.reason)
    return [Regraded(at=now, by=c.by, grade=grade, clocks=_graded(case, c.tier, standard, now))]


def regraded(case: Case, e: Regraded) -> Case:
    return replace(case, grade=e.grade, clocks=e.clocks, orders=dated(case.orders, e.clocks))


DECIDE = {Triage: triage, Regrade: regrade}
EVOLVE = {Triaged: triaged, Regraded: regraded}
DUTIES = {
    Triage: {"operator", "dispatcher", "duty_leader"},
    Regrade: {"dispatcher", "duty_leader"},
}
NOTICES = {Triaged: {"dispatcher"}, Regraded: {"unit"}}
