# SPDX-License-Identifier: Apache-2.0
"""分流 Divert: answered at once, or led out by one of the six statutory exits.

Beijing ordinance art. 11 (1)-(6). Each exit has its own command, record and message to the person;
none of them counts as handled by a unit.
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Case, Diversion, Stage, blank
from .grammar import Command, Decision, Event, Refusal

ARTICLE = "beijing-regulation-2021:11"


class AnswerAtOnce(Command, frozen=True, kw_only=True):
    """即时答复 from the knowledge base: the entry and its version are kept with the answer."""

    told: str
    entry: str = ""
    version: str = ""


class HandOver(Command, frozen=True, kw_only=True):
    """转紧急热线, exit (1): an emergency goes at once to 110, 119, 120 or 122."""

    line: str
    told: str
    handed_at: datetime


class Inform(Command, frozen=True, kw_only=True):
    """告知法定途径, exit (2): litigation, arbitration, discipline, reconsideration, disclosure,
    petition."""

    way: str
    basis: str
    told: str


class TellProgress(Command, frozen=True, kw_only=True):
    """告知进展, exit (3): the same matter is being handled or is finished, and nothing is new."""

    earlier: str
    new_fact: bool
    which: str = ""
    told: str = ""


class Explain(Command, frozen=True, kw_only=True):
    """解释说明, exit (4): state secret, trade secret or privacy."""

    secret: str
    told: str


class PointElsewhere(Command, frozen=True, kw_only=True):
    """引导, exit (5): beyond the units' duties; market or social channels."""

    to: str
    told: str


class Persuade(Command, frozen=True, kw_only=True):
    """劝导教育, exit (6): unlawful or against public order and morals; rules and consequences
    told."""

    rules: str
    consequences: str
    told: str


class Diverted(Event, frozen=True, kw_only=True, tag="diverted"):
    """已分流. `exit` is "answered" or one of the exits of the book (`divert.exits`)."""

    exit: str
    told: str
    to: str = ""
    basis: str = ""
    handed_at: datetime | None = None


def _out(
    case: Case, c: Command, now: datetime, exit: str, told: str, to: str = "", basis: str = "",
    handed_at: datetime | None = None,
) -> Decision:  # fmt: skip
    if case.stage not in (Stage.REGISTERED, Stage.TRIAGED):
        return Refusal("already_dispatched", "已派单的诉求不能再分流", ARTICLE)
    if case.links.children:
        return Refusal("has_children", "已有诉求并入本件，请先拆分或改派", ARTICLE)
    if blank(told):
        return Refusal("nothing_told", "须记录告知诉求人的内容", ARTICLE, fields=("told",))
    return [
        Diverted(at=now, by=c.by, exit=exit, told=told, to=to, basis=basis, handed_at=handed_at)
    ]


def answer_at_once(case: Case, c: AnswerAtOnce, standard: Standard, now: datetime) -> Decision:
    source = f"{c.entry}@{c.version}" if c.version else c.entry
    return _out(case, c, now, "answered", c.told, basis=source)


def hand_over(case: Case, c: HandOver, standard: Standard, now: datetime) -> Decision:
    lines = [choice.id for choice in standard.choices("divert.emergency_lines", limits.day(now))]
    if c.line not in lines:
        words = "紧急事项只能转：{lines}"
        return Refusal("no_such_line", words, ARTICLE, {"lines": "、".join(lines)}, ("line",))
    if c.handed_at > now:
        return Refusal("handed_later", "转接时间不能晚于现在", ARTICLE, fields=("handed_at",))
    return _out(case, c, now, "emergency_line", c.told, to=c.line, handed_at=c.handed_at)


def inform(case: Case, c: Inform, standard: Standard, now: datetime) -> Decision:
    ways = [choice.id for choice in standard.choices("divert.lawful_channels", limits.day(now))]
    if c.way not in ways:
        return Refusal("no_such_channel", "请选择法定途径", ARTICLE, fields=("way",))
    if blank(c.basis):
        return Refusal("no_basis", "须写明属于该法定途径的依据", ARTICLE, fields=("basis",))
    return _out(case, c, now, "lawful_channel", c.told, to=c.way, basis=c.basis)


def tell_progress(case: Case, c: TellProgress, standard: Standard, now: datetime) -> Decision:
    if c.new_fact:
        words = "有新的事实和理由，应另行派单或重新办理原诉求，不能只告知进展"
        return Refusal("has_new_facts", words, ARTICLE, fields=("new_fact",))
    if blank(c.earlier):
        return Refusal(
            "no_earlier_case", "须写明正在办理或已办结的原诉求编号", ARTICLE, fields=("earlier",)
        )
    return _out(case, c, now, "repeat", c.told, to=c.earlier)


def explain(case: Case, c: Explain, standard: Standard, now: datetime) -> Decision:
    kinds = ("state_secret", "trade_secret", "privacy")
    if c.secret not in kinds:
        return Refusal(
            "no_such_secret", "请选择：国家秘密、商业秘密、个人隐私", ARTICLE, fields=("secret",)
        )
    return _out(case, c, now, "secret", c.told, to=c.secret)


def point_elsewhere(case: Case, c: PointElsewhere, standard: Standard, now: datetime) -> Decision:
    if blank(c.to):
        return Refusal("nowhere_to_go", "须写明可以找哪里", ARTICLE, fields=("to",))
    return _out(case, c, now, "beyond_duties", c.told, to=c.to)


def persuade(case: Case, c: Persuade, standard: Standard, now: datetime) -> Decision:
    missing = tuple(
        n for n, v in (("rules", c.rules), ("consequences", c.consequences)) if blank(v)
    )
    if missing:
        return Refusal("no_rules_told", "须写明相关规定和法律后果", ARTICLE, fields=missing)
    basis = f"{c.rules}；{c.consequences}"
    return _out(case, c, now, "unlawful", c.told, basis=basis)


def diverted(case: Case, e: Diverted) -> Case:
    way = Diversion(
        exit=e.exit, told=e.told, to=e.to, basis=e.basis, at=e.at, handed_at=e.handed_at
    )
    clocks = limits.stop(case.clocks, "dispatch", e.at)
    return replace(case, stage=Stage.DIVERTED, diversion=way, clocks=clocks)


DECIDE = {
    AnswerAtOnce: answer_at_once, HandOver: hand_over, Inform: inform, TellProgress: tell_progress,
    Explain: explain, PointElsewhere: point_elsewhere, Persuade: persuade,
}  # fmt: skip
EVOLVE = {Diverted: diverted}
DUTIES = {command: {"operator", "dispatcher", "duty_leader"} for command in DECIDE}
NOTICES = {Diverted: {"appellant"}}
