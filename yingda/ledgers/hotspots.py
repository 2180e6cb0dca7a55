# SPDX-License-Identifier: Apache-2.0
"""热点台账 Matter × place × week: what rises, before it is appealed again (未诉先办, arts.
24-26)."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet

from yingda.flow.case import Case
from yingda.flow.limits import day


class HotspotLine(models.Model):
    """The matter, place and week (its Monday) that a case counts for."""

    case_no = models.CharField(max_length=40, primary_key=True)
    week = models.DateField()
    day = models.DateField(null=True)  # by a rebuild in a city that is older than this column
    subject = models.CharField(max_length=16)
    district = models.CharField(max_length=12)
    street = models.CharField(max_length=12)

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(fields=["week", "subject", "street"], name="hot_by_week"),
            models.Index(fields=["day", "subject", "district"], name="hot_by_day"),
        ]


TABLE, KEY = HotspotLine, ["case_no"]


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """The line of the case."""
    said = day(case.appeal.said_at)
    place = case.appeal.place
    return [
        {
            "case_no": case_no, "week": said - timedelta(days=said.weekday()),
            "day": said, "subject": case.appeal.subject, "district": place.district,
            "street": place.street,
        }
    ]  # fmt: skip


def hottest(week: date, most: int = 20) -> QuerySet[Any]:
    """The matters and places with most cases in the week that begins on `week`, and how many they
    had in the week `before`."""
    earlier = week - timedelta(days=7)
    rows = HotspotLine.objects.filter(week__in=[week, earlier]).exclude(subject="")
    counted = rows.values("subject", "district", "street").annotate(
        cases=Count("case_no", filter=Q(week=week)), before=Count("case_no", filter=Q(week=earlier))
    )
    return counted.filter(cases__gt=0).order_by("-cases", "subject", "street")[:most]
