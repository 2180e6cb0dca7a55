# SPDX-License-Identifier: Apache-2.0
"""突增 Rising: does something come more often than it used to, or is it chance?

So many in one week, so many in the weeks before: if the rate had stayed as it was, how often would
a week bring as many? The rate itself is not known but estimated from few counts; the answer is the
tail of a negative binomial (a Poisson rate with a Gamma before it), wider than Poisson's.
"""

from math import exp, lgamma, log

BEFORE_ALL = 0.5
"""What is assumed of something never seen: half a case …"""
IN_WEEKS = 1.0
"""… in a week more than is known."""
RISES = 1e-3
"""A week as full as this comes by accident less than once in a thousand: it rises."""


def usual(before: int, weeks: float) -> float:
    """How many a week would bring, from so many in the `weeks` before."""
    return (before + BEFORE_ALL) / (weeks + IN_WEEKS)


def chance(cases: int, before: int, weeks: float) -> float:
    """How often a week would bring at least `cases` if nothing had changed (0 to 1)."""
    shape, rate = before + BEFORE_ALL, weeks + IN_WEEKS
    below = 0.0
    for n in range(cases):
        below += exp(
            lgamma(shape + n) - lgamma(shape) - lgamma(n + 1)
            + shape * log(rate / (rate + 1)) - n * log(rate + 1)
        )  # fmt: skip
    return max(0.0, 1.0 - below)


def rises(cases: int, before: int, weeks: float, least: int) -> bool:
    """Whether this is more than chance, and enough to act on."""
    return cases >= least and chance(cases, before, weeks) < RISES
