# SPDX-License-Identifier: Apache-2.0
"""学习长信 Learn what the parts of a long letter say together: two rows over its pooled values.

Logistic regression by Newton's method with a ridge, on values that were pooled by weights which
never saw the letter's matter. Plain Python and no chance.
"""

from collections.abc import Sequence
from math import exp, sqrt

import msgspec

RIDGE = 10.0
STEPS = 8
Row = tuple[float, ...]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as it was pooled: its tier, its fold, how much it counts, if it is our own."""

    values: Sequence[float]
    label: str
    part: int
    counts: float
    own: bool


def fitted(letters: Sequence[Letter], grave: tuple[str, ...]) -> Row:
    """A row whose score is above 0 for the grave ones; the last value is the lean."""
    size = len(letters[0].values)
    middle = [sum(one.values[at] for one in letters) / len(letters) for at in range(size)]
    wide = [
        sqrt(sum((one.values[at] - middle[at]) ** 2 for one in letters) / len(letters)) or 1.0
        for at in range(size)
    ]
    rows = [
        [*((v - m) / w for v, m, w in zip(one.values, middle, wide, strict=True)), 1.0]
        for one in letters
    ]
    ours = [1.0 if one.label in grave else 0.0 for one in letters]
    found = _newton(rows, ours, [one.counts for one in letters])
    plain = [weight / w for weight, w in zip(found, wide, strict=False)]
    return (*plain, found[-1] - sum(p * m for p, m in zip(plain, middle, strict=True)))


def _newton(
    rows: Sequence[Sequence[float]], ours: Sequence[float], costs: Sequence[float]
) -> list[float]:
    size = len(rows[0])
    found = [0.0] * size
    for _step in range(STEPS):
        slope = [RIDGE * value for value in found[:-1]] + [0.0]
        bend = [[RIDGE * (a == b and a < size - 1) for b in range(size)] for a in range(size)]
        for row, our, cost in zip(rows, ours, costs, strict=True):
            chance = 1 / (1 + exp(-max(-30.0, min(30.0, _times(found, row)))))
            off, curve = cost * (chance - our), cost * max(chance * (1 - chance), 1e-6)
            for at, value in enumerate(row):
                slope[at] += off * value
                share = curve * value
                line = bend[at]
                for other in range(at, size):
                    line[other] += share * row[other]
        for at in range(size):
            for other in range(at):
                bend[at][other] = bend[other][at]
        found = [f - s for f, s in zip(found, _solved(bend, slope), strict=True)]
    return found


def _times(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _solved(square: list[list[float]], right: Sequence[float]) -> list[float]:
    """Gauss's elimination; the square is positive by its ridge."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(square, right, strict=True)]
    for at in range(size):
        top = max(range(at, size), key=lambda n, at=at: abs(rows[n][at]))  # type: ignore[misc]
        rows[at], rows[top] = rows[top], rows[at]
        for below in range(at + 1, size):
            share = rows[below][at] / (rows[at][at] or 1e-12)
            for nth in range(at, size + 1):
                rows[below][nth] -= share * rows[at][nth]
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][n] * found[n] for n in range(at + 1, size))
        found[at] = (rows[at][size] - rest) / (rows[at][at] or 1e-12)
    return found
