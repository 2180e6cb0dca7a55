# SPDX-License-Identifier: Apache-2.0
"""突发事件 Incidents: what makes many ring at once; what callers hear and operators say of it.

A ledger and not the roster: an incident begins and ends, is looked at while it lasts and counted
afterwards; the roster holds what outlives every event. Not folded from cases: the duty leader
declares it, and every wording it had is kept with who gave it and when.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Now


class IncidentLine(models.Model):
    """突发事件 `queues` whose callers hear `announcement`; `status` is told by operators (and to
    everyone if `public`); `parent`: the case into which appeals about it go; an appeal that names
    one of `signs` is raised to `tier`."""

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=80)
    district = models.CharField(max_length=12, default="")
    street = models.CharField(max_length=12, default="")
    spot = models.CharField(max_length=120, default="")
    units = ArrayField(models.CharField(max_length=40), default=list)
    queues = ArrayField(models.CharField(max_length=40), default=list)
    announcement = models.CharField(max_length=120, default="")
    status = models.CharField(max_length=400, default="")
    public = models.BooleanField(default=False)
    parent = models.CharField(max_length=40, default="")
    tier = models.CharField(max_length=16, default="")
    signs = ArrayField(models.CharField(max_length=20), default=list)
    declared_by = models.CharField(max_length=80)
    declared_name = models.CharField(max_length=80)
    declared_at = models.DateTimeField()
    ended_name = models.CharField(max_length=80, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(fields=["id"], condition=Q(ended_at=None), name="incidents_on"),
        ]


class IncidentSaid(models.Model):
    """说法 One wording of an incident, kept for ever: who gave it, when; `what`: declared, said,
    ended."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(IncidentLine, models.PROTECT, related_name="said")
    what = models.CharField(max_length=8)
    announcement = models.CharField(max_length=120, default="")
    status = models.CharField(max_length=400, default="")
    public = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "ledgers"


def going_on() -> QuerySet[IncidentLine]:
    """The incidents that last, the latest first."""
    return IncidentLine.objects.filter(ended_at=None).order_by("-id")


def announced() -> dict[str, str]:
    """What callers of each queue are to hear now: words by queue."""
    lines = going_on().exclude(announcement="").order_by("id")
    return {queue: line.announcement for line in lines for queue in line.queues}


def history(incident: int) -> Sequence[IncidentSaid]:
    """Every wording of an incident, in order."""
    return list(IncidentSaid.objects.filter(incident=incident).order_by("id"))


def say(line: IncidentLine, what: str, by: str, name: str, at: datetime) -> None:
    """Keep the wording that the line has now."""
    IncidentSaid.objects.create(
        incident=line, what=what, announcement=line.announcement, status=line.status,
        public=line.public, by=by, name=name, at=at,
    )  # fmt: skip
