# SPDX-License-Identifier: Apache-2.0
"""行 Rows: the shapes in which the books of the standard are written in TOML.

Every dated row has `from` (included) and may have `until` (excluded).
"""

from datetime import date
from typing import Any, Literal

from msgspec import Struct

from .clause import Act, Choice

FROM = {"since": "from"}


class Head(Struct, frozen=True, kw_only=True, rename=FROM):
    """册首 `[book]`: what the book is; `layer` says how far it reaches."""

    title: str
    title_en: str = ""
    layer: Literal["national", "province", "city", "draft", "demo"]
    source: str
    since: date


class Row(Struct, frozen=True, kw_only=True, rename=FROM):
    """行 What every dated row has."""

    since: date
    source: str
    until: date | None = None


class TierRow(Row, frozen=True, kw_only=True):
    """`[[tier]]` 分级."""

    id: str
    name: str
    name_en: str = ""
    rank: int
    quiet_exempt: bool = False
    examples: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.id,)


class LimitRow(Row, frozen=True, kw_only=True):
    """`[[limit]]` 时限 of one step for one or several tiers; `within` or `unknown = true`."""

    step: Literal[
        "dispatch", "sign_in", "contact", "reply", "review", "follow_up", "whistle", "ruling"
    ]
    tiers: tuple[str, ...]
    within: str = ""
    unknown: bool = False
    clause: str = ""
    counts_receipt_day: bool = False
    to_day_end: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.step}.{tier}" for tier in self.tiers)


class ValueRow(Row, frozen=True, kw_only=True):
    """`[[value]]` 值."""

    key: str
    value: Any = None
    unknown: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)


class ChoicesRow(Row, frozen=True, kw_only=True):
    """`[[choices]]` 选项: a whole list; a later one replaces it whole."""

    key: str
    choice: tuple[Choice, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)


class ReplyRow(Row, frozen=True, kw_only=True):
    """`[[reply]]` 答复要件 of an outcome; "a|b" is met by either."""

    outcome: str
    parts: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.outcome,)


class RungRow(Struct, frozen=True, kw_only=True):
    """`[[ladder.rung]]`: `at` is "80%" of the time, "0" (when due), "+1d", "+5wd" or "-2h"."""

    id: str
    act: Act
    to: tuple[str, ...]
    at: str


class LadderRow(Row, frozen=True, kw_only=True):
    """`[[ladder]]` 督办阶梯 of some steps and tiers; a later one replaces it whole."""

    steps: tuple[str, ...]
    tiers: tuple[str, ...]
    rung: tuple[RungRow, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{step}.{tier}" for step in self.steps for tier in self.tiers)


class ClauseRow(Row, frozen=True, kw_only=True):
    """`[[clause]]` 条款: with a measure, or `unmeasured` saying why not."""

    id: str
    words: str
    words_en: str = ""
    ledger: str = ""
    of: str = ""
    measure: str = ""
    target: float | None = None
    options: dict[str, Any] = {}
    unmeasured: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.id,)


class Holiday(Struct, frozen=True, kw_only=True):
    """`[[holiday]]` of a notice: its name and its days off."""

    name: str
    days: tuple[date, ...]


class Notice(Struct, frozen=True, kw_only=True):
    """放假通知 `calendar-YYYY.toml`: holidays and weekends worked instead (`shifted`)."""

    year: int
    source: str
    holiday: tuple[Holiday, ...]
    shifted: tuple[date, ...] = ()


class Held(Struct, frozen=True, kw_only=True):
    """在册 A row as it stands in its book; `layer` is the place of the book in the city's list."""

    row: Any
    book: str
    layer: int


DATED: dict[str, type[Row]] = {
    "tier": TierRow,
    "limit": LimitRow,
    "value": ValueRow,
    "choices": ChoicesRow,
    "reply": ReplyRow,
    "ladder": LadderRow,
    "clause": ClauseRow,
}
