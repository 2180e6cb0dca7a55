# SPDX-License-Identifier: Apache-2.0
"""学习 Learn weights from labelled appeals: support vectors by dual coordinate descent.

Hsieh et al., "A dual coordinate descent method for large-scale linear SVM" (ICML 2008), squared
hinge, one label against the rest, rare labels weighing as much as frequent ones. Where some labels
were decided by the office and others only read by us, what the office does otherwise is learnt
beside what both share (Daumé, "Frustratingly easy domain adaptation", ACL 2007), bound less
tightly (Finkel and Manning, "Hierarchical Bayesian domain adaptation", NAACL 2009), and the
office's way is kept. Plain Python and no chance: the same rows in the same order give the same
bytes on every machine.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log
from operator import itemgetter, mul
from zlib import crc32

import msgspec

from . import grams
from .weights import Weights, chances, listed, normed, valued

PASSES = 8
QUIET = 2
OWN = grams.BUCKETS + 1  # from here on: what only the decided rows teach
FREE = 3.0  # how much farther the office's own way may go from what both share
Row = tuple[tuple[int, ...], tuple[float, ...]]
Tell = Callable[[str], None]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled appeal. `matter` names what must stay together when some are kept for testing;
    `counts` is how much it weighs (1 = one row read by a person); `decided`: the label is the
    office's own, not that of a reader of ours."""

    title: str
    text: str
    label: str
    matter: str = ""
    counts: float = 1.0
    decided: bool = False


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


def halved(examples: Sequence[Example], rarity: dict[int, float], words: str = "") -> list[Row]:
    """The same of titles and texts, both halves weighing the same."""
    among = listed(words)
    known = {at: at for at in rarity}
    made = []
    for one in examples:
        values = valued(grams.halves(one.title, one.text, among), rarity) or {0: 0.0}
        made.append(((*(known.get(at, at) for at in values), grams.BUCKETS),
                     (*values.values(), 1.0)))  # fmt: skip
    return made


def told_apart(examples: Sequence[Example], rows: Sequence[Row]) -> list[Row]:
    """The decided rows teach twice: with all others, and apart. Unchanged if all are alike."""
    if len({one.decided for one in examples}) < 2:
        return list(rows)
    return [
        ((*at, *(b + OWN for b in at)), (*values, *(FREE * v for v in values)))
        if one.decided
        else (at, values)
        for one, (at, values) in zip(examples, rows, strict=True)
    ]


def separated(rows: Sequence[Row], ours: Sequence[bool], costs: Sequence[float]) -> list[float]:
    """The weights of one label against the rest: BUCKETS values and the lean, then the same of
    what was told apart. A row that has long been on the right side is looked at less often."""
    weights = [0.0] * (2 * OWN)
    alpha = [0.0] * len(rows)
    quiet = [0] * len(rows)
    slack = [0.5 / cost for cost in costs]
    length = [sum(value * value for value in values) for _at, values in rows]
    takes = [itemgetter(*at) for at, _values in rows]
    for turn in range(PASSES):
        for nth in sorted(range(len(rows)), key=lambda n: crc32(f"{turn}.{n}".encode())):
            if quiet[nth] >= QUIET and turn % 3:
                continue
            at, values = rows[nth]
            side = 1.0 if ours[nth] else -1.0
            score = sum(map(mul, takes[nth](weights), values))
            slope = side * score - 1.0 + slack[nth] * alpha[nth]
            if alpha[nth] == 0.0 and slope >= 0.0:
                quiet[nth] += 1
                continue
            quiet[nth] = 0
            moved = max(alpha[nth] - slope / (length[nth] + slack[nth]), 0.0)
            step = (moved - alpha[nth]) * side
            alpha[nth] = moved
            for bucket, value in zip(at, values, strict=True):
                weights[bucket] += step * value
    return weights


def fit(
    examples: Sequence[Example], labels: Sequence[str], strength: float = 1.0, words: str = ""
) -> tuple[list[list[float]], dict[int, float]]:
    """Weights for every label, and the rarity of the pieces."""
    among = listed(words)
    rarity = rarities([sum(grams.halves(o.title, o.text, among), Counter()) for o in examples])
    rows = told_apart(examples, halved(examples, rarity, words))
    every = sum(one.counts for one in examples)
    found = []
    for label in labels:
        ours = [one.label == label for one in examples]
        mine = sum(one.counts for one in examples if one.label == label) or 1.0
        share = {True: every / 2 / mine, False: every / 2 / max(every - mine, 1.0)}
        costs = [
            strength * one.counts * share[our] for one, our in zip(examples, ours, strict=True)
        ]
        both = separated(rows, ours, costs)
        found.append([a + FREE * b for a, b in zip(both[:OWN], both[OWN:], strict=True)])
    return found, rarity


def folds(examples: Sequence[Example], parts: int) -> Iterator[tuple[list[int], list[int]]]:
    """Positions to learn from and to try on; a matter is never in both."""
    mark = [crc32((one.matter or one.title + one.text).encode()) % parts for one in examples]
    for part in range(parts):
        yield (
            [n for n, of in enumerate(mark) if of != part],
            [n for n, of in enumerate(mark) if of == part],
        )


def weighed(
    known: Sequence[Example], unknown: Sequence[tuple[int, Example]], labels: Sequence[str],
    strength: float = 1.0, words: str = "",
) -> list[Trial]:  # fmt: skip
    """The unknown ones, each with its position, weighed by what the known ones taught."""
    weights, rarity = fit(known, labels, strength, words)
    rows = halved([one for _at, one in unknown], rarity, words)
    return [
        Trial(at=n, scores=tuple(sum(map(mul, itemgetter(*at)(row), values)) for row in weights))
        for (n, _one), (at, values) in zip(unknown, rows, strict=True)
    ]


def tried(
    examples: Sequence[Example], labels: Sequence[str], parts: int = 3, strength: float = 1.0,
    tell: Tell = lambda words: None, words: str = "",
) -> list[Trial]:  # fmt: skip
    """Every example weighed by what was learnt without its matter."""
    trials: list[Trial] = []
    for nth, (known, unknown) in enumerate(folds(examples, parts), 1):
        tell(f"{nth}/{parts}")
        held = [(n, examples[n]) for n in unknown]
        trials += weighed([examples[n] for n in known], held, labels, strength, words)
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
    trials: Sequence[Trial] = (), words: str = "",
) -> Weights:  # fmt: skip
    """Weights with honest chances: sharpness and line come from matters held apart, by `trials`
    where they were made already. `words` are pieces too."""
    made = trials or tried(examples, labels, strength=strength, tell=tell, words=words)
    truth = [labels.index(one.label) if one.label in labels else -1 for one in examples]
    of_people = [t for t in made if truth[t.at] >= 0 and examples[t.at].counts >= 1]
    sharp = sharpness(of_people, truth)
    pairs = []
    for one in of_people:
        likely = chances(list(one.scores), sharp)
        best = max(range(len(labels)), key=likely.__getitem__)
        pairs.append((likely[best], best == truth[one.at]))
    tell("全部")
    rows, rarity = fit(examples, labels, strength, words)
    right = sum(was_right for _chance, was_right in pairs) / max(len(pairs), 1)
    known = {"accuracy_on_matters_apart": f"{right:.3f}", "examples": str(len(examples))}
    line = line_for(pairs, wanted)
    return packed_rows(rows, rarity, labels, sharp, line, learnt | known, words)


def packed_rows(
    rows: Sequence[Sequence[float]], rarity: dict[int, float], labels: Sequence[str],
    sharp: float, line: float, learnt: dict[str, str], words: str = "",
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
        line=line, learnt=learnt, words=words,
    )  # fmt: skip
