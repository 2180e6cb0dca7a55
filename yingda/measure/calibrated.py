# SPDX-License-Identifier: Apache-2.0
"""校准 Calibrated: a chance that is so often right as it says, learnt from what was judged.

Bins of what was said and how often it was right, drawn towards what was believed before by so many
imagined cases, then made never to fall (pool adjacent violators); between bins by a straight line.
"""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

LEAST, MOST = 0.01, 0.99


class Bin(Struct, frozen=True):
    """Suggestions of about one chance: their mean, how many were judged, how many were right."""

    mean: float
    counted: int
    right: int


class Curve(Struct, frozen=True):
    """What a chance that was said is worth: points by what was said, neither column falling."""

    said: tuple[float, ...]
    worth: tuple[float, ...]

    def at(self, chance: float) -> float:
        """What this chance is worth, from 0.01 to 0.99; beyond the ends the end's worth."""
        nth = bisect_left(self.said, chance)
        if nth == 0:
            found = self.worth[0]
        elif nth == len(self.said):
            found = self.worth[-1]
        else:
            low, high = self.said[nth - 1], self.said[nth]
            share = (chance - low) / (high - low)
            found = self.worth[nth - 1] + share * (self.worth[nth] - self.worth[nth - 1])
        return min(max(found, LEAST), MOST)


AS_SAID = Curve((0.0, 1.0), (0.0, 1.0))
"""Every chance is worth what it says."""


def fit(bins: Sequence[Bin], before: Curve = AS_SAID, weight: float = 0.0) -> Curve:
    """The curve of what was judged. `before` counts as `weight` further cases in each bin, and
    stands alone where nothing was judged."""
    kept = sorted((b for b in bins if b.counted), key=lambda one: one.mean)
    if not kept:
        return before
    pools: list[list[float]] = []  # right, cases, bins
    for one in kept:
        right = one.right + weight * before.at(one.mean)
        pools.append([right, one.counted + weight, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] >= pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    worth = [right / cases for right, cases, many in pools for _bin in range(int(many))]
    return _with_ends([one.mean for one in kept], worth, before)


def _with_ends(said: list[float], worth: list[float], before: Curve) -> Curve:
    """Beyond what was judged the belief of before holds, but never against what was judged."""
    if said[0] > 0:
        said, worth = [0.0, *said], [min(before.at(0.0), worth[0]), *worth]
    if said[-1] < 1:
        said, worth = [*said, 1.0], [*worth, max(before.at(1.0), worth[-1])]
    return Curve(tuple(said), tuple(worth))
