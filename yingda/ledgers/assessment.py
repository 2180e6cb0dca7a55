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


def tally(as_of: datetime, since: datetime | None = None, unit: str = "") -> list[dict[str, Any]]:
    """The answers of all cases that were answered or due by `as_of`, per unit and exclusion reason
    ("" counts): of each rate how often each answer was given, and "silent". One statement.

    Keys are "rate.answer", as in "satisfaction.basically" and "satisfaction.silent".
    """
    asked = AssessmentLine.objects.filter(Q(valid=True) | Q(due_at__lte=as_of))
    if since:
        asked = asked.filter(due_at__gte=since)
    if unit:
        asked = asked.filter(unit=unit)
    counts: dict[str, Count] = {}
    for rate, (field, answers) in _ANSWERS.items():
        counts[f"{rate}_silent"] = Count("case_no", filter=Q(**{field: None}))
        for answer in answers:
            counts[f"{rate}_{str(answer).lower()}"] = Count("case_no", filter=Q(**{field: answer}))
    rows = asked.values("unit", "excluded").annotate(**counts)
    return [{k.replace("_", ".", 1): n for k, n in row.items()} for row in rows.order_by("unit")]
