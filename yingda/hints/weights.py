# SPDX-License-Identifier: Apache-2.0
"""权重 Weights learnt from labelled appeals, and how an appeal is weighed by them.

A suggestion says how sure it is and which words made it so; below the line it says "not sure".
"""

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, log, sqrt
from typing import TypeVar

import msgspec

from . import grams

SHOWN = 4
Learnt = TypeVar("Learnt", bound=msgspec.Struct)


class BadWeights(ValueError):
    """A file of weights that is damaged, or made for another version."""


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """One linear row per label over hashed pieces, a byte a weight.

    `rarity`: one byte a bucket, 0 = never seen; `rows`: labels x BUCKETS signed bytes; `steps`:
    what one unit of a row is worth; `sharpness` turns scores into chances; under `line` nothing is
    suggested; `learnt`: from what, by whom, how well; `words`: the list of words that are pieces
    too, with gaps between them.
    """

    labels: tuple[str, ...]
    rarity: bytes
    rarity_step: float
    rows: bytes
    steps: tuple[float, ...]
    leans: tuple[float, ...]
    sharpness: float
    line: float
    learnt: dict[str, str]
    words: str = ""


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the appeal that spoke for the suggestion, and how strongly."""

    words: str
    weight: float


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What an appeal seems to be: the likeliest label, its chance, and why.

    `sure` is False below the line: show "拿不准", not the label. `chances` hold every label.
    """

    label: str
    chance: float
    sure: bool
    chances: dict[str, float]
    because: tuple[Phrase, ...]


def packed(learnt: msgspec.Struct) -> bytes:
    """What was learnt, as it is kept in a file."""
    return zlib.compress(msgspec.msgpack.encode(learnt), 6)


def opened(raw: bytes, kind: type[Learnt]) -> Learnt:
    """What a file keeps. Raises BadWeights."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(raw), type=kind)
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise BadWeights(f"权重文件损坏或版本不符：{fault}") from fault


def unpacked(raw: bytes) -> Weights:
    """The weights of a file. Raises BadWeights."""
    weights = opened(raw, Weights)
    if len(weights.rows) != len(weights.labels) * grams.BUCKETS:
        raise BadWeights("权重文件的大小与标签数不符")
    return weights


@lru_cache(maxsize=8)
def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


def normed(counts: Mapping[str, int], rarity: Mapping[int, float]) -> dict[int, float]:
    """Bucket → value: rare pieces count more, and a long text no more than a short one."""
    values: dict[int, float] = {}
    for piece, often in counts.items():
        at = grams.bucket(piece)
        if rare := rarity.get(at):
            heavy = grams.WEIGHS if piece[0] == grams.WORD else 1.0
            values[at] = values.get(at, 0.0) + (1 + log(often)) * rare * heavy
    size = sqrt(sum(value * value for value in values.values())) or 1.0
    return {at: value / size for at, value in values.items()}


def valued(halves: Sequence[Mapping[str, int]], rarity: Mapping[int, float]) -> dict[int, float]:
    """Bucket → value of all halves together, each weighing the same, however long it is."""
    values: dict[int, float] = {}
    for counts in halves:
        for at, value in normed(counts, rarity).items():
            values[at] = values.get(at, 0.0) + value
    return values


def scores(weights: Weights, *halves: Mapping[str, int]) -> tuple[list[float], dict[int, float]]:
    """The score of every label, and the values that were weighed."""
    met = {grams.bucket(piece) for counts in halves for piece in counts}
    values = valued(halves, {at: weights.rarity[at] * weights.rarity_step for at in met})
    rows = memoryview(weights.rows).cast("b")
    found = []
    for nth, lean in enumerate(weights.leans):
        start = nth * grams.BUCKETS
        total = sum(rows[start + at] * value for at, value in values.items())
        found.append(lean + weights.steps[nth] * total)
    return found, values


def chances(given: list[float], sharpness: float) -> list[float]:
    """Scores as chances that add up to 1."""
    top = max(given)
    raised = [exp(sharpness * (score - top)) for score in given]
    return [value / sum(raised) for value in raised]


def weigh(weights: Weights, title: str, text: str, among: tuple[str, ...] = ()) -> Weighed:
    """What this appeal seems to be; `among` narrows the labels that may be said."""
    given, values = scores(weights, *grams.halves(title, text, listed(weights.words)))
    if among:
        given = [
            score if label in among else -99.0
            for label, score in zip(weights.labels, given, strict=True)
        ]
    likely = chances(given, weights.sharpness)
    best = max(range(len(likely)), key=likely.__getitem__)
    return Weighed(
        label=weights.labels[best],
        chance=likely[best],
        sure=likely[best] >= weights.line and bool(values),
        chances=dict(zip(weights.labels, likely, strict=True)),
        because=because(weights, best, values, title + "\n" + text[: grams.READ]),
    )


def because(
    weights: Weights, label: int, values: Mapping[int, float], said: str
) -> tuple[Phrase, ...]:
    """The strongest pieces, joined where they touch, in words of the appeal."""
    rows = memoryview(weights.rows).cast("b")
    spoke: list[tuple[float, int]] = []
    for nth in range(len(said) - 1):
        piece = grams.plain(said[nth : nth + 2])
        weight = sum(
            rows[label * grams.BUCKETS + at] * values.get(at, 0.0) * weights.steps[label]
            for at in (grams.bucket(piece), grams.bucket(grams.WORD + piece))
        )
        if len(piece) == 2 and piece.isalnum() and weight > 0:
            spoke.append((weight, nth))
    marked: dict[int, float] = {}
    for weight, nth in sorted(spoke, reverse=True)[: 3 * SHOWN]:
        marked[nth] = weight
    return _joined(marked, said)


def _joined(marked: Mapping[int, float], said: str) -> tuple[Phrase, ...]:
    runs: list[tuple[int, int, float]] = []
    for nth in sorted(marked):
        if runs and nth <= runs[-1][1] - 1:
            start, _end, weight = runs[-1]
            runs[-1] = (start, nth + 2, weight + marked[nth])
        else:
            runs.append((nth, nth + 2, marked[nth]))
    best: dict[str, float] = {}
    for start, end, weight in runs:
        best[said[start:end]] = max(weight, best.get(said[start:end], 0.0))
    strongest = sorted(best.items(), key=lambda pair: -pair[1])[:SHOWN]
    return tuple(Phrase(words=words, weight=round(weight, 3)) for words, weight in strongest)
