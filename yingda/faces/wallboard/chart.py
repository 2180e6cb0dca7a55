# SPDX-License-Identifier: Apache-2.0
"""图 Chart: calls per half hour as bars, drawn here as SVG; the page has the table beside it.

Three bars stand in one another: offered, of those answered, of those within the limit.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from msgspec import Struct

from yingda.calls.rates import CONVENTIONS, Counts
from yingda.flow.limits import ZONE

from .figures import percent

WIDE, HIGH, FOOT, SIDE, EDGE = 960, 220, 22, 34, 14
STEPS = (4, 6, 10, 20, 30, 40, 60, 100, 150, 200, 300, 400, 600, 1000, 1500, 2000, 3000, 4000, 6000)
EVERY_HOURS = 3
GAP = 0.12


class Bar(Struct, frozen=True, kw_only=True):
    """柱 One half hour: where its three bars stand (y, height), and its figures in a row. All are
    words already: the page is drawn every few seconds."""

    at: str
    said: str
    label: str
    x: str
    middle: str
    offered: tuple[str, str]
    answered: tuple[str, str]
    within: tuple[str, str]
    row: tuple[str, ...]


class Line(Struct, frozen=True):
    """刻度 A line across, and what it stands for."""

    y: str
    words: str


class Chart(Struct, frozen=True, kw_only=True):
    """图 As the template draws it; sizes in the units of its view box."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    broad: str
    wide: int = WIDE
    high: int = HIGH
    foot: int = HIGH - FOOT
    side: int = SIDE


def drawn(stretches: Sequence[tuple[datetime, Counts]]) -> Chart:
    """The bars of these half hours, the scale fitted to the busiest."""
    most = max((_rang(counts) for _at, counts in stretches), default=0)
    top = next((step for step in STEPS if step >= most), most)
    step = (WIDE - SIDE - EDGE) / max(1, len(stretches))
    bars = [
        _bar(at, counts, SIDE + n * step, step, top) for n, (at, counts) in enumerate(stretches)
    ]
    lines = [Line(_y(top * part, top), str(int(top * part))) for part in (0, 0.5, 1)]
    return Chart(bars=tuple(bars), lines=tuple(lines), broad=f"{step * (1 - 2 * GAP):.1f}")


def _rang(counts: Counts) -> int:
    """Calls of the half hour: those decided, and those that still wait."""
    return counts.offered + counts.waiting


def _bar(at: datetime, counts: Counts, x: float, step: float, top: int) -> Bar:
    local = at.astimezone(ZONE)
    hour = local.minute == 0 and local.hour % EVERY_HOURS == 0
    rates = [percent(CONVENTIONS[way].of(counts).value) for way in ("within", "connect")]
    said = _("{at} 呼入 {offered}，接听 {answered}，15秒内 {within}").format(
        at=f"{local:%H:%M}", offered=_rang(counts), answered=counts.answered, within=counts.within
    )
    amounts = (_rang(counts), counts.answered, counts.within, counts.abandoned)
    return Bar(
        at=f"{local:%H:%M}", said=said, label=f"{local:%H:%M}" if hour else "",
        x=f"{x + step * GAP:.1f}", middle=f"{x + step / 2:.1f}",
        offered=_stands(_rang(counts), top), answered=_stands(counts.answered, top),
        within=_stands(counts.within, top), row=(*map(str, amounts), *rates),
    )  # fmt: skip


def _stands(amount: int, top: int) -> tuple[str, str]:
    y = _high(amount, top)
    return f"{y:.1f}", f"{HIGH - FOOT - y:.1f}"


def _y(amount: float, top: int) -> str:
    return f"{_high(amount, top):.1f}"


def _high(amount: float, top: int) -> float:
    return (HIGH - FOOT) - (HIGH - FOOT - 8) * (amount / top if top else 0)
