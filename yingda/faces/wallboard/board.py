# SPDX-License-Identifier: Apache-2.0
"""大屏 Board: what hangs on the wall. The part that is polled asks the database twice."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from msgspec import Struct

from yingda import office
from yingda.faces.kit.duty import HOTLINE, Signed, duties
from yingda.flow.limits import day
from yingda.ledgers.present import PresentLine
from yingda.office import incidents

from . import alarms, chart, figures, live, words, worst

LIMIT, TARGET = timedelta(seconds=15), 0.95


class Rule(Struct, frozen=True, kw_only=True):
    """标准 What the books ask of the telephone: answered within `limit`, `target` connected."""

    limit: timedelta
    target: float


@duties(*HOTLINE)
@require_GET
def page(request: Signed) -> HttpResponse:
    """The whole board."""
    now = timezone.now()
    return render(request, "wallboard/page.html", shown(now) | lowest(now))


@duties(*HOTLINE)
@require_GET
def part(request: Signed) -> HttpResponse:
    """What changes by the second."""
    return render(request, "wallboard/_now.html", shown(timezone.now()))


@duties(*HOTLINE)
@require_GET
def slow_part(request: Signed) -> HttpResponse:
    """What changes by the minute: the worst 24 hours."""
    return render(request, "wallboard/_worst.html", lowest(timezone.now()))


def rule(now: datetime) -> Rule:
    """The limit and the target in force; ours where the books say none."""
    limit, target = LIMIT, TARGET
    for clause in office.standard_in_force().clauses(day(now)):
        if clause.ledger == "calls" and clause.of == "connected" and clause.target:
            target = clause.target
    return Rule(limit=limit, target=target)


def shown(now: datetime) -> dict[str, Any]:
    """What the polled part shows."""
    by = rule(now)
    seen = live.read(PresentLine.objects.all(), now)
    found = figures.stretches(now, by.limit)
    names, plan = words.reasons(now), settings.CITY.phone
    queues = seen.queues({queue.name: queue.title for queue in plan.queues})
    budget = figures.budget(found, now, by.target)
    today = figures.since(found, figures.begin_of_day(now))
    half = figures.since(found, figures.half_hour(now))
    return {
        "live": seen, "queues": queues, "doing": words.doing(seen), "why": seen.why,
        "phases": words.phases(seen), "longest": words.clock(seen.longest),
        "budget": budget, "whole": figures.budget(found, now, by.target, whole=True),
        "half": figures.rate("within", half, names), "today": figures.rate("within", today, names),
        "connect": figures.rate("connect", found, names), "limit": by.limit.seconds,
        "target": figures.percent(by.target),
        "alarms": alarms.sound(seen, queues, budget, plan.switch),
        "chart": chart.drawn(figures.whole_half_hours(found, now)), "at": now,
        "incidents": incidents.lasting(),
        "half_begins": figures.half_hour(now),
    }  # fmt: skip


def lowest(now: datetime) -> dict[str, Any]:
    """What the slow part shows."""
    found, as_of = worst.moments(now)
    return {"worst": figures.worst(found, as_of, words.reasons(now)), "target": rule(now).target}
