# SPDX-License-Identifier: Apache-2.0
"""来电 Arrivals: whose call has come, at whose seat it is; after a talk comes the writing down."""

from collections.abc import Iterable
from contextlib import suppress

from django.utils import timezone

from yingda.calls.plan import Plan
from yingda.ledgers import callers
from yingda.office import answering

from . import seat as seats
from .ami import Ami, AmiRefused, Message
from .board import Board, seat_of


def noted(plan: Plan, ami: Ami, board: Board, event: Message) -> None:
    """Note what an event says of whose call it is and where."""
    name = event.get("UserEvent") or event["Event"]
    if name == "Rang":
        answering.rang(plan.switch, event["Call"], event.get("Caller", ""), timezone.now())
    elif name == "AgentCalled":
        callers.at_seat(plan.switch, event["Uniqueid"], event["MemberName"])
    elif name == "AgentConnect":
        _talks(plan, ami, event)
    elif name == "BridgeEnter" and (seat := seat_of(event)):
        call = event.get("Linkedid", "")
        shown = board.lines.get(("call", call), {})
        if shown.get("also") == seat or (shown.get("handed") and shown["seat"] == seat):
            callers.at_seat(plan.switch, call, seat)


def _talks(plan: Plan, ami: Ami, event: Message) -> None:
    """After this talk the officer writes the case down; a telephone of practice does not."""
    officer = callers.at_seat(plan.switch, event["Uniqueid"], event["MemberName"])
    if officer and plan.after_call:
        with suppress(AmiRefused):  # signed off meanwhile
            seats.after_call(ami, event["MemberName"])


def talking(up_now: Iterable[Message]) -> dict[str, str]:
    """The seat that talks with each call, from the lines that are up."""
    return {
        row["Linkedid"]: seat for row in up_now if row.get("BridgeId") and (seat := seat_of(row))
    }


def found(plan: Plan, board: Board, citizens: Iterable[Message], at: dict[str, str]) -> None:
    """Note calls that are up and of which we have not heard: we were away when they came."""
    now = timezone.now()
    callers.forget(now)
    for row in citizens:
        if ("call", row["Linkedid"]) not in board.lines:
            answering.rang(plan.switch, row["Linkedid"], row.get("CallerIDNum", ""), now)
            callers.at_seat(plan.switch, row["Linkedid"], at.get(row["Linkedid"], ""))
