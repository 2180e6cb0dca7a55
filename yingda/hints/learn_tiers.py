# SPDX-License-Identifier: Apache-2.0
"""学习分级 Learn the tiers: weights from labelled appeals, and the lines by what is missed.

Each appeal is weighed by weights that never saw its matter; the lines lie where the wanted share
of the emergencies is still seen. A long appeal that is general teaches that all its parts are; of
one that is not, only the title teaches, since nobody says which sentence made it so.
"""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import msgspec

from . import learn, tiers
from .concepts import Concepts
from .learn import Example, Tell
from .weights import Weights, scores

PARTS = 4
DRESSED = 0.4
OF_LONG = 0.3
SHORT = 80
MANY, FEW = 9, 2
RECALL = 0.93
OPENINGS = (
    "市民来电反映：", "来电人称", "诉求人反映", "您好，我要反映一下，", "你好，", "喂，",
    "反映一个情况，", "尊敬的领导：", "我是附近居民，", "关于", "市民来电咨询：", "我们小区",
)  # fmt: skip
CLOSINGS = (
    "，请尽快处理。", "，请有关部门核实处理。", "，希望解决，谢谢", "，要求答复", "", "，望回复。",
)  # fmt: skip


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an appeal to learn from; `judged` if the lines may be chosen by it."""

    counts: Counter[str]
    label: str
    matter: str
    weight: float
    judged: bool


def pieces(examples: Sequence[Example], by: Concepts) -> list[Piece]:
    """What is learnt from: short appeals as they are and in the dress of a call, long ones in
    parts."""
    made = []
    for one in examples:
        matter = one.matter or one.title + one.text
        short = len(one.title + one.text) <= SHORT
        said = f"{one.title}。{one.text}".strip("。") if short else one.title or one.text[:SHORT]
        told = [(said, one.counts, short)]
        if short and one.counts >= 1:
            mark = crc32(said.encode())
            opening = OPENINGS[mark % len(OPENINGS)]
            closing = CLOSINGS[mark // 64 % len(CLOSINGS)]
            told.append((opening + said.rstrip("。") + closing, one.counts * DRESSED, False))
        if not short and one.label == "general":
            parts = tiers.units(one.text)[: MANY if one.counts >= 1 else FEW]
            told = [(part, OF_LONG, False) for part in (said, *parts)]
        made += [
            Piece(counts=tiers.counted(words, by), label=one.label, matter=matter, weight=weight,
                  judged=judged)
            for words, weight, judged in told
        ]  # fmt: skip
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


def tried(made: Sequence[Piece], tell: Tell) -> list[tuple[str, list[float]]]:
    """Each judged part's tier, and its scores by weights that never saw its matter."""
    found = []
    for part in range(PARTS):
        tell(f"{part + 1}/{PARTS}")
        apart = [crc32(one.matter.encode()) % PARTS == part for one in made]
        weights = fitted([o for o, out in zip(made, apart, strict=True) if not out], {})
        found += [
            (one.label, scores(weights, one.counts)[0])
            for one, out in zip(made, apart, strict=True)
            if out and one.judged
        ]
    return found


def line(of_grave: Sequence[float], recall: float) -> float:
    """The highest line over which this share of the grave ones still lies."""
    ranked = sorted(of_grave, reverse=True)
    return ranked[min(int(len(ranked) * recall), len(ranked) - 1)] if ranked else 0.0


def learn_tiers(
    examples: Sequence[Example], by: Concepts, learnt: dict[str, str], recall: float = RECALL,
    tell: Tell = lambda words: None,
) -> tiers.Tiers:  # fmt: skip
    """Tiers from appeals labelled critical, urgent, general; texts are not kept."""
    made = pieces(examples, by)
    trials = tried(made, tell)
    critical = line([s[0] for label, s in trials if label == "critical"], recall)
    waits = line([-s[2] for label, s in trials if label != "general"], recall)
    shown = [label == "critical" for label, s in trials if s[0] >= critical]
    any_shown = [label != "general" for label, s in trials if -s[2] >= waits]
    known = {
        "examples": str(len(examples)),
        "recall_on_matters_apart": f"{recall:.3f}",
        "precision_critical": f"{sum(shown) / max(len(shown), 1):.3f}",
        "precision_cannot_wait": f"{sum(any_shown) / max(len(any_shown), 1):.3f}",
    }
    tell("全部")
    weights = fitted(made, learnt | known)
    return tiers.Tiers(weights=weights, critical=critical, waits=waits)
