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

FEW = 4096
"""So many calls are walked through one by one: cheaper than to bound them further."""


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
    calls: Calls, begin: int, until: int, span: int = DAY, grid: int = DAY // 24
) -> Window | None:
    """The window with the greatest share lost among those wholly between `begin` and `until`; None
    where the time is shorter than `span` or nothing was counted. `grid`: the first stretches."""
    if until - begin < span or not calls.moments:
        return None
    known = _worse(calls.window(until, span), calls.window(begin + span, span))
    after = bisect_right(calls.moments, begin)
    if after < len(calls.moments) and calls.moments[after] <= until:
        known = _worse(calls.window(max(calls.moments[after], begin + span), span), known)
    waiting: list[tuple[float, _Stretch]] = []
    for stretch in _stretches(calls, begin + span, until, span, max(1, min(grid, span // 2))):
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
    """Stretches of about `grid` from `begin` to `until`. A whole number of them makes up the span,
    so that what enters in one leaves in another, and every call is counted once."""
    steps = next(n for n in range(max(1, span // grid), 0, -1) if span % n == 0)
    grid = span // steps
    edges = [*range(begin - span, until, grid), until]
    places, counts = array("q"), array("q", [0])
    at = bisect_right(calls.moments, edges[0])
    for edge in edges:
        at, before = bisect_right(calls.moments, edge, at), at
        places.append(at)
        counts.append(counts[-1] + calls.lost.count(1, before, at))
    for n in range(steps, len(edges) - 2):
        a, b, c, d = (places[n - steps + k] for k in (0, 1, steps, steps + 1))
        i, j, k, m = (counts[n - steps + 1 + k] for k in (0, 1, steps, steps + 1))
        yield _Stretch(edges[n], edges[n + 1], a, b, c, d, k - j, j - i + m - k)
    yield _last(calls, max(edges[-2], begin), until, span)


def _last(calls: Calls, begin: int, until: int, span: int) -> _Stretch:
    """The stretch that ends with the time itself."""
    find, lost = calls.moments, calls.lost
    a, b = bisect_right(find, begin - span), bisect_right(find, until - span)
    c, d = bisect_right(find, begin), bisect_right(find, until)
    moving = lost.count(1, a, b) + lost.count(1, c, d)
    return _Stretch(begin, until, a, b, c, d, lost.count(1, b, c), moving)


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
    find, fate = calls.moments, calls.lost
    leaving, entering, never = s.a, s.c, s.until + 1
    lost, counted = s.stays + fate.count(1, s.a, s.b), s.c - s.a
    most, of, at = known.lost, known.counted, 0
    out = find[leaving] + span if leaving < s.b else never
    into = find[entering] if entering < s.d else never
    while (t := min(out, into)) < never:
        while out == t:
            lost -= fate[leaving]
            counted -= 1
            leaving += 1
            out = find[leaving] + span if leaving < s.b else never
        while into == t:
            lost += fate[entering]
            counted += 1
            entering += 1
            into = find[entering] if entering < s.d else never
        if lost * of > most * counted if of else counted:
            most, of, at = lost, counted, t
    return Window(since=at - span, until=at, counted=of, lost=most) if at else known
