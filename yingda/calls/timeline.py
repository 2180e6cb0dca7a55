# SPDX-License-Identifier: Apache-2.0
"""经过 Timeline: one call told step by step, each once, though two books tell of it.

Where the exact book (CEL) tells of a kind of fact its moments are shown; names and reasons are
taken from the queue log, which alone has them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from .facts import (
    Abandoned,
    Answered,
    CallFact,
    Completed,
    Ended,
    Fact,
    Held,
    Left,
    Queued,
    Rang,
    Rated,
    SeatRang,
    SeatStopped,
    Transferred,
)

F = TypeVar("F", bound=Fact)
SHOWN = ("no_answer", "cancelled")
NEAR = timedelta(seconds=2)
"""Two books mean the same moment if they are no further apart."""


class Step(Struct, frozen=True, kw_only=True):
    """一步 What happened at a moment. `what`: rang, queued, seat_rang, no_answer, cancelled,
    answered, held, taken_back, transferred, consulted, left, abandoned, completed, rated, ended;
    `of`: seat, queue, number, reason or key; `exact`: to the microsecond."""

    at: datetime
    what: str
    of: str = ""
    exact: bool = False


def steps(facts: Collection[CallFact]) -> list[Step]:
    """The steps of a call in their order."""
    known = sorted(set(facts), key=lambda f: f.at)
    found = [
        *(_step(f, "rang", f.number) for f in _best(known, Rang)[:1]),
        *_queued(known),
        *(_step(f, "seat_rang", seat(f.seat)) for f in _best(known, SeatRang)),
        *(_step(f, f.why, seat(f.seat)) for f in _stopped(known)),
        *(_step(f, "answered", seat(f.seat)) for f in _best(known, Answered)),
        *(_step(f, "taken_back" if f.over else "held") for f in _best(known, Held)),
        *_transferred(known),
        *(_step(f, "left", f.why) for f in _best(known, Left)[:1]),
        *(_step(f, "abandoned") for f in _best(known, Abandoned)[:1]),
        *(_step(f, "completed", f.by) for f in _best(known, Completed)),
        *(_step(f, "rated", f.key) for f in _best(known, Rated)),
        *(_step(f, "ended") for f in _best(known, Ended)[:1]),
    ]
    return sorted(found, key=lambda step: step.at)


def seat(name: str) -> str:
    """A seat's number, without the words of the switch around it."""
    return name.rpartition("/")[2].partition("-")[0]


def _step(fact: Fact, what: str, of: str = "") -> Step:
    return Step(at=fact.at, what=what, of=of, exact=fact.source == "cel")


def _of(known: Sequence[CallFact], kind: type[F]) -> list[F]:
    return [fact for fact in known if isinstance(fact, kind)]


def _best(known: Sequence[CallFact], kind: type[F]) -> list[F]:
    """The facts of a kind as the exact book tells them, or as the other does."""
    found = _of(known, kind)
    return [fact for fact in found if fact.source == "cel"] or found


def _queued(known: Sequence[CallFact]) -> list[Step]:
    """One step a queue: its moment from the one book, its name from the other."""
    named = [f for f in _of(known, Queued) if f.queue]
    out = []
    for f in _best(known, Queued):
        before = [n.queue for n in named if n.at <= f.at + NEAR]
        out.append(_step(f, "queued", f.queue or (before or [""])[-1]))
    return out


def _stopped(known: Sequence[CallFact]) -> list[SeatStopped]:
    """Seats that did not pick up; of both books, once."""
    found = [f for f in _of(known, SeatStopped) if f.why in SHOWN]
    return [
        f
        for f in found
        if f.source == "cel"
        or not any(
            g.source == "cel" and seat(g.seat) == seat(f.seat) and abs(g.at - f.at) < NEAR
            for g in found
        )
    ]


def _transferred(known: Sequence[CallFact]) -> list[Step]:
    said = [f for f in _of(known, Transferred) if f.to]
    out = []
    for f in _best(known, Transferred):
        near = next((s.to for s in said if abs(s.at - f.at) < NEAR), f.to)
        out.append(_step(f, "consulted" if f.how == "attended" else "transferred", near))
    return out
