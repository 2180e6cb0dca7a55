# SPDX-License-Identifier: Apache-2.0
"""时限台账 One line per clock: who owes what, by when, whether they did; and when to look again."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Min, Q, QuerySet

from yingda.flow.case import Case


class ClockLine(models.Model):
    """时限 as listed. `next_at`: when the watcher must look at it (a rung, or the end of a
    pause)."""

    pk = models.CompositePrimaryKey("case_no", "nth")
    case_no = models.CharField(max_length=40)
    nth = models.SmallIntegerField()
    step = models.CharField(max_length=16)
    unit = models.CharField(max_length=40)
    tier = models.CharField(max_length=16)
    work_order = models.SmallIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    called_off = models.BooleanField()
    paused = models.BooleanField()
    excluded = models.CharField(max_length=24)
    next_at = models.DateTimeField(null=True)
    next_rung = models.CharField(max_length=24)
    clause = models.CharField(max_length=80)

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="to_watch"),
            models.Index(
                fields=["unit", "due_at", "case_no"],
                condition=Q(stopped_at=None, called_off=False),
                name="owed_by_unit",
            ),
            models.Index(fields=["step", "due_at"], name="clocks_by_step"),
        ]


TABLE, KEY = ClockLine, ["case_no", "nth"]


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """A line for each clock the case ever had."""
    x = case.exclusion
    excluded = x.reason if x and x.state in ("excluded", "contested", "upheld") else ""
    out: list[dict[str, Any]] = []
    for nth, k in enumerate(case.clocks):
        left = [] if k.paused or not k.open else [r for r in k.ladder if r.id not in k.climbed]
        rung = min(left, key=lambda r: r.at).id if left else ""
        out.append(
            {
                "case_no": case_no, "nth": nth, "step": k.step, "unit": k.unit, "tier": k.tier,
                "work_order": k.order, "started_at": k.started_at, "due_at": k.due.at,
                "stopped_at": k.stopped_at, "called_off": k.called_off,
                "paused": k.open and k.paused, "excluded": excluded, "next_at": k.next_at,
                "next_rung": rung, "clause": k.due.clause,
            }
        )  # fmt: skip
    return out


def to_watch(now: datetime, most: int) -> list[ClockLine]:
    """Clocks whose next moment has come, the longest overdue first: found by index."""
    return list(ClockLine.objects.filter(next_at__lte=now).order_by("next_at")[:most])


def next_moment() -> datetime | None:
    """When the watcher must look next."""
    waiting = ClockLine.objects.filter(next_at__isnull=False)
    first: datetime | None = waiting.aggregate(at=Min("next_at"))["at"]
    return first


def owed_by(unit: str) -> QuerySet[ClockLine]:
    """What `unit` owes, least time left first."""
    owed = ClockLine.objects.filter(unit=unit, stopped_at=None, called_off=False)
    return owed.order_by("due_at", "case_no")


def overdue(now: datetime) -> QuerySet[ClockLine]:
    """Clocks that ran out and still run."""
    return ClockLine.objects.filter(stopped_at=None, called_off=False, paused=False, due_at__lt=now)


def tally(as_of: datetime, unit: str = "") -> list[dict[str, Any]]:
    """Clocks that were decided by `as_of` (done, or due): counted and yes (in time) by step, tier
    and exclusion reason ("" counts). Paused and called-off clocks are not decided. One statement.
    """
    done = Q(stopped_at__lte=as_of)
    decided = ClockLine.objects.filter(called_off=False, started_at__lte=as_of).filter(
        done | Q(due_at__lt=as_of, paused=False)
    )
    if unit:
        decided = decided.filter(unit=unit)
    rows = decided.values("step", "tier", "excluded").annotate(
        counted=Count("*"), yes=Count("case_no", filter=done & Q(stopped_at__lte=F("due_at")))
    )
    return list(rows)
