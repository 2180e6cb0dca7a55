# SPDX-License-Identifier: Apache-2.0
"""吹哨报到 Whistle: a sub-district calls a department to the spot; the department must answer.

Beijing ordinance art. 16; both are assessed (art. 33).
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Addressee, Case, Stage, blank
from .case import Whistle as Blown
from .grammar import Command, Decision, Event, Refusal


class Whistle(Command, frozen=True, kw_only=True):
    """吹哨."""

    unit: Addressee
    need: str


class Whistled(Event, frozen=True, kw_only=True, tag="whistled"):
    """已吹哨."""

    whistle: Blown
    clocks: tuple[limits.Clock, ...]


class AnswerWhistle(Command, frozen=True, kw_only=True):
    """报到: the department says what it did on the spot."""

    answer: str


class WhistleAnswered(Event, frozen=True, kw_only=True, tag="whistle_answered"):
    """已报到."""

    unit: str
    order: int
    answer: str


def whistle(case: Case, c: Whistle, standard: Standard, now: datetime) -> Decision:
    order = case.order_of(c.by.unit)
    if order is None or case.stage is not Stage.SIGNED_IN or not order.signed_at:
        return Refusal("not_in_handling", "签收后、办理中才能吹哨")
    if order.level != "subdistrict":
        words = "由街道乡镇吹哨"
        return Refusal("subdistrict_whistles", words, "beijing-regulation-2021:16")
    if c.unit.level not in ("district_department", "city", "utility"):
        return Refusal("not_a_department", "请选择应当报到的部门或企业", fields=("unit",))
    if c.unit.code == case.appeal.accused:
        return Refusal("recusal", "被投诉单位应当回避", fields=("unit",))
    if blank(c.need):
        return Refusal("no_need", "须写明需要到场解决的问题", fields=("need",))
    if any(w.unit == c.unit.code and not w.answered_at for w in case.whistles):
        return Refusal("already_whistled", "已向该单位吹哨，等待报到", fields=("unit",))
    # Numbered from 1000, so that its clock never meets that of a work order.
    nth = 1000 + len(case.whistles)
    blown = Blown(order=nth, unit=c.unit.code, name=c.unit.name, need=c.need, at=now)
    clocks = limits.begin(standard, "whistle", case.tier, now, unit=c.unit.code, order=nth)
    return [Whistled(at=now, by=c.by, whistle=blown, clocks=clocks)]


def whistled(case: Case, e: Whistled) -> Case:
    return replace(case, whistles=(*case.whistles, e.whistle), clocks=(*case.clocks, *e.clocks))


def answer_whistle(case: Case, c: AnswerWhistle, standard: Standard, now: datetime) -> Decision:
    open_one = next((w for w in case.whistles if w.unit == c.by.unit and not w.answered_at), None)
    if open_one is None:
        return Refusal("no_whistle", "没有等待贵单位报到的哨声")
    if blank(c.answer):
        return Refusal("nothing_reported", "请填写到场处置情况", fields=("answer",))
    return [WhistleAnswered(at=now, by=c.by, unit=c.by.unit, order=open_one.order, answer=c.answer)]


def whistle_answered(case: Case, e: WhistleAnswered) -> Case:
    done = tuple(
        replace(w, answer=e.answer, answered_at=e.at) if w.order == e.order else w
        for w in case.whistles
    )
    return replace(case, whistles=done, clocks=limits.stop(case.clocks, "whistle", e.at, e.order))


DECIDE = {Whistle: whistle, AnswerWhistle: answer_whistle}
EVOLVE = {Whistled: whistled, WhistleAnswered: whistle_answered}
DUTIES = {Whistle: {"clerk"}, AnswerWhistle: {"clerk", "machine"}}
NOTICES = {Whistled: {"whistled"}, WhistleAnswered: {"unit"}}
