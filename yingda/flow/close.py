# SPDX-License-Identifier: Apache-2.0
"""办结 Close: close, withdraw, suspend 挂账, take up again, reopen on new facts (same number, same
story).

A case that merely moved to another system is never closed as solved; suspension needs an approval,
a reason of the book and a day of review.
"""

from datetime import date, datetime, time

from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Due, Rung

from . import limits
from .case import Case, Stage, blank, ended
from .grammar import Command, Decision, Event, Refusal


class Close(Command, frozen=True, kw_only=True):
    """办结 after the follow-up."""

    why: str


class Closed(Event, frozen=True, kw_only=True, tag="closed"):
    """已办结."""

    why: str


class Withdraw(Command, frozen=True, kw_only=True):
    """撤回 by the person, in their words."""

    words: str


class Withdrawn(Event, frozen=True, kw_only=True, tag="withdrawn"):
    """已撤回."""

    words: str


class Suspend(Command, frozen=True, kw_only=True):
    """挂账 with a reason of the book and the day on which it is looked at again."""

    reason: str
    grounds: str
    review_on: date


class Suspended(Event, frozen=True, kw_only=True, tag="suspended"):
    """已挂账."""

    reason: str
    grounds: str
    review_on: date
    clocks: tuple[limits.Clock, ...]


class TakeUp(Command, frozen=True, kw_only=True):
    """恢复办理 of a suspended case."""

    reason: str


class TakenUp(Event, frozen=True, kw_only=True, tag="taken_up"):
    """已恢复办理."""

    reason: str
    clocks: tuple[limits.Clock, ...]


class Reopen(Command, frozen=True, kw_only=True):
    """重新办理 on new facts."""

    new_facts: str


class Reopened(Event, frozen=True, kw_only=True, tag="reopened"):
    """已重新办理."""

    new_facts: str
    clocks: tuple[limits.Clock, ...]


def close(case: Case, c: Close, standard: Standard, now: datetime) -> Decision:
    if case.stage is not Stage.FOLLOWED_UP:
        words = "回访后才能办结"
        return Refusal("not_followed_up", words, "beijing-regulation-2021:23")
    if blank(c.why):
        return Refusal("no_reason", "须写明办结理由", fields=("why",))
    return [Closed(at=now, by=c.by, why=c.why)]


def closed(case: Case, e: Closed) -> Case:
    ending = replace(case.ending, closed_at=e.at, why=e.why)
    return replace(
        case, stage=Stage.CLOSED, clocks=limits.let_end(case.clocks, e.at), ending=ending
    )


def withdraw(case: Case, c: Withdraw, standard: Standard, now: datetime) -> Decision:
    if case.stage in (Stage.CLOSED, Stage.DIVERTED):
        return Refusal("case_ended", "诉求已结束")
    if case.links.children and case.stage not in (Stage.ACCEPTED, Stage.FOLLOWED_UP):
        return Refusal("has_children", "已有诉求并入本件，请先拆分，再办理撤回")
    if blank(c.words):
        return Refusal("nothing_said", "须记录诉求人撤回的原话", fields=("words",))
    return [Withdrawn(at=now, by=c.by, words=c.words)]


def withdrawn(case: Case, e: Withdrawn) -> Case:
    ending = replace(case.ending, closed_at=e.at, why="withdrawn")
    return replace(
        case, stage=Stage.CLOSED, clocks=limits.let_end(case.clocks, e.at), ending=ending
    )


def suspend(case: Case, c: Suspend, standard: Standard, now: datetime) -> Decision:
    if case.stage not in (Stage.SIGNED_IN, Stage.FOLLOWED_UP) or case.lead is None:
        return Refusal("not_in_handling", "办理中或回访后的诉求才能挂账")
    reasons = [r.id for r in standard.choices("close.suspend_reasons", limits.day(now))]
    if c.reason not in reasons:
        return Refusal("no_such_reason", "请从列表中选择挂账理由", fields=("reason",))
    if blank(c.grounds):
        return Refusal("no_grounds", "须说明暂时无法解决的情况", fields=("grounds",))
    if c.review_on <= limits.day(now):
        return Refusal("review_in_the_past", "复查日期须在今天之后", fields=("review_on",))
    at = datetime.combine(c.review_on, time(9), limits.ZONE)
    due = Due(
        at=at, within="", calendar="natural", clause="close.suspend", source="", book="",
        since=limits.day(now),
    )  # fmt: skip
    rung = Rung(id="review", act="warn", to=("dispatcher", "unit"), at=at)
    clock = limits.Clock(
        step="suspension", unit="", order=0, tier=case.tier, started_at=now, due=due, ladder=(rung,)
    )
    return [
        Suspended(
            at=now,
            by=c.by,
            reason=c.reason,
            grounds=c.grounds,
            review_on=c.review_on,
            clocks=(clock,),
        )
    ]


def suspended(case: Case, e: Suspended) -> Case:
    clocks = (*limits.let_end(case.clocks, e.at), *e.clocks)
    ending = replace(case.ending, why=e.reason, review_on=e.review_on)
    return replace(case, stage=Stage.SUSPENDED, clocks=clocks, ending=ending)


def take_up(case: Case, c: TakeUp, standard: Standard, now: datetime) -> Decision:
    lead = case.lead
    if case.stage is not Stage.SUSPENDED or lead is None:
        return Refusal("not_suspended", "该诉求没有挂账")
    if blank(c.reason):
        return Refusal("no_reason", "须说明恢复办理的理由", fields=("reason",))
    clocks = limits.begin(standard, "reply", case.tier, now, unit=lead.unit, order=lead.nth)
    return [TakenUp(at=now, by=c.by, reason=c.reason, clocks=clocks)]


def taken_up(case: Case, e: TakenUp) -> Case:
    clocks = (*limits.stop(case.clocks, "suspension", e.at), *e.clocks)
    by = {k.order: k.due.at for k in e.clocks}
    orders = tuple(
        replace(o, reply_by=by[o.nth], replied_at=None) if o.nth in by else o for o in case.orders
    )
    return replace(case, stage=Stage.SIGNED_IN, orders=orders, clocks=clocks, asked_out=False)


def reopen(case: Case, c: Reopen, standard: Standard, now: datetime) -> Decision:
    if case.stage not in (Stage.CLOSED, Stage.DIVERTED):
        return Refusal("not_closed", "只有已办结或已分流的诉求可以重新办理")
    if blank(c.new_facts):
        words = "须写明新的事实或理由"
        return Refusal("no_new_facts", words, "beijing-regulation-2021:11", fields=("new_facts",))
    clocks = limits.begin(standard, "dispatch", case.tier, now)
    return [Reopened(at=now, by=c.by, new_facts=c.new_facts, clocks=clocks)]


def reopened(case: Case, e: Reopened) -> Case:
    standing = tuple(o.nth for o in case.orders if o.stands)
    # What is handled anew counts anew: an exclusion was of what was handled before, and those
    # merged into it have had their answer.
    left = replace(case.exclusion, state="withdrawn") if case.exclusion else None
    ending = replace(
        case.ending,
        closed_at=None,
        why="",
        reopened=case.ending.reopened + 1,
        new_facts=e.new_facts,
    )
    return replace(
        case, stage=Stage.TRIAGED if case.grade else Stage.REGISTERED, diversion=None,
        orders=ended(case, "reopened", standing), clocks=(*case.clocks, *e.clocks), asked_out=False,
        ending=ending, exclusion=left, links=replace(case.links, children=()),
    )  # fmt: skip


DECIDE = {
    Close: close, Withdraw: withdraw, Suspend: suspend, TakeUp: take_up, Reopen: reopen,
}  # fmt: skip
EVOLVE = {
    Closed: closed, Withdrawn: withdrawn, Suspended: suspended, TakenUp: taken_up, Reopened:
    reopened, }  # fmt: skip
DUTIES = {
    Close: {"caller_back", "dispatcher", "duty_leader"},
    Withdraw: {"operator", "caller_back", "appellant"},
    Suspend: {"duty_leader"},
    TakeUp: {"dispatcher", "duty_leader"},
    Reopen: {"operator", "dispatcher", "duty_leader", "caller_back", "appellant"},
}
NOTICES = {
    Closed: {"appellant"}, Withdrawn: {"unit"}, Suspended: {"unit", "appellant"},
    TakenUp: {"unit", "appellant"}, Reopened: {"dispatcher", "appellant"},
}  # fmt: skip
