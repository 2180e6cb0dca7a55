# SPDX-License-Identifier: Apache-2.0
"""并单 Merge repeats: the same matter by several appeals; linked, each clock kept, everyone told.

State Council opinion of 2025 (5). The child keeps its number, its person and its own limit; when
the parent's reply is accepted it is told to each child's person, who is then asked for themselves.
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Answer, Case, Stage, blank
from .grammar import Command, Decision, Event, Refusal

MERGEABLE = (Stage.REGISTERED, Stage.TRIAGED, Stage.DISPATCHED, Stage.SIGNED_IN)


class Merge(Command, frozen=True, kw_only=True):
    """并入 another case; `unit` is the lead unit of that case."""

    into: str
    unit: str
    reason: str


class Merged(Event, frozen=True, kw_only=True, tag="merged"):
    """已并入; the child's own reply limit runs on, for the parent's unit."""

    into: str
    reason: str
    stage: Stage
    clocks: tuple[limits.Clock, ...]


class TakeIn(Command, frozen=True, kw_only=True):
    """The same act on the parent's side."""

    child: str


class TookIn(Event, frozen=True, kw_only=True, tag="took_in"):
    """已并入一件."""

    child: str


class Unmerge(Command, frozen=True, kw_only=True):
    """拆分: not the same matter after all."""

    reason: str


class Unmerged(Event, frozen=True, kw_only=True, tag="unmerged"):
    """已拆分."""

    parent: str
    reason: str
    clocks: tuple[limits.Clock, ...]


class LetGo(Command, frozen=True, kw_only=True):
    """The same act on the parent's side."""

    child: str


class LetGone(Event, frozen=True, kw_only=True, tag="let_gone"):
    """已拆出一件."""

    child: str


class Echo(Command, frozen=True, kw_only=True):
    """The parent's accepted reply reaches a child."""

    parent: str
    answer: Answer


class Echoed(Event, frozen=True, kw_only=True, tag="echoed"):
    """已随主件答复."""

    parent: str
    answer: Answer
    clocks: tuple[limits.Clock, ...] = ()


def merge(case: Case, c: Merge, standard: Standard, now: datetime) -> Decision:
    if case.stage not in MERGEABLE:
        return Refusal("too_late_to_merge", "已答复或结束的诉求不能并单")
    if case.links.children:
        return Refusal("has_children", "已有诉求并入本件，不能再并入别件")
    if case.objection:
        return Refusal("in_dispute", "异议正在处理中，请先裁定")
    if c.unit and c.unit == case.appeal.accused:
        return Refusal("recusal", "被投诉单位应当回避，不能并入其承办的诉求", fields=("into",))
    if blank(c.into) or blank(c.reason):
        fields = tuple(n for n, v in (("into", c.into), ("reason", c.reason)) if blank(v))
        return Refusal("no_reason", "须写明并入的诉求编号和理由", fields=fields)
    clocks: limits.Clocks = ()
    if not any(k.open and k.step == "reply" for k in case.clocks):
        clocks = limits.begin(standard, "reply", case.tier, now, unit=c.unit)
    return [Merged(at=now, by=c.by, into=c.into, reason=c.reason, stage=case.stage, clocks=clocks)]


def merged(case: Case, e: Merged) -> Case:
    # Its own unit can no longer sign in or call; only the limit of the reply runs on.
    clocks = limits.let_end(limits.stop(case.clocks, "dispatch", e.at), e.at, but=("reply",))
    links = replace(case.links, parent=e.into, progress=(*case.links.progress, e.stage.value))
    return replace(case, stage=Stage.MERGED, links=links, clocks=(*clocks, *e.clocks))


def take_in(case: Case, c: TakeIn, standard: Standard, now: datetime) -> Decision:
    if case.stage not in (*MERGEABLE, Stage.CONSULTING, Stage.REPLIED):
        return Refusal("parent_ended", "主件已答复或结束，不能再并入")
    if case.links.parent:
        return Refusal("parent_is_child", "主件本身已并入其他诉求，请并入其主件")
    if c.child in case.links.children:
        return Refusal("already_merged", "已经并入")
    return [TookIn(at=now, by=c.by, child=c.child)]


def took_in(case: Case, e: TookIn) -> Case:
    return replace(case, links=replace(case.links, children=(*case.links.children, e.child)))


def unmerge(case: Case, c: Unmerge, standard: Standard, now: datetime) -> Decision:
    if case.stage is not Stage.MERGED:
        return Refusal("not_merged", "该诉求没有并入其他诉求")
    if blank(c.reason):
        return Refusal("no_reason", "须说明拆分理由", fields=("reason",))
    clocks = limits.begin(standard, "dispatch", case.tier, now)
    return [Unmerged(at=now, by=c.by, parent=case.links.parent, reason=c.reason, clocks=clocks)]


def unmerged(case: Case, e: Unmerged) -> Case:
    back = Stage.TRIAGED if case.grade else Stage.REGISTERED
    orders = tuple(replace(o, ended="merged") if o.stands else o for o in case.orders)
    clocks = (*limits.let_end(case.clocks, e.at), *e.clocks)
    return replace(
        case, stage=back, orders=orders, clocks=clocks, links=replace(case.links, parent="")
    )


def let_go(case: Case, c: LetGo, standard: Standard, now: datetime) -> Decision:
    if c.child not in case.links.children:
        return Refusal("not_merged", "该诉求没有并入本件")
    return [LetGone(at=now, by=c.by, child=c.child)]


def let_gone(case: Case, e: LetGone) -> Case:
    left = tuple(no for no in case.links.children if no != e.child)
    return replace(case, links=replace(case.links, children=left))


def echo(case: Case, c: Echo, standard: Standard, now: datetime) -> Decision:
    if case.stage is not Stage.MERGED or case.links.parent != c.parent:
        return Refusal("not_merged", "该诉求没有并入本件，或已随主件答复")
    clocks: limits.Clocks = ()
    for k in case.clocks:
        clocks += limits.awake(standard, (k,), (k.step,), k.order, now)
    clocks += limits.begin(standard, "follow_up", case.tier, now)
    return [Echoed(at=now, by=c.by, parent=c.parent, answer=c.answer, clocks=clocks)]


def echoed(case: Case, e: Echoed) -> Case:
    clocks = limits.put(case.clocks, e.clocks)
    for clock in clocks:
        if clock.open and clock.step != "follow_up":
            clocks = limits.stop(clocks, clock.step, e.at, clock.order)
    links = replace(case.links, echoed=e.answer.outcome.value)
    return replace(
        case, stage=Stage.ACCEPTED, clocks=clocks, links=links, answers=(*case.answers, e.answer),
        asked_out=False,
    )  # fmt: skip


DECIDE = {Merge: merge, TakeIn: take_in, Unmerge: unmerge, LetGo: let_go, Echo: echo}
EVOLVE = {Merged: merged, TookIn: took_in, Unmerged: unmerged, LetGone: let_gone, Echoed: echoed}
DUTIES = {
    Merge: {"operator", "dispatcher", "duty_leader"},
    TakeIn: {"operator", "dispatcher", "duty_leader"},
    Unmerge: {"dispatcher", "duty_leader"},
    LetGo: {"dispatcher", "duty_leader"},
    Echo: {"clock"},
}
NOTICES = {
    Merged: {"appellant"}, TookIn: {"unit", "appellant"}, Unmerged: {"appellant"},
    Echoed: {"appellant"},
}  # fmt: skip
QUIET = {TookIn}
