# SPDX-License-Identifier: Apache-2.0
"""行 Lines: whole lines out of a growing file, read one by one; what is cut off waits.

What must be known from one piece of the file to the next is in `Mark`: kept with the file's offset,
so that reading in pieces and reading at once give the same.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import Struct

from .facts import Noted, Parsed, Rang, SeatRang, SwitchStarted

BACK = timedelta(seconds=5)
"""Lines of several threads may change places by so much; more is a clock that was set back."""

BEHIND = 64
"""A channel's number that so many later ones have overtaken is missing."""

MOST = 1_000  # awaited at once: a longer hole is counted up to this
LONGEST_ID = 80
LONGEST = 64 * 1024  # bytes of a line; more is no line of a log
Parser = Callable[[str], Parsed]


class Mark(Struct, frozen=True, kw_only=True):
    """记号 Where the reading of a file stands. `awaited`: channel numbers not seen yet."""

    offset: int = 0
    lines: int = 0
    last_at: datetime | None = None
    serial: int = 0
    awaited: tuple[int, ...] = ()


class Refused(NamedTuple):
    """A line, or a part of one, that was refused: where it begins, its number, why, whose."""

    offset: int
    line: int
    fault: str
    of: str


class Gap(NamedTuple):
    """缺口 Something is missing before `at`: `restart` of the switch, or `serial`, so many channel
    numbers that no line speaks of."""

    kind: str
    at: datetime
    missing: int = 0


class Placed(NamedTuple):
    """A fact and where its line begins."""

    noted: Noted
    offset: int
    line: int


class Piece(NamedTuple):
    """What a piece of a file says."""

    noted: list[Placed]
    refused: list[Refused]
    gaps: list[Gap]
    mark: Mark


def read(
    content: bytes, parse: Parser, mark: Mark, serials: bool = False, ordered: bool = True
) -> Piece:
    """Read the whole lines of `content`, which begins at `mark.offset`. `serials`: the calls' ids
    end in the switch's running channel number (CEL), so that missing ones can be told. `ordered`:
    the lines stand in order of time, so that a clock set back can be told."""
    noted: list[Placed] = []
    refused: list[Refused] = []
    gaps: list[Gap] = []
    offset, lines, last = mark.offset, mark.lines, mark.last_at
    count = Serials(mark.serial, set(mark.awaited))
    for raw in content[: content.rfind(b"\n") + 1].split(b"\n")[:-1]:
        lines += 1
        parsed = _parsed(raw, parse)
        of = parsed.noted[0].of if parsed.noted else ""
        if parsed.fault:
            refused.append(Refused(offset, lines, parsed.fault, of))
        if parsed.at:
            if ordered and last and parsed.at < last - BACK:
                refused.append(Refused(offset, lines, "clock_back", of))
                last = parsed.at
            last = max(last, parsed.at) if last else parsed.at
        for one in parsed.noted:
            noted.append(Placed(one, offset, lines))
            if isinstance(one.fact, SwitchStarted):
                gaps.append(Gap("restart", one.fact.at))
        if serials and parsed.at and (missing := count.see(serial(parsed.noted))):
            gaps.append(Gap("serial", parsed.at, missing))
        offset += len(raw) + 1
    kept = Mark(
        offset=offset, lines=lines, last_at=last, serial=count.highest,
        awaited=tuple(sorted(count.awaited)),
    )  # fmt: skip
    return Piece(noted, refused, gaps, kept)


def _parsed(raw: bytes, parse: Parser) -> Parsed:
    if len(raw) > LONGEST:
        return Parsed(fault="columns")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Parsed(fault="encoding")
    if "\0" in text:
        return Parsed(fault="encoding")
    parsed = parse(text) if text.strip() else Parsed()
    long = any(len(noted.of) > LONGEST_ID for noted in parsed.noted)
    return Parsed(fault="columns") if long else parsed


class Serials:
    """Channel numbers seen so far: which are awaited, and which are overdue."""

    def __init__(self, highest: int, awaited: set[int]) -> None:
        self.highest, self.awaited = highest, awaited

    def see(self, seen: int | None) -> int:
        """Note the channel `seen`; returns how many are given up as missing."""
        if seen is None:
            return 0
        if seen + BEHIND < self.highest:  # counted from zero: the switch was started anew
            self.highest, self.awaited = seen, set()
        self.awaited.discard(seen)
        if self.highest and seen > self.highest + 1:
            self.awaited.update(range(max(self.highest + 1, seen - MOST), seen))
        self.highest = max(self.highest, seen)
        overdue = {n for n in self.awaited if n < self.highest - BEHIND}
        self.awaited -= overdue
        return len(overdue)


def serial(noted: tuple[Noted, ...]) -> int | None:
    """The running number of the channel that a line begins: 15 of hotline-a-1795464483.15."""
    for of, fact in noted:
        channel = of if isinstance(fact, Rang) else getattr(fact, "leg", "")
        if isinstance(fact, Rang | SeatRang):
            number = channel.rpartition(".")[2]
            return int(number) if number.isdigit() else None
    return None
