# SPDX-License-Identifier: Apache-2.0
"""来话剔除 Set aside: asked for by one person, decided by another; kept whatever was decided."""

from datetime import datetime

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Now


class SetAsideAsked(models.Model):
    """剔除申请 `approved` is None until it is decided. What was approved stands in `SetAside`."""

    id = models.BigAutoField(primary_key=True)
    begins = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=24)
    grounds = models.CharField(max_length=400)
    asked_by = models.CharField(max_length=80)
    asked_name = models.CharField(max_length=40)
    asked_at = models.DateTimeField(db_default=Now())
    approved = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=80, default="")
    decided_name = models.CharField(max_length=40, default="")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, default="")

    class Meta:
        app_label = "ledgers"


def waiting() -> QuerySet[SetAsideAsked]:
    """Those to be decided, the oldest first."""
    return SetAsideAsked.objects.filter(approved=None).order_by("id")


def decided(before: int | None, most: int) -> list[SetAsideAsked]:
    """Those decided, the latest first."""
    found = SetAsideAsked.objects.exclude(approved=None).order_by("-id")
    return list((found.filter(id__lt=before) if before else found)[:most])


def decide(asked: int, approved: bool, by: str, name: str, note: str, at: datetime) -> bool:
    """Note the decision; False if it was decided already."""
    return bool(
        SetAsideAsked.objects.filter(id=asked, approved=None).update(
            approved=approved, decided_by=by, decided_name=name, note=note[:400], decided_at=at
        )
    )
