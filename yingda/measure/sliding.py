# SPDX-License-Identifier: Apache-2.0
"""滑动窗 Sliding: a share over any continuous 24 hours, now and at its worst.

The window is (t - 24 h, t]. Its share changes only when something enters it (t is its moment) or
leaves it (t is 24 h later), so the worst of all windows is the worst of those: exact, no buckets.
Found by branch and bound: a stretch of moments is looked into only while the best that it could
hide is worse than the worst window known. Plain Python over packed arrays, 9 bytes a call.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from msgspec import Struct

DAY = 86_400_000_000
"""24 hours in microseconds."""

FEW = 64
"""So few calls are looked at one by one."""


class Window(Struct, frozen=True, kw_only=True):
    """窗 One stretch (`since`, `until`] in microseconds since 1970: how many, and how many lost."""

    since: int
    until: int
    counted: int
    lost: int

    @property
    def share(self) -> float | None:
        """The share that was not lost, or None where nothing was counted."""
        return 1 - self.lost / self.counted if self.counted else None

    def budget(self, target: float) -> float:
        """余量 How many more may be lost before the share falls under `target`; below 0: broken."""
        return (1 - target) * self.counted - self.lost


class Calls:
    """Moments in order (`array("q")`, microseconds) and for each whether it was lost."""

    def __init__(self, moments: "array[int]", lost: bytearray) -> None:
        if len(moments) != len(lost):
            raise ValueError("时刻与漏接数目不同")
        self.moments, self.lost = moments, lost

    def window(self, until: int, span: int = DAY) -> Window:
        """The window that ends at `until`, which it includes."""
        first = bisect_right(self.moments, until - span)
        last = bisect_right(self.moments, until, first)
        lost = self.lost.count(1, first, last)
        return Window(since=until - span, until=until, counted=last - first, lost=lost)


class _Stretch(NamedTuple):
    """Ends t of windows, begin <= t <= until; four places in the array: what leaves a..b, stays
    b..c, enters c..d; and how many of each are lost."""

    begin: int
    until: int
    a: int
    b: int
    c: int
    d: int
    stays: int
    moving: int

    def worst(self) -> tuple[int, int]:
        """The most that could be lost, of how many: nothing that moves was answered."""
        return self.stays + self.moving, self.c - self.b + self.moving


def worst(
    calls: Calls, begin: int, until: int, span: int = DAY, grid: int = 600_000_000
) -> Window | None:
    """The window with the greatest share lost among those wholly between `begin` and `until`; None
    where the time is shorter than `span` or nothing was counted. `grid`: the first stretches."""
    if until - begin < span or not calls.moments:
        return None
    known = _worse(calls.window(until, span), calls.window(begin + span, span))
    waiting: list[tuple[float, _Stretch]] = []
    for stretch in _stretches(calls, begin + span, until, span, grid):
        lost, of = stretch.worst()
        if _beats(lost, of, known):
            waiting.append((-lost / of, stretch))
    heapify(waiting)
    while waiting:
        _, stretch = heappop(waiting)
        if not _beats(*stretch.worst(), known):
            continue
        moving = stretch.d - stretch.c + stretch.b - stretch.a
        if moving <= FEW or stretch.until - stretch.begin < 2:
            known = _every(calls, stretch, span, known)
            continue
        middle = (stretch.begin + stretch.until) // 2
        known = _worse(calls.window(middle, span), known)
        for half in _halves(calls, stretch, middle, span):
            lost, of = half.worst()
            if _beats(lost, of, known):
                heappush(waiting, (-lost / of, half))
    return known if known.counted else None


def _beats(lost: int, of: int, known: Window) -> bool:
    """Whether lost of so many is a greater share than that of `known`; in whole numbers."""
    return lost * known.counted > known.lost * of if known.counted else of > 0


def _worse(one: Window, other: Window) -> Window:
    return one if _beats(one.lost, one.counted, other) else other


def _stretches(calls: Calls, begin: int, until: int, span: int, grid: int) -> Iterator[_Stretch]:
    """Stretches of `grid` from `begin` to `until`; sums are carried along, not made anew."""
    find, lost = calls.moments, calls.lost
    a = b = bisect_right(find, begin - span)
    c = bisect_right(find, begin, a)
    stays = lost.count(1, a, c)
    for t in range(begin, until + 1, grid):
        end = min(t + grid, until)
        b = bisect_right(find, end - span, a, c)
        d = bisect_right(find, end, c)
        leaving, entering = lost.count(1, a, b), lost.count(1, c, d)
        yield _Stretch(t, end, a, b, c, d, stays - leaving, leaving + entering)
        stays, a, c = stays - leaving + entering, b, d


def _halves(calls: Calls, s: _Stretch, middle: int, span: int) -> tuple[_Stretch, _Stretch]:
    find, lost = calls.moments, calls.lost
    b = bisect_right(find, middle - span, s.a, s.b)
    c = bisect_right(find, middle, s.c, s.d)
    early, late = lost.count(1, s.a, b), lost.count(1, b, s.b)
    soon, then = lost.count(1, s.c, c), lost.count(1, c, s.d)
    first = _Stretch(s.begin, middle, s.a, b, s.c, c, s.stays + late, early + soon)
    return first, _Stretch(middle, s.until, b, s.b, c, s.d, s.stays + soon, late + then)


def _every(calls: Calls, s: _Stretch, span: int, known: Window) -> Window:
    """`known`, or the worst window that ends where something of the stretch enters or leaves."""
    ends = set(calls.moments[s.c : s.d]) | {t + span for t in calls.moments[s.a : s.b]}
    for t in sorted(ends):
        known = _worse(calls.window(t, span), known)
    return known
