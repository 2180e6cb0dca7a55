# SPDX-License-Identifier: Apache-2.0
"""当班 Turns: which officer sat at which seat, from when until when; whose call a call was."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from .calls import CallLine


class TurnLine(models.Model):
    """当班 One officer at one seat; `ended_at` is None while they sit there."""

    id = models.BigAutoField(primary_key=True)
    switch = models.CharField(max_length=40)
    seat = models.CharField(max_length=20)
    officer = models.CharField(max_length=150)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["officer", "begun_at"], name="turns_of_officer")]
        constraints = [
            models.UniqueConstraint(
                fields=["switch", "seat"], condition=Q(ended_at=None), name="one_officer_at_a_seat"
            )
        ]


def begin(switch: str, seat: str, officer: str, now: datetime | Now) -> None:
    """`officer` sits at a seat from `now` on; whoever sat there before has left it."""
    sitting = TurnLine.objects.filter(switch=switch, seat=seat, ended_at=None)
    if sitting.filter(officer=officer).exists():
        return
    sitting.update(ended_at=now)
    TurnLine.objects.create(switch=switch, seat=seat, officer=officer, begun_at=now)


def end(switch: str, seat: str, now: datetime | Now) -> None:
    """Nobody sits at a seat from `now` on."""
    TurnLine.objects.filter(switch=switch, seat=seat, ended_at=None).update(ended_at=now)


def own(calls: QuerySet[CallLine], officer: str) -> QuerySet[CallLine]:
    """Those of `calls` that `officer` answered."""
    return calls.filter(answered_by(officer))


def answered_by(officer: str) -> Exists:
    """Whether `officer` answered the call of the query in which this stands."""
    turns = TurnLine.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef("answered_at")), officer=officer,
        switch=OuterRef("switch"), seat=OuterRef("seat"), begun_at__lte=OuterRef("answered_at"),
    )  # fmt: skip
    return Exists(turns)
