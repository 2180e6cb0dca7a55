# SPDX-License-Identifier: Apache-2.0
"""录音台账 Recordings: what was recorded of which call, how long it is kept, who heard it and why.

The sound lies sealed in a file; its key, sealed too, stands here: without the line the file is
noise. What was heard or destroyed is noted in `HeardLine`, which the database lets nobody change.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .cases import CaseLine


class RecordingLine(models.Model):
    """录音 One recording. `key` is None when it was destroyed: when and why stands beside
    (`expired`, `erased`). `keep_until` is None where no book says how long."""

    pk = models.CompositePrimaryKey("call_id", "switch")
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    begun_at = models.DateTimeField()
    path = models.CharField(max_length=200)
    key = models.BinaryField(null=True)
    size = models.BigIntegerField()
    was = models.BigIntegerField()  # bytes as the switch wrote them
    seconds = models.FloatField()
    peaks = models.BinaryField()
    keep_until = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(db_default=Now())
    gone_at = models.DateTimeField(null=True)
    gone_why = models.CharField(max_length=12, default="", db_default="")

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(
                fields=["keep_until"], condition=Q(gone_at=None), name="recordings_kept_until"
            ),
            models.Index(
                fields=["gone_at"], condition=~Q(gone_at=None) & ~Q(path=""),
                name="recordings_to_unlink",
            ),
        ]  # fmt: skip


class TranscriptLine(models.Model):
    """转写 What was said in a call, sealed; `engine` is who heard it so. None: destroyed."""

    pk = models.CompositePrimaryKey("call_id", "switch")
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    engine = models.CharField(max_length=80)
    words = models.BinaryField(null=True)
    keep_until = models.DateTimeField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(
                fields=["keep_until"], condition=~Q(words=None), name="transcripts_kept_until"
            )
        ]


class HeardLine(models.Model):
    """听录登记 Who opened or destroyed the recording and words of a call, when, and why."""

    id = models.UUIDField(primary_key=True, db_default=RandomUUID())
    at = models.DateTimeField()
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    act = models.CharField(max_length=8)  # heard, gone
    by_code = models.CharField(max_length=150)
    by_name = models.CharField(max_length=80)
    by_duty = models.CharField(max_length=24)
    reason = models.CharField(max_length=400)

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["switch", "call_id", "-at"], name="heard_of_call")]


def of(switch: str, call_id: str) -> RecordingLine | None:
    """The line of a call's recording, also of one that was destroyed."""
    return RecordingLine.objects.filter(switch=switch, call_id=call_id).first()


def transcript(switch: str, call_id: str) -> TranscriptLine | None:
    """The line of a call's transcript."""
    return TranscriptLine.objects.filter(switch=switch, call_id=call_id).first()


def heard(switch: str, call_id: str, most: int = 50) -> list[HeardLine]:
    """Who opened or destroyed it, the last first."""
    found = HeardLine.objects.filter(switch=switch, call_id=call_id).order_by("-at")
    return list(found[:most])


def to_unlink(most: int) -> list[RecordingLine]:
    """Recordings that were destroyed and whose files still lie there."""
    found = RecordingLine.objects.exclude(gone_at=None).exclude(path="")
    return list(found.order_by("gone_at")[:most])


def expired(now: datetime, most: int) -> list[RecordingLine]:
    """Recordings whose time is over, the oldest first."""
    over = RecordingLine.objects.filter(gone_at=None, keep_until__lte=now)
    return list(over.order_by("keep_until")[:most])


def expired_words(now: datetime, most: int) -> list[TranscriptLine]:
    """Transcripts whose time is over."""
    over = TranscriptLine.objects.filter(keep_until__lte=now).exclude(words=None)
    return list(over.order_by("keep_until")[:most])


def kept(switch: str, call_ids: Sequence[str]) -> set[str]:
    """Which of these calls have a recording that can be heard."""
    found = RecordingLine.objects.filter(switch=switch, call_id__in=call_ids, gone_at=None)
    return set(found.values_list("call_id", flat=True))


def cases_of(call_id: str) -> list[dict[str, Any]]:
    """The cases registered from a call: number, title, stage, whether confidential."""
    found = CaseLine.objects.filter(call=call_id).order_by("case_no")
    return [dict(row) for row in found.values("case_no", "title", "stage", "confidential")]
