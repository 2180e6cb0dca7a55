# SPDX-License-Identifier: Apache-2.0
"""督办 Supervise: warn, urge, escalate: by the ladder of the book, or by hand.

Each rung is climbed once; quiet hours were applied when the ladder was set (the first tier has
none).
"""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Case, Stage, blank
from .grammar import Command, Decision, Event, Refusal


class Climb(Command, frozen=True, kw_only=True):
    """The clock watcher: a rung of the ladder of a clock is due."""

    step: str
    order: int
    rung: str


class Warned(Event, frozen=True, kw_only=True, tag="warned"):
    """已提醒: the limit nears."""

    step: str
    order: int
    rung: str
    to: tuple[str, ...]


class Urged(Event, frozen=True, kw_only=True, tag="urged"):
    """已催办 by the clock."""

    step: str
    order: int
    rung: str
    to: tuple[str, ...]


class Escalated(Event, frozen=True, kw_only=True, tag="escalated"):
    """已提级 by the clock; `act` is the rung's act."""

    step: str
    order: int
    rung: str
    act: str
    to: tuple[str, ...]


class Urge(Command, frozen=True, kw_only=True):
    """催办 by a person: an officer, or the appellant asking again."""

    words: str


class UrgedByHand(Event, frozen=True, kw_only=True, tag="urged_by_hand"):
    """已催办."""

    words: str


class Supervise(Command, frozen=True, kw_only=True):
    """督办: the duty leader puts the case under supervision, raised to whom and why."""

    to: str
    words: str


class Supervised(Event, frozen=True, kw_only=True, tag="supervised"):
    """已督办."""

    to: str
    words: str


OPEN = (
    Stage.REGISTERED,
    Stage.TRIAGED,
    Stage.CONSULTING,
    Stage.DISPATCHED,
    Stage.SIGNED_IN,
    Stage.REPLIED,
    Stage.SUSPENDED,
    Stage.MERGED,
)


def climb(case: Case, c: Climb, standard: Standard, now: datetime) -> Decision:
    clock = limits.find(case.clocks, c.step, c.order)
    if clock is None or not clock.running:
        return Refusal("no_limit_running", "该时限已不在计时")
    rung = next((r for r in clock.ladder if r.id == c.rung), None)
    if rung is None or c.rung in clock.climbed:
        return Refusal("already_climbed", "该督办步骤已执行")
    if rung.at > now:
        return Refusal("not_yet", "还不到督办时间")
    where: dict[str, Any] = {
        "at": now,
        "by": c.by,
        "step": c.step,
        "order": c.order,
        "rung": c.rung,
        "to": rung.to,
    }
    if rung.act == "warn":
        return [Warned(**where)]
    if rung.act == "urge":
        return [Urged(**where)]
    return [Escalated(act=rung.act, **where)]


def climbed(case: Case, e: Warned | Urged | Escalated) -> Case:
    return replace(case, clocks=limits.climb(case.clocks, e.step, e.order, e.rung))


def urge(case: Case, c: Urge, standard: Standard, now: datetime) -> Decision:
    if case.stage not in OPEN:
        return Refusal("not_in_handling", "诉求已答复或结束，无需催办")
    if blank(c.words):
        return Refusal("nothing_said", "请填写催办内容", fields=("words",))
    return [UrgedByHand(at=now, by=c.by, words=c.words)]


def urged_by_hand(case: Case, e: UrgedByHand) -> Case:
    return case


def supervise(case: Case, c: Supervise, standard: Standard, now: datetime) -> Decision:
    if case.stage not in OPEN:
        return Refusal("not_in_handling", "诉求已答复或结束，无需督办")
    if missing := tuple(n for n, v in (("to", c.to), ("words", c.words)) if blank(v)):
        return Refusal("nothing_said", "须写明督办对象和要求", fields=missing)
    return [Supervised(at=now, by=c.by, to=c.to, words=c.words)]


def supervised(case: Case, e: Supervised) -> Case:
    return case


DECIDE = {Climb: climb, Urge: urge, Supervise: supervise}
EVOLVE = {
    Warned: climbed, Urged: climbed, Escalated: climbed, UrgedByHand: urged_by_hand,
    Supervised: supervised,
}  # fmt: skip
DUTIES = {
    Climb: {"clock"},
    Urge: {"operator", "dispatcher", "duty_leader", "caller_back", "appellant"},
    Supervise: {"duty_leader"},
}
NOTICES = {
    Warned: {"@to"}, Urged: {"@to"}, Escalated: {"@to"}, UrgedByHand: {"unit", "dispatcher"},
    Supervised: {"unit"},
}  # fmt: skip
QUIET = {UrgedByHand, Supervised}
