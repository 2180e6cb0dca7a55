# SPDX-License-Identifier: Apache-2.0
"""答复台账 What each unit answered, in its own words: to see the same words for other facts."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet

from yingda.flow.case import Case


class AnswerLine(models.Model):
    """答复 as read beside others of its unit; the words of an erased case are gone."""

    pk = models.CompositePrimaryKey("case_no", "nth")
    case_no = models.CharField(max_length=40)
    nth = models.SmallIntegerField()
    unit = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    title = models.TextField()
    confidential = models.BooleanField()
    at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["unit", "-at"], name="answers_of_unit")]


TABLE, KEY = AnswerLine, ["case_no", "nth"]


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """A line for each answer of the case."""
    return [
        {
            "case_no": case_no, "nth": nth, "unit": answer.unit, "outcome": answer.outcome.value,
            "title": "" if case.erased else case.appeal.title,
            "confidential": case.appeal.confidential, "at": answer.at,
            "words": "" if case.erased else said(answer.parts),
        }
        for nth, answer in enumerate(case.answers, 1)
    ]  # fmt: skip


def said(parts: dict[str, str]) -> str:
    """The words of an answer, part by part; days of the plan are no words."""
    return "\n".join(text for name, text in parts.items() if name != "plan_by")


def of_unit(unit: str, most: int) -> QuerySet[AnswerLine]:
    """The last answers of a unit, the newest first."""
    return AnswerLine.objects.filter(unit=unit).exclude(words="").order_by("-at")[:most]


def units_since(since: datetime) -> list[tuple[str, int]]:
    """Units that answered since then, with how many answers, the most first."""
    counted = AnswerLine.objects.filter(Q(at__gte=since)).exclude(words="").values("unit")
    rows = counted.annotate(n=Count("case_no")).order_by("-n", "unit").values_list("unit", "n")
    return [(unit, n) for unit, n in rows]
