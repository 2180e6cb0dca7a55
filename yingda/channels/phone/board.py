# SPDX-License-Identifier: Apache-2.0
"""坐席台面 Board: seats and calls as the switch's events show them at this moment; pure.

It decides nothing: an event may be lost or come twice, and the next look at the switch sets it
right. Callers' numbers stand in it masked.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from .ami import Message
from .seat import STATES, gathered

Key = tuple[str, str]
State = dict[str, Any]


def masked(number: str) -> str:
    """The number as a desk may show it to all: 138****0001."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "****" if number else ""


def seat_of(e: Message) -> str:
    """The number of the seat whose line it is, or ""."""
    number = e.get("Channel", "").partition("/")[2].partition("-")[0]
    return number if number.isdecimal() else ""


class Board:
    """台面 `lines`: what is shown, by kind (seat, call) and name; `changed`: what was touched since
    it was last taken."""

    def __init__(self) -> None:
        self.lines: dict[Key, State] = {}
        self.changed: set[Key] = set()

    def take(self) -> dict[Key, State | None]:
        """What changed since the last time; None for what is gone."""
        found = {key: self.lines.get(key) for key in sorted(self.changed)}
        self.changed.clear()
        return found

    def call(self, call: str, **said: Any) -> None:
        """Note something of a call."""
        if call:
            self.lines.setdefault(("call", call), {}).update(said)
            self.changed.add(("call", call))

    def seat(self, seat: str, **said: Any) -> None:
        """Note something of a seat."""
        if seat:
            self.lines.setdefault(("seat", seat), {}).update(said)
            self.changed.add(("seat", seat))

    def gone(self, kind: str, name: str) -> None:
        """It is there no more."""
        if self.lines.pop((kind, name), None) is not None:
            self.changed.add((kind, name))

    def apply(self, event: Message) -> None:
        """Note what an event says; those that say nothing to a desk are passed over."""
        name = event["Event"]
        if name == "UserEvent":
            name = f"User{event.get('UserEvent', '')}"
        if tell := TOLD.get(name):
            tell(self, event)

    def restore(
        self, members: Iterable[Message], entries: Iterable[Message], up: Collection[str],
        at_seats: Mapping[str, str] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """Set everything as the switch says it is: members and waiting callers of its queues, the
        ids of the calls that are up, and the seats that talk with them (of which we may not have
        heard)."""
        before = self.lines
        self.lines = {}
        for seat in gathered(members).values():
            known = before.get(("seat", seat.number), {})
            self.lines["seat", seat.number] = {
                "state": seat.state, "paused": seat.paused, "why": seat.why,
                "queues": list(seat.queues), "call": known.get("call", ""),
            }  # fmt: skip
        for call in up:
            self.lines["call", call] = before.get(("call", call), {"phase": "up"})
            if at_seats.get(call) and not self.lines["call", call].get("seat"):
                self.call(call, seat=at_seats[call], phase="talking")
                self.lines.setdefault(("seat", at_seats[call]), {})["call"] = call
        for row in entries:
            self.call(
                row["Uniqueid"], phase="waiting", queue=row["Queue"], since=row.get("Wait", ""),
                caller=masked(row.get("CallerIDNum", "")),
            )  # fmt: skip
        self.changed = {*before, *self.lines}


def _rang(board: Board, e: Message) -> None:
    board.call(
        e["Call"], phase="greeting", at=e.get("Timestamp", ""), caller=masked(e.get("Caller", "")),
        number=e.get("Number", ""), queue=e.get("Into", ""),
    )  # fmt: skip


def _joined(board: Board, e: Message) -> None:
    if not e["Channel"].startswith("Local/"):
        board.call(
            e["Uniqueid"], phase="waiting", queue=e["Queue"], waiting_at=e.get("Timestamp", "")
        )


def _seat_rings(board: Board, e: Message) -> None:
    board.call(e["Uniqueid"], phase="ringing", seat=e["MemberName"], ring_at=e.get("Timestamp", ""))
    board.seat(e["MemberName"], state="ringing", call=e["Uniqueid"])


def _no_answer(board: Board, e: Message) -> None:
    board.call(e.get("Uniqueid", ""), phase="waiting", seat="")
    board.seat(e["MemberName"], call="")


def _talks(board: Board, e: Message) -> None:
    at = e.get("Timestamp", "")
    board.call(e["Uniqueid"], phase="talking", seat=e["MemberName"], talk_at=at)
    board.seat(e["MemberName"], state="talking", call=e["Uniqueid"])


def _talked(board: Board, e: Message) -> None:
    """The caller's headers may be missing when its line is gone already."""
    board.seat(e["MemberName"], call="", talked_at=e.get("Timestamp", ""))
    call = e.get("Uniqueid") or e.get("DestLinkedid") or ""
    if ("call", call) in board.lines:
        board.call(call, seat="", phase="rating" if e.get("Reason") == "agent" else "ending")


def _entered(board: Board, e: Message) -> None:
    """A seat talks with a call that was not offered to it: it was consulted, or handed the call."""
    seat, call = seat_of(e), e.get("Linkedid", "")
    known = board.lines.get(("call", call), {})
    if not seat or not known or known.get("seat") == seat:
        return
    if known.get("seat"):
        board.call(call, also=seat)
    else:
        board.call(call, seat=seat, phase="talking", handed=True)
    board.seat(seat, call=call)


def _hung_up(board: Board, e: Message) -> None:
    """A call is over, or one of two seats has left it to the other."""
    board.gone("call", e.get("Uniqueid", ""))
    seat, call = seat_of(e), e.get("Linkedid", "")
    known = board.lines.get(("call", call), {})
    if seat and seat == known.get("also"):
        board.call(call, also="")
        board.seat(seat, call="")
    elif seat and seat == known.get("seat") and known.get("also"):
        board.call(call, seat=known["also"], also="", phase="talking")
        board.seat(seat, call="")


def _member(board: Board, e: Message) -> None:
    number = e.get("Interface", "").partition("/")[2]
    known = board.lines.get(("seat", number), {})
    queues = sorted({*known.get("queues", ()), e["Queue"]})
    board.seat(
        number, state=STATES.get(e.get("Status", ""), "away"), paused=e.get("Paused") == "1",
        why=e.get("PausedReason", ""), queues=queues,
    )  # fmt: skip


def _signed_off(board: Board, e: Message) -> None:
    number = e.get("Interface", "").partition("/")[2]
    queues = set(board.lines.get(("seat", number), {}).get("queues", ())) - {e["Queue"]}
    if queues:
        board.seat(number, queues=sorted(queues))
    else:
        board.gone("seat", number)


TOLD = {
    "UserRang": _rang,
    "QueueCallerJoin": _joined,
    "AgentCalled": _seat_rings,
    "AgentRingNoAnswer": _no_answer,
    "AgentConnect": _talks,
    "AgentComplete": _talked,
    "BridgeEnter": _entered,
    "Hangup": _hung_up,
    "QueueMemberAdded": _member,
    "QueueMemberStatus": _member,
    "QueueMemberPause": _member,
    "QueueMemberRemoved": _signed_off,
}
"""What each event does to the board."""
