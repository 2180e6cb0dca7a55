# SPDX-License-Identifier: Apache-2.0
"""回放 Replay: appeals of a CSV file go through the office, each at its own time.

The clock is replayed and nobody waits (unless a speed is asked for). Before each act the clock
watcher does what was due by then. Every act has an idempotency key of the file's fingerprint and
the row's number, so that a file replayed again changes nothing, and one broken off goes on.
"""

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec import Struct, field

from yingda.flow.grammar import Refusal
from yingda.office import Outcome, carry_out
from yingda.office.door import Overtaken
from yingda.office.watching import watch_until
from yingda.record.models import Answered

from .acts import CODE, DONE, Act, Script, script
from .sheet import BadRow, Map, Row, Sheet

Progress = Callable[["Tally"], None]


class Fate(Struct, frozen=True, kw_only=True):
    """What became of one row: its case (and acts `refused` in it), or why it was refused."""

    n: int
    line: int
    case_no: str = ""
    reason: str = ""
    refused: tuple[str, ...] = ()
    repeated: bool = False


class Tally(Struct, kw_only=True):
    """How a replay stands: rows by fate, acts by kind, refusals by reason, rungs climbed."""

    of: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    acts_refused: Counter[str] = field(default_factory=Counter)
    watched: int = 0
    last: datetime | None = None

    @property
    def ended(self) -> int:
        """Rows that have ended, accepted or refused."""
        return self.accepted + sum(self.refused.values())


class Live(Struct, kw_only=True):
    """One row on its way: its script, its next act, and what has come of it."""

    row: Row
    script: Script
    act: Act
    nth: int = 0
    case_no: str = ""
    refused: list[str] = field(default_factory=list)
    repeated: bool = True


def replay(
    sheet: Sheet, plan: Map, *, speed: float = 0, resume: bool = False,
    told: Progress | None = None, watch_to: datetime | None = None,
) -> Iterator[Fate]:  # fmt: skip
    """Put the rows of `sheet` through the office; yields the fate of each as it ends.

    `speed` 0 never sleeps; 60 lets an hour pass in a minute. `resume` does not ask the office again
    for acts that are in the record. `told` hears how it stands, at every act. At the end the clock
    watcher does what is due by `watch_to` (the last act, if not given).
    """
    tally, queue = Tally(of=len(sheet.rows)), _Queue()
    done = _answered(sheet.fingerprint) if resume else {}
    for row in sheet.rows:
        if isinstance(row, BadRow):
            tally.refused[row.reason] += 1
            yield Fate(n=row.n, line=row.line, reason=row.reason)
        else:
            begun = script(row, plan)
            queue.put(Live(row=row, script=begun, act=next(begun)))
    while live := queue.take():
        at = live.act.at
        if tally.last != at:
            _wait(tally.last, at, speed)
            tally.watched += watch_until(at)
            tally.last = at
        if fate := _step(live, queue, sheet.fingerprint, done, tally):
            yield fate
        if told:
            told(tally)
    if watch_to:
        tally.watched += watch_until(watch_to)
    if told:
        told(tally)


class _Queue:
    """Rows on their way, the earliest act first; at one moment in the order of the file."""

    def __init__(self) -> None:
        self.heap: list[tuple[datetime, int, Live]] = []

    def put(self, live: Live) -> None:
        heapq.heappush(self.heap, (live.act.at, live.row.n, live))

    def take(self) -> Live | None:
        return heapq.heappop(self.heap)[2] if self.heap else None


def _step(
    live: Live, queue: _Queue, fingerprint: str, done: dict[str, str], tally: Tally
) -> Fate | None:
    """Carry out the next act of `live`; its fate, if that was the last."""
    key = f"{fingerprint}:{live.row.n}:{live.nth}"
    kind = type(live.act.command).__name__
    live.case_no = done.get(key, live.case_no)
    outcome = DONE if key in done else _asked(live, key)
    if isinstance(outcome, Refusal):
        live.refused.append(f"{kind}：{outcome}")
        tally.acts_refused[live.refused[-1]] += 1
    else:
        live.case_no = outcome.case_no or live.case_no
        live.repeated = live.repeated and outcome.repeated
        tally.acts[kind] += 1
    try:
        live.act = live.script.send(outcome)
    except StopIteration:
        return _fate(live, tally)
    live.nth += 1
    queue.put(live)
    return None


def _asked(live: Live, key: str) -> Outcome | Refusal:
    act = live.act
    try:
        return carry_out(act.command, live.case_no, now=act.at, key=key, told=act.told)
    except Overtaken:
        return Refusal("overtaken", "这件诉求正被他人连续改动，请稍后续办")


def _fate(live: Live, tally: Tally) -> Fate:
    n, line = live.row.n, live.row.line
    if not live.case_no:
        reason = live.refused[-1].partition("：")[2]
        tally.refused[reason] += 1
        return Fate(n=n, line=line, reason=reason)
    tally.accepted += 1
    tally.repeated += live.repeated
    return Fate(
        n=n, line=line, case_no=live.case_no, refused=tuple(live.refused), repeated=live.repeated
    )


def _wait(last: datetime | None, at: datetime, speed: float) -> None:
    if last and speed > 0:
        time.sleep(max(0.0, (at - last).total_seconds() / speed))


def _answered(fingerprint: str) -> dict[str, str]:
    """The acts of this file that are in the record, and their cases."""
    start = f"{CODE}:"
    rows = Answered.objects.filter(key__startswith=f"{start}{fingerprint}:")
    return {key.removeprefix(start): no for key, no in rows.values_list("key", "case_no")}


__all__ = ["BadRow", "Fate", "Map", "Row", "Sheet", "Tally", "replay"]
