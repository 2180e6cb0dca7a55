# SPDX-License-Identifier: Apache-2.0
"""坐席 Seat: one seat's day, folded from its facts: how long signed on, paused and why."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from .facts import Paused, Resumed, SeatFact, SeatSignedOff, SeatSignedOn


class Seat(Struct, frozen=True, kw_only=True):
    """坐席 As of a moment. `paused` is by reason; `why` is the reason of the pause that lasts."""

    signed_on: timedelta = timedelta()
    paused: dict[str, timedelta] = {}
    on: bool = False
    why: str = ""
    ready: bool = False


def fold(facts: Iterable[SeatFact], as_of: datetime) -> Seat:
    """The seat that `facts` tell of, up to `as_of`."""
    on_since: datetime | None = None
    queues: set[str] = set()
    pause: Paused | None = None
    signed, paused = timedelta(), dict[str, timedelta]()
    for fact in sorted(set(facts), key=lambda f: (f.at, _rank(f), f.queue)):
        if fact.at > as_of:
            break
        match fact:
            case SeatSignedOn():
                queues.add(fact.queue)
                on_since = on_since or fact.at
            case SeatSignedOff():
                queues.discard(fact.queue)
                if not queues and on_since:
                    signed, on_since = signed + (fact.at - on_since), None
            case Paused() if not fact.queue:
                _count(paused, pause, fact.at)
                pause = fact
            case Resumed() if not fact.queue:
                _count(paused, pause, fact.at)
                pause = None
            case _:
                pass  # per queue: the switch writes one for all queues before
    _count(paused, pause, as_of)
    if on_since:
        signed += as_of - on_since
    return Seat(
        signed_on=signed, paused=paused, on=on_since is not None,
        why=pause.reason if pause else "", ready=on_since is not None and pause is None,
    )  # fmt: skip


def _rank(fact: SeatFact) -> int:
    """Within one second the switch ends before it begins."""
    return isinstance(fact, SeatSignedOn | Paused)


def _count(paused: dict[str, timedelta], pause: Paused | None, until: datetime) -> None:
    if pause:
        paused[pause.reason] = paused.get(pause.reason, timedelta()) + (until - pause.at)
