# SPDX-License-Identifier: Apache-2.0
"""学习分级 Learn the tiers: weights from labelled appeals, and the lines by what is missed.

Each appeal is weighed by weights that never saw its matter; the lines lie where the wanted share
of the emergencies is still seen. A short appeal teaches in one piece. Of a long letter the title
teaches, and, in a second round, the part that the first weights find gravest: of a general one it
is one thing more that is not grave, of a grave one most likely what made it so.
"""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import msgspec

from . import learn, learn_letters, letters, tiers
from .concepts import Concepts
from .learn import Example, Tell
from .learn_letters import Letter
from .weights import Weights, scores

PARTS = 4
DRESSED = 0.4
OF_LONG, GRAVEST = 0.3, 0.5
HARD = -1.0  # a part of a general letter that scores less teaches nothing more
FEW = 2
RECALL, RECALL_WAITS = 0.97, 0.975
LETTERS, BOARD, BOARD_WAITS = 0.97, 0.4, 0.85
OWN, OF_GRAVE = 10.0, 3.0
OPENINGS = (
    "市民来电反映：", "来电人称", "诉求人反映", "您好，我要反映一下，", "你好，", "喂，",
    "反映一个情况，", "尊敬的领导：", "我是附近居民，", "关于", "市民来电咨询：", "我们小区",
)  # fmt: skip
CLOSINGS = (
    "，请尽快处理。", "，请有关部门核实处理。", "，希望解决，谢谢", "，要求答复", "", "，望回复。",
)  # fmt: skip


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an appeal to learn from."""

    counts: Counter[str]
    label: str
    weight: float


class Trials(msgspec.Struct, frozen=True, kw_only=True):
    """What weights said that never saw the matter: of short appeals (label, scores), of letters."""

    short: list[tuple[str, list[float]]]
    letters: list[Letter]


def is_long(one: Example) -> bool:
    """Whether it is weighed in parts."""
    return len(tiers.joined(one.title, one.text)) > tiers.SHORT


def part_of(one: Example) -> int:
    """Which part of the trials keeps this matter."""
    return crc32((one.matter or one.title + one.text).encode()) % PARTS


def pieces(examples: Sequence[Example], by: Concepts) -> list[Piece]:
    """What is learnt from at first: short appeals as they are and in the dress of a call, of long
    ones the title, or of our own general ones all parts."""
    made = []
    for one in examples:
        long = is_long(one)
        said = tiers.joined(one.title, one.text)
        told = [(said, one.counts)]
        if not long and one.counts >= 1:
            mark = crc32(said.encode())
            opening = OPENINGS[mark % len(OPENINGS)]
            closing = CLOSINGS[mark // 64 % len(CLOSINGS)]
            told.append((opening + said.rstrip("。") + closing, one.counts * DRESSED))
        if long:
            told = [(one.title, one.counts)] if one.title else []
            if one.label == "general":
                parts = tiers.units(one.text)[: None if one.counts >= 1 else FEW]
                told += [(part, OF_LONG) for part in parts]
        made += [
            Piece(counts=tiers.counted(words, by), label=one.label, weight=weight)
            for words, weight in told
        ]
    return made


def gravest(examples: Sequence[Example], by: Concepts, weights: Weights) -> list[Piece]:
    """Of each letter the parts that these weights find gravest."""
    made = []
    for one in examples:
        *inner, _whole = tiers.parts(weights, one.title, one.text, by)
        tops = (
            max(inner, key=lambda part: part.scores[0]), max(inner, key=lambda p: -p.scores[2]),
        )  # fmt: skip
        if one.label == "general":
            kept = {p.said: p for p in tops if max(p.scores[0], -p.scores[2]) > HARD}
        else:
            top = tops[0] if one.label == "critical" else tops[1]
            kept = {top.said: top}
        weight = GRAVEST if one.label == "general" else one.counts
        made += [
            Piece(counts=Counter(p.counts), label=one.label, weight=weight) for p in kept.values()
        ]
    return made


def fitted(made: Sequence[Piece], learnt: dict[str, str]) -> Weights:
    """One row a tier, each against the rest."""
    rarity = learn.rarities([one.counts for one in made])
    rows = learn.rows_of([one.counts for one in made], rarity)
    every = sum(one.weight for one in made)
    found = []
    for label in tiers.LABELS:
        ours = [one.label == label for one in made]
        mine = sum(one.weight for one in made if one.label == label)
        share = {True: every / 2 / max(mine, 1.0), False: every / 2 / max(every - mine, 1.0)}
        costs = [one.weight * share[our] for one, our in zip(made, ours, strict=True)]
        found.append(learn.separated(rows, ours, costs))
    return learn.packed_rows(found, rarity, tiers.LABELS, 1.0, 0.0, learnt)


def taught(examples: Sequence[Example], by: Concepts, learnt: dict[str, str]) -> Weights:
    """Weights from these examples, in two rounds."""
    first = pieces(examples, by)
    once = fitted(first, {})
    return fitted(first + gravest([o for o in examples if is_long(o)], by, once), learnt)


def pooled(one: Example, by: Concepts, weights: Weights) -> Letter:
    """A letter as these weights see it."""
    *inner, whole = tiers.parts(weights, one.title, one.text, by)
    own = one.counts >= 1
    counts = OWN if own else OF_GRAVE if one.label != "general" else 1.0
    return Letter(
        values=letters.pooled(inner, whole, bool(one.title.strip())), label=one.label,
        part=part_of(one), counts=counts, own=own,
    )  # fmt: skip


def tried(examples: Sequence[Example], by: Concepts, tell: Tell) -> Trials:
    """Every example by weights that never saw its matter."""
    short: list[tuple[str, list[float]]] = []
    long: list[Letter] = []
    for part in range(PARTS):
        tell(f"{part + 1}/{PARTS}")
        weights = taught([one for one in examples if part_of(one) != part], by, {})
        for one in (one for one in examples if part_of(one) == part):
            if is_long(one):
                long.append(pooled(one, by, weights))
            else:
                counts = tiers.counted(tiers.joined(one.title, one.text), by)
                if one.counts >= 1:
                    short.append((one.label, scores(weights, counts)[0]))
    return Trials(short=short, letters=long)


def line(of_grave: Sequence[float], recall: float) -> float:
    """The highest line over which this share of the grave ones still lies."""
    ranked = sorted(of_grave, reverse=True)
    return ranked[min(int(len(ranked) * recall), len(ranked) - 1)] if ranked else 0.0


def letter_row(
    found: Sequence[Letter], grave: tuple[str, ...], board: float
) -> tuple[tuple[float, ...], dict[str, str]]:
    """A row for letters with its line in the lean, and how well it did on matters apart."""
    if not found or not any(one.label in grave for one in found):
        return ((-1.0,), {})
    apart: list[tuple[Letter, float]] = []
    for part in range(PARTS):
        row = learn_letters.fitted([one for one in found if one.part != part], grave)
        apart += [(one, letters.score(one.values, row)) for one in found if one.part == part]
    lines = [
        line([s for one, s in apart if one.own is own and one.label in grave], recall)
        for own, recall in ((True, LETTERS), (False, board))
        if any(one.own is own and one.label in grave for one, _s in apart)
    ]
    known = {}
    for own, name in ((True, "own"), (False, "board")):
        shown = [one.label in grave for one, s in apart if one.own is own and s >= min(lines)]
        mine = sum(one.own is own and one.label in grave for one in found)
        recall, precision = sum(shown) / max(mine, 1), sum(shown) / max(len(shown), 1)
        known[f"letters_{name}_{grave[-1]}"] = f"recall {recall:.3f}, precision {precision:.3f}"
    row = learn_letters.fitted(found, grave)
    return (*row[:-1], row[-1] - min(lines)), known


def learn_tiers(
    examples: Sequence[Example], by: Concepts, learnt: dict[str, str], recall: float = RECALL,
    tell: Tell = lambda words: None,
) -> tiers.Tiers:  # fmt: skip
    """Tiers from appeals labelled critical, urgent, general; texts are not kept."""
    trials = tried(examples, by, tell)
    critical = line([s[0] for label, s in trials.short if label == "critical"], recall)
    waits = line([-s[2] for label, s in trials.short if label != "general"], RECALL_WAITS)
    shown = [label == "critical" for label, s in trials.short if s[0] >= critical]
    any_shown = [label != "general" for label, s in trials.short if -s[2] >= waits]
    grave, of_grave = letter_row(trials.letters, ("critical",), BOARD)
    waiting, of_waiting = letter_row(trials.letters, ("critical", "urgent"), BOARD_WAITS)
    known = {
        "examples": str(len(examples)),
        "recall_on_matters_apart": f"{recall:.3f}",
        "precision_critical": f"{sum(shown) / max(len(shown), 1):.3f}",
        "precision_cannot_wait": f"{sum(any_shown) / max(len(any_shown), 1):.3f}",
    } | of_grave | of_waiting  # fmt: skip
    tell("全部")
    weights = taught(examples, by, learnt | known)
    return tiers.Tiers(
        weights=weights, critical=critical, waits=waits, letter_critical=grave,
        letter_waits=waiting,
    )  # fmt: skip
