# SPDX-License-Identifier: Apache-2.0
"""占比 Share: so many of so many, with its Wilson interval, excluded ones counted beside it."""

from datetime import datetime
from math import sqrt

from yingda.standard.clause import Clause

from .reading import Reading, Tallies, Tally, reaches

Z = 1.959963984540054
TOO_FEW = "样本不足，不排名"
NOTHING = "还没有可计的"


def wilson(tally: Tally) -> tuple[float, float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927). Raises ValueError for no counts.

    Holds at 0 and 1 and for small numbers, where the usual one fails; for weighted answers it is
    on the safe side, since a mean between 0 and 1 varies at most like a share.
    """
    n, p = tally.counted, tally.value
    if p is None:
        raise ValueError("没有计数，算不出区间")
    middle = p + Z * Z / (2 * n)
    reach = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def shown(n: float) -> str:
    """A count as people write it: 37, or 32.5 where answers are weighted."""
    return f"{n:.0f}" if n == round(n) else f"{n:.1f}"


def share(
    clause: Clause, tallies: Tallies, top: str, bottom: str, as_of: datetime, min_n: int = 0,
    beside: tuple[tuple[str, float], ...] = (),
) -> Reading:  # fmt: skip
    """The reading of `clause`; `top` and `bottom` name what is counted (按时签收 ÷ 应签收).

    Below `min_n` counted there is a figure, but no verdict.
    """
    kept = tallies.get("", Tally())
    every = sum(tallies.values(), Tally())
    at_most = bool(clause.options.get("at_most", False))
    low, high = wilson(kept) if kept.counted else (None, None)
    few = kept.counted < min_n
    note = NOTHING if not kept.counted else TOO_FEW if few else ""
    return Reading(
        clause=clause.key, words=clause.words, words_en=clause.words_en, source=clause.source,
        since=clause.since, as_of=as_of, value=kept.value,
        formula=f"{top} {shown(kept.yes)} ÷ {bottom} {kept.counted}",
        target=clause.target, at_most=at_most,
        met=None if few else reaches(kept.value, clause.target, at_most), counted=kept.counted,
        excluded={why: t.counted for why, t in sorted(tallies.items()) if why and t.counted},
        whole=every.value, low=low, high=high, beside=beside, note=note,
    )  # fmt: skip
