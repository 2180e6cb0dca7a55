# SPDX-License-Identifier: Apache-2.0
"""审核 Review: the hotline accepts the reply, or sends it back with reasons.

A reply sent back does not gain time: the unit's limit runs on to the moment first written.
"""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Answer, Case, Stage, blank, dated, with_order
from .grammar import Command, Decision, Event, Refusal


class Accept(Command, frozen=True, kw_only=True):
    """审核通过."""

    note: str = ""


class Accepted(Event, frozen=True, kw_only=True, tag="accepted"):
    """审核已通过; the person is told the reply by the channel they used."""

    note: str
    clocks: tuple[limits.Clock, ...] = ()


class SendBack(Command, frozen=True, kw_only=True):
    """退回补正."""

    reasons: str


class SentBack(Event, frozen=True, kw_only=True, tag="sent_back"):
    """已退回."""

    reasons: str
    clocks: tuple[limits.Clock, ...] = ()


def accept(case: Case, c: Accept, standard: Standard, now: datetime) -> Decision:
    if case.stage is not Stage.REPLIED:
        return Refusal("not_replied", "没有待审核的答复")
    clocks = limits.begin(standard, "follow_up", case.tier, _may_ask(case, standard, now))
    return [Accepted(at=now, by=c.by, note=c.note, clocks=clocks)]


def _may_ask(case: Case, standard: Standard, now: datetime) -> datetime:
    """From when on the person may be asked: at once, or when the limit has run out (art. 23)."""
    on, lead = limits.day(now), case.lead
    early = standard.setting("follow_up.when_early", on, default="at_once") == "at_once"
    closing = standard.setting("follow_up.trigger", on, default="closure") == "closure"
    if early or closing or lead is None or lead.reply_by is None:
        return now
    return max(now, lead.reply_by)


def _judged(case: Case, how: str, words: str) -> tuple[Answer, ...]:
    return (*case.answers[:-1], replace(case.answers[-1], reviewed=how, review=words))


def accepted(case: Case, e: Accepted) -> Case:
    clocks = (*limits.stop(case.clocks, "review", e.at), *e.clocks)
    return replace(
        case, stage=Stage.ACCEPTED, answers=_judged(case, "accepted", e.note), clocks=clocks,
        asked_out=False,
    )  # fmt: skip


def send_back(case: Case, c: SendBack, standard: Standard, now: datetime) -> Decision:
    if case.stage is not Stage.REPLIED:
        return Refusal("not_replied", "没有待审核的答复")
    if blank(c.reasons):
        return Refusal("no_reason", "退回须说明理由", fields=("reasons",))
    clocks: limits.Clocks = ()
    if lead := case.lead:  # meanwhile it may have been put in another tier
        again = limits.find(limits.start_again(case.clocks, "reply", lead.nth), "reply", lead.nth)
        if again and again.tier != case.tier:
            clocks = (limits.graded(standard, again, case.tier, now),)
    return [SentBack(at=now, by=c.by, reasons=c.reasons, clocks=clocks)]


def sent_back(case: Case, e: SentBack) -> Case:
    clocks = limits.stop(case.clocks, "review", e.at)
    if lead := case.lead:
        case = with_order(case, replace(lead, replied_at=None))
        clocks = limits.put(limits.start_again(clocks, "reply", lead.nth), e.clocks)
        case = replace(case, orders=dated(case.orders, clocks))
    return replace(
        case, stage=Stage.SIGNED_IN, clocks=clocks, answers=_judged(case, "sent_back", e.reasons)
    )


DECIDE: dict[type[Command], Callable[..., Decision]] = {Accept: accept, SendBack: send_back}
EVOLVE: dict[type[Event], Callable[..., Case]] = {Accepted: accepted, SentBack: sent_back}
DUTIES: dict[type[Command], set[str]] = {
    Accept: {"reviewer", "duty_leader"},
    SendBack: {"reviewer", "duty_leader"},
}
NOTICES: dict[type[Event], set[str]] = {
    Accepted: {"appellant", "caller_back", "children"},
    SentBack: {"unit"},
}
