# SPDX-License-Identifier: Apache-2.0
"""此刻 Live: who waits, which seats do what, from the present that the switches show."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from yingda.channels.phone.seat import AFTER_CALL, AUTO
from yingda.ledgers.present import PresentLine

WAITING = ("greeting", "waiting", "ringing")
"""Phases of a call that no human has answered."""

DOING = ("ready", "ringing", "talking", "after_call", "paused", "away")


class Waiting(Struct, frozen=True, kw_only=True):
    """等待 One call that no human has answered: since when it rang (None: not known)."""

    queue: str
    phase: str
    since: datetime | None


class SeatNow(Struct, frozen=True, kw_only=True):
    """坐席 One seat that is signed on: what it does (`DOING`), why it is paused, its queues."""

    switch: str
    number: str
    doing: str
    why: str
    queues: tuple[str, ...]
    call: str


class Talk(Struct, frozen=True, kw_only=True):
    """通话 A call that a seat is in, and since when."""

    seat: str
    since: datetime


class Heard(Struct, frozen=True, kw_only=True):
    """心跳 What a switch last said of itself. `trunks`: lines in use and the most, by trunk."""

    switch: str
    at: datetime
    up: bool
    trunks: Mapping[str, tuple[int, int]]
    differ: int


class QueueNow(Struct, frozen=True, kw_only=True):
    """队列 One queue: who waits, the longest wait in seconds, seats by what they do."""

    name: str
    title: str
    waiting: int
    longest: float
    seats: Mapping[str, int]

    @property
    def on(self) -> int:
        """Seats that are signed on and whose telephone is there."""
        return sum(n for doing, n in self.seats.items() if doing != "away")

    @property
    def ready(self) -> int:
        """Seats that would take a call."""
        return self.seats.get("ready", 0)


class Live(Struct, frozen=True, kw_only=True):
    """此刻 Everything that the switches show at `at`."""

    at: datetime
    waiting: tuple[Waiting, ...]
    seats: tuple[SeatNow, ...]
    heard: tuple[Heard, ...]

    @property
    def longest(self) -> float:
        """The longest wait in seconds, from the moment the call rang; 0 where nobody waits."""
        return _longest(self.waiting, self.at)

    @property
    def doing(self) -> Mapping[str, int]:
        """Seats by what they do, every kind named."""
        found = Counter(seat.doing for seat in self.seats)
        return {doing: found[doing] for doing in DOING}

    @property
    def why(self) -> Mapping[str, int]:
        """Paused seats by reason, the most frequent first."""
        return dict(Counter(s.why for s in self.seats if s.doing == "paused").most_common())

    @property
    def phases(self) -> Mapping[str, int]:
        """Waiting calls by where they are."""
        found = Counter(call.phase for call in self.waiting)
        return {phase: found[phase] for phase in WAITING}

    def queues(self, titles: Mapping[str, str]) -> list[QueueNow]:
        """Each queue of `titles`, and those that calls wait in beside them."""
        names = [*titles, *sorted({call.queue for call in self.waiting} - {*titles, ""})]
        found = []
        for name in names:
            here = [call for call in self.waiting if call.queue == name]
            seats = Counter(seat.doing for seat in self.seats if name in seat.queues)
            found.append(
                QueueNow(
                    name=name, title=titles.get(name, name), waiting=len(here),
                    longest=_longest(here, self.at), seats=seats,
                )
            )  # fmt: skip
        return found


def read(lines: Iterable[PresentLine], now: datetime) -> Live:
    """What the present says at `now`. Nothing is asked of the database here."""
    waiting, seats, heard = [], [], []
    for line in lines:
        if line.kind == "call" and line.state.get("phase") in WAITING:
            since = _since(line)
            waiting.append(
                Waiting(queue=line.state.get("queue", ""), phase=line.state["phase"], since=since)
            )
        elif line.kind == "seat":
            seats.append(_seat(line))
        elif line.kind == "switch":
            heard.append(_heard(line))
    return Live(at=now, waiting=tuple(waiting), seats=tuple(seats), heard=tuple(heard))


def talks(lines: Iterable[PresentLine]) -> list[Talk]:
    """The talks in the present whose beginning is known."""
    found = []
    for line in lines:
        began = _number(line.state.get("talk_at"))
        if line.kind == "call" and line.state.get("phase") == "talking" and began:
            since = datetime.fromtimestamp(began, UTC)
            found.append(Talk(seat=str(line.state.get("seat", "")), since=since))
    return found


def _since(line: PresentLine) -> datetime | None:
    """When the call rang: the switch's own clock; for calls older than our line to it, the wait
    that it told at its last look, counted back."""
    for name in ("at", "waiting_at"):
        if told := _number(line.state.get(name)):
            return datetime.fromtimestamp(told, UTC)
    waited = _number(line.state.get("since"))
    return datetime.fromtimestamp(line.at.timestamp() - waited, UTC) if waited else None


def _number(text: Any) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _seat(line: PresentLine) -> SeatNow:
    state, paused, why = (line.state.get(name) for name in ("state", "paused", "why"))
    if state in ("ringing", "talking", "away"):
        doing = state
    elif paused:
        doing = "after_call" if why == AFTER_CALL else "paused"
    else:
        doing = "ready"
    words = "振铃未接" if why == AUTO else why or "未说明"
    return SeatNow(
        switch=line.switch, number=line.name, doing=doing, why=words if doing == "paused" else "",
        queues=tuple(line.state.get("queues") or ()), call=line.state.get("call") or "",
    )  # fmt: skip


def _heard(line: PresentLine) -> Heard:
    trunks = line.state.get("trunks") or {}
    return Heard(
        switch=line.switch, at=line.at, up=bool(line.state.get("up")),
        trunks={name: (int(used), int(most)) for name, (used, most) in trunks.items()},
        differ=len(line.state.get("lasting") or ()),
    )  # fmt: skip


def _longest(calls: Sequence[Waiting], now: datetime) -> float:
    waits = [(now - call.since).total_seconds() for call in calls if call.since]
    return max([0.0, *waits])
