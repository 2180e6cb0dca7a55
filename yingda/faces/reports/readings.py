# SPDX-License-Identifier: Apache-2.0
"""读数 The readings page: every clause with its figure, drawn and in words; units and places."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingda import office, readings
from yingda.faces.kit.duty import duties
from yingda.flow.limits import ZONE, day
from yingda.measure import Reading
from yingda.measure.suggested import Suggested
from yingda.roster.models import Level

from . import figures

LEVELS = dict(Level.choices)


def drawn(value: float | None) -> str:
    """A share as a length of the bar, which is 100 long."""
    return "" if value is None else f"{value * 100:.2f}"


def mark(target: float | None) -> float | None:
    """Where the mark of the target stands, itself 1 wide, inside the bar."""
    return None if target is None else min(target, 0.99)


def line(reading: Reading, names: dict[str, str]) -> dict[str, Any]:
    """One reading as the page shows it."""
    english = (get_language() or "").startswith("en") and reading.words_en
    return {
        "r": reading, "words": reading.words_en if english else reading.words,
        "tone": figures.tone(reading), "verdict": figures.verdict(reading),
        "value": figures.percent(reading.value), "whole": figures.percent(reading.whole),
        "target": figures.target(reading), "formula": figures.formula(reading),
        "low": figures.percent(reading.low), "high": figures.percent(reading.high),
        "bar": drawn(reading.value), "mark": drawn(mark(reading.target)),
        "from": drawn(reading.low),
        "reach": drawn((reading.high or 0) - (reading.low or 0)) if reading.low is not None else "",
        "excluded": [(_(names.get(why, why)), n) for why, n in reading.excluded.items()],
        "beside": [(_(name), figures.percent(value)) for name, value in reading.beside],
        "note": _(reading.note) if reading.note else "",
        "why": _(reading.unmeasured) if reading.unmeasured else "",
    }  # fmt: skip


def suggested(row: Suggested) -> dict[str, Any]:
    """One kind of suggestion as the page shows it."""
    interval = row.interval
    return {
        "r": row, "kind": figures.kind(row), "step": figures.step(row),
        "taken": figures.percent(row.taken.value), "correct": figures.percent(row.correct.value),
        "formula": figures.in_words(row.formula_of_taken),
        "formula_of_correct": figures.in_words(row.formula_of_correct),
        "interval": "–".join(map(figures.percent, interval)) if interval else "—",
    }  # fmt: skip


def moment_asked(text: str) -> datetime:
    """The end of the day that was asked for, never later than now."""
    now = timezone.now()
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return now
    if asked >= day(now):
        return now
    return datetime.combine(asked, time(), ZONE) + timedelta(days=1)


@duties("assessor", "quality", "duty_leader", "administrator")
def show(request: HttpRequest) -> HttpResponse:
    """Every clause of the standard: its figure, or why it has none."""
    standard = office.standard_in_force()
    at = moment_asked(request.GET.get("on", ""))
    unit = request.GET.get("unit", "").strip()
    names = readings.exclusion_names(standard, at)
    lines = [line(r, names) for r in readings.read(standard, at, unit)]
    places = [] if unit else readings.standings(standard, at)
    hinted = [] if unit else [suggested(r) for r in readings.suggested(at)]
    shown = {
        "at": at, "on": at.astimezone(ZONE).date().isoformat(), "unit": unit,
        "measured": [x for x in lines if not x["why"]],
        "unmeasured": [x for x in lines if x["why"]],
        "suggested": hinted,
        "standings": [
            (s, LEVELS.get(s.peers, "—"), figures.percent(s.value), _(s.note) if s.note else "")
            for s in places
        ],
    }  # fmt: skip
    return render(request, "reports/readings.html", shown)
