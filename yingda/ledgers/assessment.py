# SPDX-License-Identifier: Apache-2.0
"""考评台账 One line per case that counts: what the person said, and whether it is excluded and
why."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q

from yingda.flow.assess import counted
from yingda.flow.case import Case


class AssessmentLine(models.Model):
    """What a case counts for. None: not asked, or not said."""

    case_no = models.CharField(max_length=40, primary_key=True)
    unit = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    valid = models.BooleanField()
    contacted = models.BooleanField(null=True)
    solved = models.CharField(max_length=8, null=True)
    satisfied = models.CharField(max_length=20, null=True)
    first_solved = models.CharField(max_length=8, null=True)
    first_satisfied = models.CharField(max_length=20, null=True)
    excluded = models.CharField(max_length=24)

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["unit", "due_at"], name="counts_for_unit")]


TABLE, KEY = AssessmentLine, ["case_no"]


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """The line of the case, if it counts for anyone."""
    c = counted(case)
    if c is None:
        return []
    return [
        {
            "case_no": case_no, "unit": c.unit, "due_at": c.due_at, "valid": c.valid,
            "contacted": c.contacted, "solved": c.solved, "satisfied": c.satisfied,
            "first_solved": c.first_solved, "first_satisfied": c.first_satisfied,
            "excluded": c.excluded,
        }
    ]  # fmt: skip


_ANSWERS = {
    "response": ("contacted", (True, False)),
    "resolution": ("solved", ("yes", "partly", "no")),
    "satisfaction": (
        "satisfied", ("very", "satisfied", "basically", "dissatisfied", "very_dissatisfied")
    ),
}  # fmt: skip


def tally(
    rate: str, now: datetime, since: datetime | None = None, unit: str = ""
) -> dict[str, dict[str, int]]:
    """How often each answer to the question of `rate` was given in the cases that were answered or
    fell due up to `now`, by exclusion reason ("" counts); "silent": no valid answer to it."""
    field, answers = _ANSWERS[rate]
    asked = AssessmentLine.objects.filter(Q(valid=True) | Q(due_at__lte=now))
    if since:
        asked = asked.filter(due_at__gte=since)
    if unit:
        asked = asked.filter(unit=unit)
    counts = {str(a).lower(): Count("*", filter=Q(**{field: a})) for a in answers}
    rows = asked.values("excluded").annotate(silent=Count("*", filter=Q(**{field: None})), **counts)
    return {r.pop("excluded"): r for r in rows}


def by_unit(rate: str, now: datetime, since: datetime | None = None) -> list[dict[str, Any]]:
    """The same per unit, excluded cases left out (they stand in `tally`)."""
    field, answers = _ANSWERS[rate]
    asked = AssessmentLine.objects.filter(Q(valid=True) | Q(due_at__lte=now), excluded="")
    if since:
        asked = asked.filter(due_at__gte=since)
    counts = {str(a).lower(): Count("*", filter=Q(**{field: a})) for a in answers}
    rows = asked.values("unit").annotate(silent=Count("*", filter=Q(**{field: None})), **counts)
    return list(rows.order_by("unit"))
