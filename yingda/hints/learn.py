# SPDX-License-Identifier: Apache-2.0
"""学习 Learn weights from labelled appeals: support vectors by dual coordinate descent.

Hsieh et al., "A dual coordinate descent method for large-scale linear SVM" (ICML 2008), squared
hinge, one label against the rest, rare labels weighing as much as frequent ones. Plain Python and
no chance: the same rows in the same order give the same bytes on every machine.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log
from operator import itemgetter, mul
from zlib import crc32

import msgspec

from . import grams
from .weights import Weights, chances, normed

PASSES = 10
Row = tuple[tuple[int, ...], tuple[float, ...]]
Tell = Callable[[str], None]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled appeal. `matter` names what must stay together when some are kept for testing;
    `counts` is how much it weighs (1 = one row read by a person)."""

    title: str
    text: str
    label: str
    matter: str = ""
    counts: float = 1.0


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """An example that was weighed by weights that had never seen its matter."""

    at: int
    scores: tuple[float, ...]


def rarities(pieces: Sequence[Counter[str]]) -> dict[int, float]:
    """Bucket → how rare its pieces are; what stands in one appeal only teaches nothing."""
    often: Counter[int] = Counter()
    for counts in pieces:
        often.update({grams.bucket(piece) for piece in counts})
    whole = len(pieces) + 1
    return {at: 1 + log(whole / (n + 1)) for at, n in often.items() if n > 1}


def rows_of(pieces: Sequence[Counter[str]], rarity: dict[int, float]) -> list[Row]:
    """Each appeal as buckets and values; the last value is the lean that all share."""
    made = []
    for counts in pieces:
        values = normed(counts, rarity) or {0: 0.0}
        made.append(((*values, grams.BUCKETS), (*values.values(), 1.0)))
    return made


def separated(rows: Sequence[Row], ours: Sequence[bool], costs: Sequence[float]) -> list[float]:
    """The weights of one label against the rest: BUCKETS values and the lean."""
    weights = [0.0] * (grams.BUCKETS + 1)
    alpha = [0.0] * len(rows)
    slack = [0.5 / cost for cost in costs]
    length = [sum(value * value for value in values) for _at, values in rows]
    for turn in range(PASSES):
        for nth in sorted(range(len(rows)), key=lambda n: crc32(f"{turn}.{n}".encode())):
            at, values = rows[nth]
            side = 1.0 if ours[nth] else -1.0
            score = sum(map(mul, itemgetter(*at)(weights), values))
            slope = side * score - 1.0 + slack[nth] * alpha[nth]
            if alpha[nth] == 0.0 and slope >= 0.0:
                continue
            moved = max(alpha[nth] - slope / (length[nth] + slack[nth]), 0.0)
            step = (moved - alpha[nth]) * side
            alpha[nth] = moved
            for bucket, value in zip(at, values, strict=True):
                weights[bucket] += step * value
    return weights


def fit(
    examples: Sequence[Example], labels: Sequence[str], strength: float = 1.0
) -> tuple[list[list[float]], dict[int, float]]:
    """Weights for every label, and the rarity of the pieces."""
    pieces = [grams.counted(one.title, one.text) for one in examples]
    rarity = rarities(pieces)
    rows = rows_of(pieces, rarity)
    every = sum(one.counts for one in examples)
    found = []
    for label in labels:
        ours = [one.label == label for one in examples]
        mine = sum(one.counts for one in examples if one.label == label) or 1.0
        share = {True: every / 2 / mine, False: every / 2 / max(every - mine, 1.0)}
        costs = [
            strength * one.counts * share[our] for one, our in zip(examples, ours, strict=True)
        ]
        found.append(separated(rows, ours, costs))
    return found, rarity


def folds(examples: Sequence[Example], parts: int) -> Iterator[tuple[list[int], list[int]]]:
    """Positions to learn from and to try on; a matter is never in both."""
    mark = [crc32((one.matter or one.title + one.text).encode()) % parts for one in examples]
    for part in range(parts):
        yield (
            [n for n, of in enumerate(mark) if of != part],
            [n for n, of in enumerate(mark) if of == part],
        )


def tried(
    examples: Sequence[Example], labels: Sequence[str], parts: int = 3, strength: float = 1.0,
    tell: Tell = lambda words: None,
) -> list[Trial]:  # fmt: skip
    """Every example weighed by what was learnt without its matter."""
    trials: list[Trial] = []
    for nth, (known, unknown) in enumerate(folds(examples, parts), 1):
        tell(f"{nth}/{parts}")
        weights, rarity = fit([examples[n] for n in known], labels, strength)
        pieces = [grams.counted(examples[n].title, examples[n].text) for n in unknown]
        for n, (at, values) in zip(unknown, rows_of(pieces, rarity), strict=True):
            given = tuple(sum(map(mul, itemgetter(*at)(row), values)) for row in weights)
            trials.append(Trial(at=n, scores=given))
    return sorted(trials, key=lambda trial: trial.at)


def sharpness(trials: Sequence[Trial], truth: Sequence[int]) -> float:
    """How sharply scores become chances, so that 80 % sure is right 8 times of 10 (temperature
    scaling, Guo et al. 2017): the best of a list by the likelihood of the trials."""

    def likelihood(sharp: float) -> float:
        return sum(
            log(max(chances(list(one.scores), sharp)[truth[one.at]], 1e-9)) for one in trials
        )

    return max((nth / 4 for nth in range(2, 49)), key=likelihood)


def line_for(sure_right: Sequence[tuple[float, bool]], wanted: float) -> float:
    """The lowest chance from which on at least `wanted` of the suggestions were right."""
    ranked = sorted(sure_right, reverse=True)
    right, line = 0, 1.0
    for nth, (chance, was_right) in enumerate(ranked, 1):
        right += was_right
        if right / nth >= wanted:
            line = chance
    return line


def learn(
    examples: Sequence[Example], labels: Sequence[str], learnt: dict[str, str],
    wanted: float = 0.9, strength: float = 1.0, tell: Tell = lambda words: None,
) -> Weights:  # fmt: skip
    """Weights with honest chances: sharpness and line come from matters held apart."""
    judged = [n for n, one in enumerate(examples) if one.label in labels and one.counts >= 1]
    trials = tried(examples, labels, strength=strength, tell=tell)
    truth = [labels.index(one.label) if one.label in labels else -1 for one in examples]
    of_people = [trials[n] for n in judged]
    sharp = sharpness(of_people, truth)
    pairs = []
    for one in of_people:
        likely = chances(list(one.scores), sharp)
        best = max(range(len(labels)), key=likely.__getitem__)
        pairs.append((likely[best], best == truth[one.at]))
    tell("全部")
    rows, rarity = fit(examples, labels, strength)
    right = sum(was_right for _chance, was_right in pairs) / max(len(pairs), 1)
    known = {"accuracy_on_matters_apart": f"{right:.3f}", "examples": str(len(examples))}
    return packed_rows(rows, rarity, labels, sharp, line_for(pairs, wanted), learnt | known)


def packed_rows(
    rows: Sequence[Sequence[float]], rarity: dict[int, float], labels: Sequence[str],
    sharp: float, line: float, learnt: dict[str, str],
) -> Weights:  # fmt: skip
    """Learnt numbers as bytes: 127 steps to each side are enough."""
    rare_step = max(rarity.values(), default=1.0) / 255
    rare = bytearray(grams.BUCKETS)
    for at, value in rarity.items():
        rare[at] = max(1, round(value / rare_step))
    steps, made = [], bytearray()
    for row in rows:
        step = max(map(abs, row[: grams.BUCKETS])) / 127 or 1.0
        steps.append(step)
        made += bytes(round(value / step) % 256 for value in row[: grams.BUCKETS])
    return Weights(
        labels=tuple(labels), rarity=bytes(rare), rarity_step=rare_step, rows=bytes(made),
        steps=tuple(steps), leans=tuple(row[grams.BUCKETS] for row in rows), sharpness=sharp,
        line=line, learnt=learnt,
    )  # fmt: skip
