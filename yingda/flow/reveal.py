# SPDX-License-Identifier: Apache-2.0
"""保密 Reveal, seal, erase: who may see the person behind a case, and the record that they did.

Beijing ordinance arts. 8 and 35; 个人信息保护法. A reveal needs a reason and is itself recorded;
the identity behind a report 举报 or a confidential case is never shown to a unit; a person can be
erased while what was done stays.
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from .case import Case, blank
from .grammar import Command, Decision, Event, Refusal


class Reveal(Command, frozen=True, kw_only=True):
    """查看个人信息: which fields, and why."""

    fields: tuple[str, ...]
    reason: str


class Revealed(Event, frozen=True, kw_only=True, tag="revealed"):
    """个人信息已被查看."""

    fields: tuple[str, ...]
    reason: str


class Seal(Command, frozen=True, kw_only=True):
    """设为保密 at the person's wish."""

    reason: str


class Sealed(Event, frozen=True, kw_only=True, tag="sealed"):
    """已设为保密."""

    reason: str


class Erase(Command, frozen=True, kw_only=True):
    """删除个人信息 on request or at the end of retention."""

    reason: str


class Erased(Event, frozen=True, kw_only=True, tag="erased"):
    """个人信息已删除."""

    reason: str


def hidden_from_units(case: Case) -> bool:
    """Whether no unit may see who the person is."""
    return case.appeal.confidential or case.appeal.nature == "report"


def reveal(case: Case, c: Reveal, standard: Standard, now: datetime) -> Decision:
    if case.erased:
        return Refusal("erased", "个人信息已删除")
    if blank(c.reason) or not c.fields:
        fields = ("reason",) if blank(c.reason) else ("fields",)
        return Refusal("no_reason", "查看个人信息须填写事由，并会留下记录", fields=fields)
    if c.by.unit:
        if hidden_from_units(case):
            return Refusal("hidden_from_units", "保密或举报件，承办单位不能查看诉求人信息")
        order = case.order_of(c.by.unit)
        if order is None or not order.signed_at:
            return Refusal("not_your_order", "签收后才能查看联系方式")
    return [Revealed(at=now, by=c.by, fields=c.fields, reason=c.reason)]


def revealed(case: Case, e: Revealed) -> Case:
    return case


def seal(case: Case, c: Seal, standard: Standard, now: datetime) -> Decision:
    if case.appeal.confidential:
        return Refusal("already_sealed", "已经是保密件")
    if blank(c.reason):
        return Refusal("no_reason", "须写明保密理由", fields=("reason",))
    return [Sealed(at=now, by=c.by, reason=c.reason)]


def sealed(case: Case, e: Sealed) -> Case:
    return replace(case, appeal=replace(case.appeal, confidential=True))


def erase(case: Case, c: Erase, standard: Standard, now: datetime) -> Decision:
    if case.erased:
        return Refusal("erased", "个人信息已删除")
    if blank(c.reason):
        return Refusal("no_reason", "须写明删除依据", fields=("reason",))
    return [Erased(at=now, by=c.by, reason=c.reason)]


def erased(case: Case, e: Erased) -> Case:
    return replace(case, erased=True)


DECIDE = {Reveal: reveal, Seal: seal, Erase: erase}
EVOLVE = {Revealed: revealed, Sealed: sealed, Erased: erased}
DUTIES = {
    Reveal: {"operator", "dispatcher", "clerk", "caller_back", "duty_leader", "quality"},
    Seal: {"operator", "dispatcher", "duty_leader", "appellant"},
    Erase: {"administrator"},
}
QUIET = {Revealed}
