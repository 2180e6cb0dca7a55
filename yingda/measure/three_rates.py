# SPDX-License-Identifier: Apache-2.0
"""三率 Three rates: response, resolution and satisfaction, from what people said.

Beijing ordinance art. 32. Silence is no answer: whoever said nothing is never counted as satisfied;
how many were silent stands beside every rate, and so does the rate over all cases.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from yingda.standard.clause import Clause

from .reading import Reading, Tally, reaches
from .share import NOTHING, TOO_FEW, share

Answers = Mapping[str, int]
"""How often each answer was given, and "silent": how many gave none."""

WORDS = {
    "response": ("已联系", "答了是否联系的"),
    "resolution": ("已解决", "答了是否解决的"),
    "satisfaction": ("满意", "答了是否满意的"),
}
SILENT = "silent"
RATES = tuple(WORDS)


class Weights(Struct, frozen=True, kw_only=True):
    """权重 What the book gives: the worth of "partly solved" and "basically satisfied", the share
    of each rate in the whole, and how many answers it takes to be ranked."""

    partly: float = 0.5
    basically: float = 0.5
    rates: Mapping[str, float] = {}
    min_n: int = 0

    def worth(self, rate: str) -> dict[str, float]:
        """What each answer counts for in `rate`."""
        match rate:
            case "response":
                return {"true": 1, "false": 0}
            case "resolution":
                return {"yes": 1, "partly": self.partly, "no": 0}
            case "satisfaction":
                good = {"very": 1.0, "satisfied": 1.0, "basically": self.basically}
                return good | {"dissatisfied": 0, "very_dissatisfied": 0}
        raise KeyError(rate)


def answered(answers: Answers, worth: Mapping[str, float]) -> Tally:
    """The weighted count of those who answered; the silent are not in it."""
    yes = sum(worth[answer] * answers.get(answer, 0) for answer in worth)
    return Tally(yes, sum(answers.get(answer, 0) for answer in worth))


def rate(
    clause: Clause, of: str, by_reason: Mapping[str, Answers], weights: Weights, as_of: datetime
) -> Reading:
    """One of the three rates, over those who answered; the silent are shown beside it."""
    worth = weights.worth(of)
    tallies = {why: answered(answers, worth) for why, answers in by_reason.items()}
    kept = tallies.get("", Tally())
    everyone = kept.counted + by_reason.get("", {}).get(SILENT, 0)
    beside: tuple[tuple[str, float], ...] = ()
    if everyone:
        beside = (("有效评价占比", kept.counted / everyone), ("按全部案件计", kept.yes / everyone))
    return share(clause, tallies, *WORDS[of], as_of, weights.min_n, beside)


def composite(
    clause: Clause, parts: Sequence[Reading], weights: Weights, as_of: datetime
) -> Reading:
    """综合得分 The three rates weighted by the book; None while one of them has no answer."""
    shares = [weights.rates.get(of, 0) for of in RATES]
    counted = min((p.counted for p in parts), default=0)
    value, whole = _mean([p.value for p in parts], shares), _mean([p.whole for p in parts], shares)
    terms = " + ".join(
        f"{name} {_percent(p.value)}×{s:g}"
        for name, p, s in zip(("响应率", "解决率", "满意率"), parts, shares, strict=True)
    )
    few = counted < weights.min_n
    reasons = sorted({why for p in parts for why in p.excluded})
    blank = share(clause, {}, "", "", as_of)
    return replace(
        blank, value=value, formula=terms, whole=whole, counted=counted,
        met=None if few else reaches(value, clause.target, blank.at_most),
        excluded={why: max(p.excluded.get(why, 0) for p in parts) for why in reasons},
        note=NOTHING if not counted else TOO_FEW if few else "",
    )  # fmt: skip


def _mean(values: Sequence[float | None], shares: Sequence[float]) -> float | None:
    known = [v * s for v, s in zip(values, shares, strict=True) if v is not None]
    total = sum(shares)
    return sum(known) / total if total and len(known) == len(values) else None


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


class Standing(Struct, frozen=True, kw_only=True):
    """位次 A unit among its peers (units of its level); `place` is None where too few answered."""

    unit: str
    name: str
    peers: str
    counted: int
    value: float | None
    parts: tuple[Reading, ...]
    place: int | None = None
    note: str = ""


def ranked(standings: Sequence[Standing], min_n: int) -> list[Standing]:
    """`standings` with their places among peers; equal values share a place, too few get none."""
    fit = [s for s in standings if s.value is not None and s.counted >= max(min_n, 1)]
    out: list[Standing] = []
    for s in standings:
        if s not in fit:
            out.append(replace(s, place=None, note=TOO_FEW))
            continue
        better = [o for o in fit if o.peers == s.peers and (o.value or 0) > (s.value or 0)]
        out.append(replace(s, place=len(better) + 1, note=""))
    return sorted(out, key=lambda s: (s.peers, s.place is None, s.place or 0, s.unit))
