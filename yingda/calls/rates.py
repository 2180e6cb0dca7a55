# SPDX-License-Identifier: Apache-2.0
"""接听率 Rates of answering: counts, and every formula in use, each printed with its figure.

Two cities with the same calls publish different rates because they divide by different things. The
house rate is the strictest: over everything that was offered.
"""

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct


class Counts(Struct, frozen=True, kw_only=True):
    """计数 Of the calls of a stretch of time. `offered` are decided ones; who still waits is in
    `waiting`, and in `overdue` once the limit has passed. `abandoned_within`: gave up before the
    limit; `left`: taken out of the queue by the system; `lost`: the switch failed."""

    offered: int = 0
    answered: int = 0
    within: int = 0
    late: int = 0
    abandoned: int = 0
    abandoned_within: int = 0
    short: int = 0
    left: int = 0
    full: int = 0
    lost: int = 0
    waiting: int = 0
    overdue: int = 0
    inexact: int = 0
    persons: int = 0
    persons_answered: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        names = Counts.__struct_fields__
        return Counts(**{n: getattr(self, n) + getattr(other, n) for n in names})


class Rate(NamedTuple):
    """A figure (None where there is nothing to divide by) and the formula that gave it."""

    value: float | None
    formula: str


class Convention(NamedTuple):
    """口径 One way to count: its name, and what is divided by what."""

    name: str
    top: str
    bottom: str
    counts: Callable[[Counts], tuple[int, int]]

    def of(self, counts: Counts) -> Rate:
        """The rate by this convention, with its formula."""
        yes, of = self.counts(counts)
        return Rate(yes / of if of else None, f"{self.top} {yes} ÷ {self.bottom} {of}")


CONVENTIONS: dict[str, Convention] = {
    "within": Convention(
        "15秒接听率", "15秒内接听", "呼入", lambda c: (c.within, c.offered + c.overdue)
    ),
    "connect": Convention("接通率", "接听", "呼入", lambda c: (c.answered, c.offered)),
    "within_no_short": Convention(
        "15秒接听率（不计短弃呼）", "15秒内接听", "呼入－短弃呼",
        lambda c: (c.within, c.offered + c.overdue - c.short),
    ),
    "connect_no_short": Convention(
        "接通率（不计短弃呼）", "接听", "呼入－短弃呼", lambda c: (c.answered, c.offered - c.short)
    ),
    "connect_persons": Convention(
        "接通率（按人）", "打通的人", "来电的人", lambda c: (c.persons_answered, c.persons)
    ),
    "asterisk_sl": Convention(
        "Asterisk SL", "时限内接听", "接听", lambda c: (c.within, c.answered)
    ),
    "asterisk_sl2": Convention(
        "Asterisk SL2", "时限内接听＋时限内放弃", "接听＋放弃",
        lambda c: (c.within + c.abandoned_within, c.answered + c.abandoned),
    ),
    "genesys": Convention(
        "Genesys（默认）", "接听－超时限接听", "接听", lambda c: (c.answered - c.late, c.answered)
    ),
    "genesys_abandons": Convention(
        "Genesys（计入全部放弃）", "接听－超时限接听", "接听＋放弃",
        lambda c: (c.answered - c.late, c.answered + c.abandoned),
    ),
    "wazo_qos": Convention("Wazo QoS", "时限内接听", "接听", lambda c: (c.within, c.answered)),
    "wazo_answered": Convention(
        "Wazo answered_rate", "接听", "接听＋放弃＋队满＋无坐席离队＋超时",
        lambda c: (c.answered, c.answered + c.abandoned + c.full + c.left),
    ),
}  # fmt: skip
"""The first two are ours; all others are shown beside them, never instead."""

STRICTEST = ("within", "connect")
