# SPDX-License-Identifier: Apache-2.0
"""读数 Readings: the live figure of every clause; which ledger answers, and which measure reads it.

Each ledger is asked once, however many clauses rest on it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from yingda.calls.rates import CONVENTIONS
from yingda.calls.rates import Counts as Calls
from yingda.flow.limits import day
from yingda.ledgers import assessment, calls, cases, follow_ups, limits, missed, suggestions
from yingda.measure import Reading, Tally, continuous, three_rates
from yingda.measure.reading import unmeasured
from yingda.measure.share import share
from yingda.measure.suggested import Suggested
from yingda.measure.suggested import readings as suggestions_read
from yingda.measure.three_rates import Answers, Standing, Weights
from yingda.roster.models import Unit
from yingda.standard import Standard
from yingda.standard.clause import Clause, Span

OFFLINE = ("phone", "visit", "letter")
"""Channels that are not of the network, when a clause does not name them."""

ONLINE_WITHIN = "2h"
CALLS_OVER = timedelta(days=30)
SUGGESTED_OVER = timedelta(days=90)
CALLS_ANSWERED_WITHIN = "15s"
NOT_BY_UNIT = "话务不按承办单位计量"
NAMELESS = "没有来电号码"

WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("limits", "dispatch"): ("按时派单", "应派单"),
    ("limits", "sign_in"): ("按时签收", "应签收"),
    ("limits", "contact"): ("按时联系", "应联系"),
    ("limits", "reply"): ("按时答复", "应答复"),
    ("limits", "review"): ("按时审核", "应审核"),
    ("limits", "follow_up"): ("按时回访", "应回访"),
    ("limits", "whistle"): ("按时报到", "应报到"),
    ("limits", "ruling"): ("按时裁定", "应裁定"),
    ("cases", "online_accepted"): ("按时受理", "网络诉求"),
    ("cases", "record_complete"): ("要素齐全", "已登记"),
    ("cases", "copied_to_district"): ("已抄送区政府", "街道乡镇主办"),
    ("cases", "told_both"): ("双告知", "已答复"),
    ("cases", "returned"): ("提过异议", "已派单"),
    ("cases", "department_to_subdistrict"): ("越级下派", "已派单"),
    ("cases", "merged"): ("已并单", "已登记"),
    ("replies", "unresolved_with_reason"): ("说明原因或困难", "答复未解决"),
    ("replies", "unreasonable_with_basis"): ("写明事实和依据", "答复不合理"),
    ("follow_ups", "valid"): ("有效回访", "已回访"),
    ("calls", "answered_within"): ("时限内接听", "近30日呼入"),
    ("calls", "connected"): ("接通", "近30日呼入"),
    ("calls", "called_back"): ("已回拨接通或本人再打通", "近30日漏接的人"),
}
"""What is counted, and of what, in the words of the formula."""

Counts = Mapping[str, Mapping[str, int]]


class Asked:
    """What the ledgers said as of a moment, for one unit or all; each is asked at most once."""

    def __init__(self, standard: Standard, as_of: datetime, unit: str = "") -> None:
        self.standard, self.as_of, self.unit = standard, as_of, unit
        self.weights = weights(standard, as_of)
        self.limits = cache(lambda: limits.tally(as_of, unit))
        self.follow_ups = cache(lambda: follow_ups.tally(as_of, unit))
        self.rates = cache(lambda: assessment.tally(as_of, unit=unit))
        self.cases = cache(self._cases)
        self.calls = cache(self._calls)
        self.moments = cache(lambda: calls.moments(as_of - CALLS_OVER, as_of))
        self.missed = cache(lambda: missed.settled(as_of - CALLS_OVER, as_of))

    def _calls(self, within: timedelta) -> list[tuple[str, Calls]]:
        found = calls.counts(self.as_of - CALLS_OVER, self.as_of, within, persons=False)
        return [(why, counts) for _, why, counts in found]

    def _cases(self, within: str, offline: tuple[str, ...]) -> Mapping[str, Counts]:
        span = Span.parse(within)
        return cases.tally(self.as_of, offline, timedelta(**{span.unit: span.amount}), self.unit)


def _of_limits(asked: Asked, clause: Clause) -> dict[str, Tally]:
    out: dict[str, Tally] = {}
    tier = clause.options.get("tier", "")
    for row in asked.limits():
        if row["step"] == clause.of and tier in ("", row["tier"]):
            why = row["excluded"]
            out[why] = out.get(why, Tally()) + Tally(row["yes"], row["counted"])
    return out


def _of_cases(asked: Asked, clause: Clause) -> dict[str, Tally]:
    within = str(clause.options.get("within", ONLINE_WITHIN))
    offline = tuple(clause.options.get("offline", OFFLINE))
    return _tallied(asked.cases(within, offline)[clause.of])


def _of_follow_ups(asked: Asked, clause: Clause) -> dict[str, Tally]:
    return _tallied(asked.follow_ups())


def _of_calls(asked: Asked, clause: Clause) -> dict[str, Tally]:
    if clause.of == "called_back":
        found = asked.missed()
        done = found.themselves + found.reached
        return {"": Tally(done, found.persons), NAMELESS: Tally(0, found.nameless)}
    rate = CONVENTIONS["within" if clause.of == "answered_within" else "connect"]
    return {why: Tally(*rate.counts(c)) for why, c in asked.calls(_within(clause))}


def _within(clause: Clause) -> timedelta:
    span = Span.parse(str(clause.options.get("within", CALLS_ANSWERED_WITHIN)))
    return timedelta(**{span.unit: span.amount})


def _tallied(counts: Counts) -> dict[str, Tally]:
    return {why: Tally(n["yes"], n["counted"]) for why, n in counts.items()}


QUESTIONS: dict[str, Callable[[Asked, Clause], dict[str, Tally]]] = {
    "limits": _of_limits,
    "cases": _of_cases,
    "replies": _of_cases,
    "follow_ups": _of_follow_ups,
    "calls": _of_calls,
}


def _share(asked: Asked, clause: Clause) -> Reading:
    top, bottom = WORDS[clause.ledger, clause.of]
    tallies = QUESTIONS[clause.ledger](asked, clause)
    beside = _beside_call_backs(asked.missed()) if clause.of == "called_back" else ()
    return share(clause, tallies, top, bottom, asked.as_of, beside=beside)


def _beside_call_backs(found: missed.Settled) -> tuple[tuple[str, float], ...]:
    """What became of those missed, each as a share of all."""
    parts = (
        ("回拨接通", found.reached), ("本人再打通", found.themselves),
        ("三次未通", found.given_up), ("仍待回拨", found.open),
    )  # fmt: skip
    return tuple((name, n / found.persons) for name, n in parts if found.persons)


def _sliding(asked: Asked, clause: Clause) -> Reading:
    return continuous.reading(clause, asked.moments(), asked.as_of, "近30日")


def _rate(asked: Asked, clause: Clause) -> Reading:
    answers = by_reason(asked.rates(), clause.of)
    return three_rates.rate(clause, clause.of, answers, asked.weights, asked.as_of)


def _three_rates(asked: Asked, clause: Clause) -> Reading:
    return _whole(asked.rates(), clause, asked.weights, asked.as_of)[0]


MEASURES: dict[str, Callable[[Asked, Clause], Reading]] = {
    "share": _share,
    "share_in_time": _share,
    "sliding": _sliding,
    "rate": _rate,
    "three_rates": _three_rates,
}


def weights(standard: Standard, as_of: datetime) -> Weights:
    """The weights of the three rates that the books give for the day of `as_of`."""
    on = day(as_of)
    return Weights(
        partly=float(standard.setting("rates.partly_weight", on, 0)),
        basically=float(standard.setting("rates.basically_weight", on, 0)),
        rates=dict(standard.setting("rates.weights", on, {})),
        min_n=int(standard.setting("rates.min_n", on, 0)),
    )


def by_reason(rows: list[dict[str, Any]], rate: str) -> Mapping[str, Answers]:
    """The answers of `rate` summed over the units in `rows`, by exclusion reason."""
    out: dict[str, dict[str, int]] = {}
    for row in rows:
        answers = out.setdefault(row["excluded"], {})
        for name, n in row.items():
            of, _, answer = name.partition(".")
            if of == rate:
                answers[answer] = answers.get(answer, 0) + n
    return out


def _whole(
    rows: list[dict[str, Any]], clause: Clause, w: Weights, as_of: datetime
) -> tuple[Reading, tuple[Reading, ...]]:
    """The composite over `rows`, and its three parts."""
    parts = tuple(
        three_rates.rate(clause, of, by_reason(rows, of), w, as_of) for of in three_rates.RATES
    )
    return three_rates.composite(clause, parts, w, as_of), parts


def read(standard: Standard, as_of: datetime, unit: str = "", only: str = "") -> list[Reading]:
    """The readings of every clause in force on the day of `as_of`, in the order of the books.

    `unit`: only what that unit was sent. `only`: one clause, "book:id" or its id alone. A clause
    without a measure is there with its reason.
    """
    asked, out = Asked(standard, as_of, unit), []
    for clause in standard.clauses(day(as_of)):
        if only and only not in (clause.key, clause.id):
            continue
        if why := clause.unmeasured or (NOT_BY_UNIT if unit and clause.ledger == "calls" else ""):
            out.append(unmeasured(clause, why, as_of))
        else:
            out.append(MEASURES[clause.measure](asked, clause))
    return out


def standings(standard: Standard, as_of: datetime, since: datetime | None = None) -> list[Standing]:
    """位次 The units by the composite of the three rates, each among the units of its level; those
    with fewer answers than the book asks for are listed without a place."""
    w = weights(standard, as_of)
    composite = next((c for c in standard.clauses(day(as_of)) if c.measure == "three_rates"), None)
    if composite is None:
        return []
    rows = assessment.tally(as_of, since=since)
    names = {u.code: u for u in Unit.objects.filter(code__in={r["unit"] for r in rows})}
    out = []
    for code in sorted({r["unit"] for r in rows}):
        mine = [r for r in rows if r["unit"] == code]
        whole, parts = _whole(mine, composite, w, as_of)
        unit = names.get(code)
        out.append(
            Standing(
                unit=code, name=unit.name if unit else code, peers=unit.level if unit else "",
                counted=whole.counted, value=whole.value, parts=parts,
            )
        )  # fmt: skip
    return three_rates.ranked(out, w.min_n)


def suggested(as_of: datetime) -> list[Suggested]:
    """How often suggestions of the last ninety days were taken and right, by kind and form."""
    return suggestions_read(suggestions.tally(as_of - SUGGESTED_OVER, as_of))


def exclusion_names(standard: Standard, as_of: datetime) -> dict[str, str]:
    """剔除理由 The names of the reasons for which a case, or a call, may be left out."""
    lists = ("exclusion.reasons", "calls.exclusion_reasons")
    return {c.id: c.name for name in lists for c in standard.choices(name, day(as_of))}
