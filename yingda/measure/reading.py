# SPDX-License-Identifier: Apache-2.0
"""读数 Reading: the live figure of one clause, with everything needed to check it by hand."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from yingda.standard.clause import Clause


class Tally(Struct, frozen=True):
    """计数 Of `counted` things `yes` are as the clause wants (broken where answers weigh)."""

    yes: float = 0
    counted: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.yes + other.yes, self.counted + other.counted)

    @property
    def value(self) -> float | None:
        """The share, or None where nothing was counted."""
        return self.yes / self.counted if self.counted else None


Tallies = Mapping[str, Tally]
"""Counts by the reason for which they are excluded; "" are those that count."""


class Reading(Struct, frozen=True, kw_only=True):
    """读数 of one clause.

    `value`, `target`, `whole` (nothing excluded), `low` and `high` (Wilson, 95 %) are shares from
    0 to 1; `met` is None where nothing was counted, there is no target, or too few to say;
    `excluded` counts by reason; `beside` are further figures by name that belong next to it;
    `unmeasured` says why a clause has no figure at all.
    """

    clause: str
    words: str
    words_en: str = ""
    source: str
    since: date
    as_of: datetime
    value: float | None = None
    formula: str = ""
    target: float | None = None
    at_most: bool = False
    met: bool | None = None
    counted: int = 0
    excluded: dict[str, int] = {}
    whole: float | None = None
    low: float | None = None
    high: float | None = None
    beside: tuple[tuple[str, float], ...] = ()
    note: str = ""
    unmeasured: str = ""

    @property
    def left_out(self) -> int:
        """How many are excluded, for whatever reason."""
        return sum(self.excluded.values())


def unmeasured(clause: Clause, why: str, as_of: datetime) -> Reading:
    """The reading of a clause that has no figure, and why."""
    return Reading(
        clause=clause.key, words=clause.words, words_en=clause.words_en, source=clause.source,
        since=clause.since, as_of=as_of, target=clause.target, unmeasured=why,
    )  # fmt: skip


def reaches(value: float | None, target: float | None, at_most: bool) -> bool | None:
    """Whether `value` is on the right side of `target`; None where either is missing."""
    if value is None or target is None:
        return None
    return value <= target if at_most else value >= target
