# SPDX-License-Identifier: Apache-2.0
"""签收 Sign in: the unit takes the order. The limits run from dispatch, not from here."""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Case, Stage, with_order
from .grammar import Command, Decision, Event, Refusal


class SignIn(Command, frozen=True, kw_only=True):
    """签收."""


class SignedIn(Event, frozen=True, kw_only=True, tag="signed_in"):
    """已签收."""

    order: int


def sign_in(case: Case, c: SignIn, standard: Standard, now: datetime) -> Decision:
    order = case.order_of(c.by.unit)
    if order is None or case.stage not in (Stage.DISPATCHED, Stage.SIGNED_IN):
        return Refusal("not_your_order", "没有派给贵单位的待签收工单")
    if order.signed_at:
        return Refusal("already_signed_in", "工单已签收")
    if any(o.order == order.nth and not o.decided for o in case.objections):
        return Refusal("in_dispute", "异议处理中，请等待裁定")
    return [SignedIn(at=now, by=c.by, order=order.nth)]


def signed_in(case: Case, e: SignedIn) -> Case:
    order = next(o for o in case.orders if o.nth == e.order)
    case = with_order(case, replace(order, signed_at=e.at))
    stage = Stage.SIGNED_IN if order.role == "lead" else case.stage
    return replace(case, stage=stage, clocks=limits.stop(case.clocks, "sign_in", e.at, e.order))


DECIDE = {SignIn: sign_in}
EVOLVE = {SignedIn: signed_in}
DUTIES = {SignIn: {"clerk", "machine"}}
