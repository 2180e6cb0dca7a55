# SPDX-License-Identifier: Apache-2.0
"""条款 Clause: the values of the service standard - spans, limits, tiers, choices, rungs, clauses.

All are frozen; moments are aware datetimes, days are days of the city's zone.
"""

import re
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

Unit = Literal["seconds", "minutes", "hours", "days", "working_days"]
CalendarName = Literal["natural", "working"]
Act = Literal["warn", "urge", "escalate", "notify_head", "accountability"]

_UNITS: dict[str, tuple[Unit, str]] = {
    "s": ("seconds", "秒"),
    "min": ("minutes", "分钟"),
    "h": ("hours", "小时"),
    "d": ("days", "日"),
    "wd": ("working_days", "个工作日"),
}
_SHORT: dict[str, str] = {unit: short for short, (unit, _) in _UNITS.items()}


class Span(Struct, frozen=True, kw_only=True):
    """时段 How long: "15min", "24h", "7d" (seven times 24 hours), "5wd" (working days)."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read "60s", "15min", "24h", "7d" or "5wd". Raises ValueError for anything else."""
        found = re.fullmatch(r"([1-9][0-9]{0,4})(s|min|h|d|wd)", text.strip())
        if not found:
            raise ValueError(f"时限写法不对：“{text}”（应如 60s、15min、24h、7d、5wd）")
        return cls(amount=int(found[1]), unit=_UNITS[found[2]][0])

    @property
    def text(self) -> str:
        """As books write it: "5wd"."""
        return f"{self.amount}{_SHORT[self.unit]}"

    @property
    def words(self) -> str:
        """In Chinese: 24小时, 5个工作日."""
        return f"{self.amount}{_UNITS[_SHORT[self.unit]][1]}"

    @property
    def calendar(self) -> CalendarName:
        """Which calendar counts it: working days, or natural time."""
        return "working" if self.unit == "working_days" else "natural"


class Due(Struct, frozen=True, kw_only=True, array_like=True):
    """到期 When something is due, and why.

    `within` is the span as words (5个工作日); `clause` is "book:id"; `since` is the day from which
    the limit holds.
    """

    at: datetime
    within: str
    calendar: CalendarName
    clause: str
    source: str
    book: str
    since: date


class Tier(Struct, frozen=True, kw_only=True):
    """分级 A tier of urgency; rank 1 is the most urgent."""

    id: str
    name: str
    name_en: str = ""
    rank: int
    quiet_exempt: bool = False
    examples: tuple[str, ...] = ()
    source: str = ""
    since: date


class Choice(Struct, frozen=True, kw_only=True):
    """选项 One entry of a list of the standard (a reason, a channel, an exit of article 11).

    `clause` is "book:id" or empty; `max` is the text of a Span; `words` is a message or hints.
    """

    id: str
    name: str
    name_en: str = ""
    clause: str = ""
    max: str = ""
    words: str = ""
    tier: str = ""
    source: str = ""


class Value(Struct, frozen=True, kw_only=True):
    """值 A plain value of the standard, with source, book and the day from which it holds."""

    value: Any
    source: str
    book: str
    since: date


class Rung(Struct, frozen=True, kw_only=True, array_like=True):
    """督办阶梯 One step of the ladder of a limit: which act, towards whom (duties), when."""

    id: str
    act: Act
    to: tuple[str, ...]
    at: datetime


class CountedSpan(Struct, frozen=True, kw_only=True):
    """计时段 A stretch of time between start and due, counted or not, and why (Chinese).

    `kind` is the kind of day: working, weekend, holiday, shifted, or natural, paused.
    """

    begins: datetime
    until: datetime
    kind: str
    counted: bool
    why: str


class Clause(Struct, frozen=True, kw_only=True):
    """条款 What a book demands: measured by `measure` over `of` in `ledger`, or `unmeasured`, why.

    `options` narrow the measure (tier, step …); `target` is a share from 0 to 1, or none.
    """

    id: str
    words: str
    words_en: str = ""
    source: str
    book: str
    since: date
    ledger: str = ""
    of: str = ""
    measure: str = ""
    target: float | None = None
    options: dict[str, Any] = {}
    unmeasured: str = ""

    @property
    def key(self) -> str:
        """What the flow cites: "book:id"."""
        return f"{self.book}:{self.id}"


class Book(Struct, frozen=True, kw_only=True):
    """册 One book of the standard."""

    id: str
    title: str
    title_en: str = ""
    layer: str
    source: str
    since: date
