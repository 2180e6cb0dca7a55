# SPDX-License-Identifier: Apache-2.0
"""重办 Rework: handled again after the person said that it is not solved or not content."""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Case, Stage, blank, with_order
from .grammar import Command, Decision, Event, Refusal


class Rework(Command, frozen=True, kw_only=True):
    """退回重办, with the person's words as the reason."""

    reason: str


class Reworked(Event, frozen=True, kw_only=True, tag="reworked"):
    """已退回重办: fresh limits for the same unit; `order` 0: to be dispatched."""

    reason: str
    order: int
    clocks: tuple[limits.Clock, ...]


def rework(case: Case, c: Rework, standard: Standard, now: datetime) -> Decision:
    lead = case.lead
    if case.stage is not Stage.FOLLOWED_UP:
        return Refusal("not_followed_up", "回访后才能退回重办")
    if blank(c.reason):
        return Refusal("no_reason", "须写明重办理由", fields=("reason",))
    most = int(standard.setting("rework.max_times", limits.day(now), default=2))
    if case.reworks >= most and c.by.duty != "duty_leader":
        return Refusal(
            "reworked_too_often", "重办已达{most}次，须由值班长决定", given={"most": str(most)}
        )
    # One answered through another case has no unit of its own: it is dispatched for itself.
    unit, order = (lead.unit, lead.nth) if lead else ("", 0)
    clocks = tuple(
        clock
        for step in (("contact", "reply") if lead else ("dispatch",))
        for clock in limits.begin(standard, step, case.tier, now, unit=unit, order=order)
    )
    return [Reworked(at=now, by=c.by, reason=c.reason, order=order, clocks=clocks)]


def reworked(case: Case, e: Reworked) -> Case:
    clocks = (*limits.let_end(case.clocks, e.at, (e.order,)), *e.clocks)
    case = replace(case, reworks=case.reworks + 1, asked_out=False, clocks=clocks)
    if not e.order:
        return replace(case, stage=Stage.TRIAGED if case.grade else Stage.REGISTERED)
    due = {k.step: k.due.at for k in e.clocks}
    order = next(o for o in case.orders if o.nth == e.order)
    order = replace(
        order, replied_at=None, contacted_at=None, contact_by=due.get("contact"),
        reply_by=due.get("reply"),
    )  # fmt: skip
    return replace(with_order(case, order), stage=Stage.SIGNED_IN)


DECIDE = {Rework: rework}
EVOLVE = {Reworked: reworked}
DUTIES = {Rework: {"caller_back", "dispatcher", "duty_leader"}}
NOTICES = {Reworked: {"unit", "appellant"}}
