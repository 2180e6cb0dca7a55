# SPDX-License-Identifier: Apache-2.0
"""案卷 Tables of the record: entries and their heads, seals, particulars of persons, notices."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Now

CASE = "case"


class Head(models.Model):
    """The last entry of one record: the guard that lets one writer at a time append."""

    pk = models.CompositePrimaryKey("of", "no")
    of = models.CharField(max_length=8, default=CASE)
    no = models.CharField(max_length=40)
    position = models.IntegerField()
    mac = models.BinaryField()


class Entry(models.Model):
    """One event, exactly as it was written (`body`: JSON), chained to the one before by `mac`."""

    id = models.BigAutoField(primary_key=True)
    of = models.CharField(max_length=8, default=CASE)
    no = models.CharField(max_length=40)
    position = models.IntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    body = models.TextField()
    mac = models.BinaryField()
    written_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "no", "position"], name="one_entry_per_position")
        ]


class Seal(models.Model):
    """封存 A keyed hash over all entries with ids up to `last_id`, chained to the seal before:
    finds the removal of whole records and of their ends."""

    id = models.BigAutoField(primary_key=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    entries = models.BigIntegerField()
    mac = models.BinaryField()
    at = models.DateTimeField(db_default=Now())


class Particulars(models.Model):
    """个人信息 Who the appellant is, whom it is about, what was said; each field encrypted;
    erasable."""

    id = models.UUIDField(primary_key=True, db_default=RandomUUID())
    case_no = models.CharField(max_length=40, db_index=True)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    party = models.BinaryField(null=True)
    words = models.BinaryField(null=True)
    phone_hash = models.CharField(max_length=32, null=True, db_index=True)
    name_hash = models.CharField(max_length=32, null=True, db_index=True)
    at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)


class Attachment(models.Model):
    """附件 A photo, encrypted, its metadata stripped before it came here."""

    id = models.UUIDField(primary_key=True)
    case_no = models.CharField(max_length=40, db_index=True)
    media_type = models.CharField(max_length=40)
    size = models.IntegerField()
    sealed = models.BinaryField(null=True)
    at = models.DateTimeField(db_default=Now())


class Answered(models.Model):
    """The first outcome of a command with an idempotency key."""

    key = models.CharField(max_length=200, primary_key=True)
    asked = models.CharField(max_length=64)
    case_no = models.CharField(max_length=40)
    first = models.IntegerField()
    last = models.IntegerField()
    at = models.DateTimeField(db_default=Now())


class Notice(models.Model):
    """告知 Who must be told of what; written with the event, delivered by the sender."""

    WAITING, SENT, DEAD = "waiting", "sent", "dead"

    id = models.BigAutoField(primary_key=True)
    case_no = models.CharField(max_length=40)
    position = models.IntegerField()
    kind = models.CharField(max_length=40)
    audience = models.CharField(max_length=24)
    recipient = models.CharField(max_length=40)
    channel = models.CharField(max_length=24)
    state = models.CharField(max_length=8, default=WAITING, db_default=WAITING)
    attempts = models.IntegerField(default=0, db_default=0)
    next_at = models.DateTimeField(db_default=Now())
    at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_no", "position", "audience", "recipient"], name="told_once"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="to_send"),
            models.Index(fields=["audience", "recipient", "-id"], name="inbox"),
            models.Index(
                fields=["recipient", "audience"],
                name="unread",
                condition=models.Q(state="sent", seen_at=None) & ~models.Q(audience="appellant"),
            ),  # fmt: skip
            models.Index(fields=["-id"], condition=models.Q(state="dead"), name="dead_letters"),
        ]
