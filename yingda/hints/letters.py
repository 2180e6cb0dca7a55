# SPDX-License-Identifier: Apache-2.0
"""长信 A long letter as a whole: what its parts say together.

One grave sentence among twenty may be a danger of now, or a fire of last year told in a complaint
about fees. So not the gravest part alone decides: the next gravest, the title, the letter taken in
one piece, and how much of it is past, feared, asked or before a court are weighed beside it.
"""

from collections.abc import Sequence
from math import log

import msgspec

from .weights import Weights, scores

TONES = (
    "过去", "了结", "忧虑", "咨询", "建议", "感谢", "钱", "机关", "旧案", "隐患说", "计划", "此刻",
)  # fmt: skip
MOST = 4
WHOLE = 300


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a letter: its words, its pieces, and how critical, urgent, general it is."""

    said: str
    counts: dict[str, int]
    scores: tuple[float, ...]


def part(weights: Weights, said: str, counts: dict[str, int]) -> Part:
    """A part with its scores."""
    return Part(said=said, counts=counts, scores=tuple(scores(weights, counts)[0]))


def pooled(parts: Sequence[Part], whole: Part, titled: bool) -> list[float]:
    """What a letter is weighed by: the first part is the title if there is one."""
    grave, waiting, urgent = (
        sorted((sign * one.scores[at] for one in parts), reverse=True)
        for at, sign in ((0, 1), (2, -1), (1, 1))
    )
    head = parts[0] if titled else whole
    heard = [min(sum(f"〈{tone}" in one.counts for one in parts), MOST) for tone in TONES]
    return [
        grave[0], waiting[0], urgent[0], grave[1 % len(grave)], waiting[1 % len(waiting)],
        whole.scores[0], -whole.scores[2], whole.scores[1],
        head.scores[0], -head.scores[2], head.scores[1],
        sum(grave) / len(grave), sum(waiting) / len(waiting), sum(urgent) / len(urgent),
        log(len(parts) + 1), *map(float, heard),
    ]  # fmt: skip


def score(values: Sequence[float], row: Sequence[float]) -> float:
    """How far above its line: the last of the row is the lean."""
    return sum(a * b for a, b in zip(values, row[:-1], strict=False)) + row[-1]
