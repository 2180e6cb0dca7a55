# SPDX-License-Identifier: Apache-2.0
"""来电名单 Listed callers: who is answered first, or in a queue of their own, and why.

Old people who live alone, a line for companies, someone who speaks a dialect only. Ours is the
master: the switch is told again whenever we connect. A person is the keyed hash of their number;
the number itself is sealed. A line that ends stays, with who ended it, without its number.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import models
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Now


class ListedLine(models.Model):
    """名单 One caller. `priority` 0 to 99: the higher is answered first; `queue`: of their own, or
    "" for that of the number called; `until`: the last day, none for open end."""

    id = models.BigAutoField(primary_key=True)
    caller = models.CharField(max_length=32)
    number = models.BinaryField()
    tail = models.CharField(max_length=4)
    priority = models.SmallIntegerField()
    queue = models.CharField(max_length=40)
    why = models.CharField(max_length=200)
    until = models.DateField(null=True)
    put_by = models.CharField(max_length=40)
    put_at = models.DateTimeField(db_default=Now())
    ended_by = models.CharField(max_length=40, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "ledgers"
        constraints = [
            models.UniqueConstraint(
                fields=["caller"], condition=Q(ended_at=None), name="listed_once_at_a_time"
            )
        ]


def in_force(on: date) -> QuerySet[ListedLine]:
    """The lines that hold on a day, the latest first."""
    open_end = Q(until=None) | Q(until__gte=on)
    return ListedLine.objects.filter(open_end, ended_at=None).order_by("-id")


def of(callers: Collection[str], on: date) -> dict[str, ListedLine]:
    """The lines of these callers, by the hash of the number."""
    return {line.caller: line for line in in_force(on).filter(caller__in=callers)}


def state(on: date) -> tuple[date, int | None, datetime | None]:
    """Changes whenever the lines in force may have: the day, the latest line, the latest end."""
    found = ListedLine.objects.aggregate(last=Max("id"), ended=Max("ended_at"))
    return on, found["last"], found["ended"]
