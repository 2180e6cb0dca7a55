# SPDX-License-Identifier: Apache-2.0
"""考评 Assess: what a case counts for; exclusion 剔除 asked by the unit, decided by two people,
told to
the person, contestable, and always visible in the totals.

Beijing ordinance art. 32; reasons are data of the book (Linyi's list is one source).
"""

from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Span

from . import limits
from .case import Case, Exclusion, Interview, blank
from .grammar import Command, Decision, Event, Refusal


class Counted(Struct, frozen=True, kw_only=True):
    """What a case counts for in the three rates of its lead unit. None: no valid answer.

    `first_*` are of the first valid interview, the others of the last.
    """

    unit: str
    due_at: datetime
    valid: bool
    contacted: bool | None
    solved: str | None
    satisfied: str | None
    first_solved: str | None
    first_satisfied: str | None
    excluded: str


class AskExclusion(Command, frozen=True, kw_only=True):
    """申请剔除."""

    reason: str
    grounds: str


class ExclusionAsked(Event, frozen=True, kw_only=True, tag="exclusion_asked"):
    """已申请剔除."""

    exclusion: Exclusion


class ApproveExclusion(Command, frozen=True, kw_only=True):
    """同意剔除: takes two different people."""

    decision: str


class ExclusionApprovedOnce(Event, frozen=True, kw_only=True, tag="exclusion_approved_once"):
    """一审同意."""

    decision: str


class Excluded(Event, frozen=True, kw_only=True, tag="excluded"):
    """已剔除."""

    decision: str


class RefuseExclusion(Command, frozen=True, kw_only=True):
    """不同意剔除, also after the person contested it."""

    decision: str


class ExclusionRefused(Event, frozen=True, kw_only=True, tag="exclusion_refused"):
    """未剔除: the case counts."""

    decision: str


class ContestExclusion(Command, frozen=True, kw_only=True):
    """对剔除有异议, by the person."""

    words: str


class ExclusionContested(Event, frozen=True, kw_only=True, tag="exclusion_contested"):
    """剔除被提出异议."""

    words: str


class ConfirmExclusion(Command, frozen=True, kw_only=True):
    """维持剔除 after it was contested."""

    decision: str


class ExclusionConfirmed(Event, frozen=True, kw_only=True, tag="exclusion_confirmed"):
    """维持剔除."""

    decision: str


def counted(case: Case) -> Counted | None:
    """What the case counts for, once its lead unit's limit is set and it was answered or is due."""
    unit, due_at = _answerable(case)
    if due_at is None:
        return None
    valid = [i for i in case.interviews if i.valid]
    first, last = (valid[0], valid[-1]) if valid else (None, None)
    return Counted(
        unit=unit, due_at=due_at, valid=bool(valid),
        contacted=last.contacted if last else None, solved=last.solved if last else None,
        satisfied=last.satisfied if last else None, first_solved=_solved(first),
        first_satisfied=first.satisfied if first else None, excluded=_excluded(case),
    )  # fmt: skip


def _answerable(case: Case) -> tuple[str, datetime | None]:
    """Whose case it is in the assessment, and when their answer was due."""
    led = [
        o
        for o in case.orders
        if o.role == "lead" and o.ended not in ("disputed", "undone", "ruled")
    ]
    if led:
        return led[-1].unit, led[-1].reply_by
    told = [k for k in case.clocks if k.step == "reply" and not k.called_off]
    return (told[-1].unit, told[-1].due.at) if told and case.links.parent else ("", None)


def _solved(i: Interview | None) -> str | None:
    return i.solved if i else None


def _excluded(case: Case) -> str:
    x = case.exclusion
    return x.reason if x and x.state in ("excluded", "contested", "upheld") else ""


def ask_exclusion(case: Case, c: AskExclusion, standard: Standard, now: datetime) -> Decision:
    order = case.order_of(c.by.unit)
    if order is None or order.role != "lead" or not order.signed_at:
        return Refusal("not_your_order", "签收后，主办单位才能申请剔除")
    if case.exclusion and case.exclusion.state not in ("withdrawn",):
        return Refusal("already_asked", "已申请过剔除")
    if c.reason not in [r.id for r in standard.choices("exclusion.reasons", limits.day(now))]:
        return Refusal("no_such_reason", "请从列表中选择剔除理由", fields=("reason",))
    if blank(c.grounds):
        return Refusal("no_grounds", "须附具体事实和依据", fields=("grounds",))
    asked = Exclusion(reason=c.reason, grounds=c.grounds, unit=order.unit, at=now)
    return [ExclusionAsked(at=now, by=c.by, exclusion=asked)]


def exclusion_asked(case: Case, e: ExclusionAsked) -> Case:
    return replace(case, exclusion=e.exclusion)


def _state(case: Case, *states: str) -> Refusal | None:
    if case.exclusion is None or case.exclusion.state not in states:
        return Refusal("nothing_asked", "没有待处理的剔除申请")
    return None


def approve_exclusion(
    case: Case, c: ApproveExclusion, standard: Standard, now: datetime
) -> Decision:
    if refusal := _state(case, "asked", "once"):
        return refusal
    if blank(c.decision):
        return Refusal("no_reason", "须写明审核意见", fields=("decision",))
    assert case.exclusion
    if case.exclusion.state == "asked":
        return [ExclusionApprovedOnce(at=now, by=c.by, decision=c.decision)]
    if case.exclusion.first == (c.by.code or c.by.name):
        return Refusal("same_person_twice", "剔除须由两人审核，请由另一人复审")
    return [Excluded(at=now, by=c.by, decision=c.decision)]


def approved_once(case: Case, e: ExclusionApprovedOnce) -> Case:
    return _with(case, state="once", first=e.by.code or e.by.name, decision=e.decision)


def excluded(case: Case, e: Excluded) -> Case:
    second = e.by.code or e.by.name
    return _with(case, state="excluded", second=second, decision=e.decision, decided_at=e.at)


def _with(case: Case, **changes: Any) -> Case:
    assert case.exclusion
    return replace(case, exclusion=replace(case.exclusion, **changes))


def refuse_exclusion(case: Case, c: RefuseExclusion, standard: Standard, now: datetime) -> Decision:
    if refusal := _state(case, "asked", "once", "contested"):
        return refusal
    if blank(c.decision):
        return Refusal("no_reason", "须写明不予剔除的理由", fields=("decision",))
    return [ExclusionRefused(at=now, by=c.by, decision=c.decision)]


def exclusion_refused(case: Case, e: ExclusionRefused) -> Case:
    return _with(case, state="refused", decision=e.decision)


def contest_exclusion(
    case: Case, c: ContestExclusion, standard: Standard, now: datetime
) -> Decision:
    if refusal := _state(case, "excluded"):
        return refusal
    if blank(c.words):
        return Refusal("nothing_said", "请说明异议理由", fields=("words",))
    assert case.exclusion
    within = standard.setting("exclusion.contest_within", limits.day(now), default=None)
    span = Span.parse(str(within)) if within else None
    since = case.exclusion.decided_at or case.exclusion.at
    if span and now > standard.end(since, span):
        return Refusal(
            "too_late_to_contest", "已超过提出异议的时限（{within}）", given={"within": span.words}
        )
    return [ExclusionContested(at=now, by=c.by, words=c.words)]


def exclusion_contested(case: Case, e: ExclusionContested) -> Case:
    return _with(case, state="contested", contested=e.words)


def confirm_exclusion(
    case: Case, c: ConfirmExclusion, standard: Standard, now: datetime
) -> Decision:
    if refusal := _state(case, "contested"):
        return refusal
    if blank(c.decision):
        return Refusal("no_reason", "须写明维持的理由", fields=("decision",))
    assert case.exclusion
    if (c.by.code or c.by.name) in (case.exclusion.first, case.exclusion.second):
        return Refusal("same_person_twice", "有异议的剔除须由未参与审核的人员复核")
    return [ExclusionConfirmed(at=now, by=c.by, decision=c.decision)]


def exclusion_confirmed(case: Case, e: ExclusionConfirmed) -> Case:
    return _with(case, state="upheld", decision=e.decision)


DECIDE = {
    AskExclusion: ask_exclusion, ApproveExclusion: approve_exclusion,
    RefuseExclusion: refuse_exclusion, ContestExclusion: contest_exclusion,
    ConfirmExclusion: confirm_exclusion,
}  # fmt: skip
EVOLVE = {
    ExclusionAsked: exclusion_asked, ExclusionApprovedOnce: approved_once, Excluded: excluded,
    ExclusionRefused: exclusion_refused, ExclusionContested: exclusion_contested,
    ExclusionConfirmed: exclusion_confirmed,
}  # fmt: skip
DUTIES = {
    AskExclusion: {"clerk"},
    ApproveExclusion: {"assessor", "duty_leader"},
    RefuseExclusion: {"assessor", "duty_leader"},
    ContestExclusion: {"appellant", "caller_back", "operator"},
    ConfirmExclusion: {"assessor", "duty_leader"},
}
NOTICES = {
    ExclusionAsked: {"assessor"}, Excluded: {"unit", "appellant"}, ExclusionRefused: {"unit"},
    ExclusionContested: {"assessor"}, ExclusionConfirmed: {"unit", "appellant"},
}  # fmt: skip
QUIET = {ExclusionAsked, ExclusionApprovedOnce}
