# SPDX-License-Identifier: Apache-2.0
"""来电人 Callers: whose call it is, while it lasts and until it is written down.

`caller` is the keyed hash by which their cases are found, `number` the sealed number, forgotten
after `KEPT`. `officers`: who were rung with it; they and the duty leader may look.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from . import listed

KEPT = timedelta(hours=24)


class CallerLine(models.Model):
    """来电人 of one call."""

    pk = models.CompositePrimaryKey("switch", "call_id")
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    caller = models.CharField(max_length=32)
    number = models.BinaryField(null=True)
    seat = models.CharField(max_length=20, default="", db_default="")
    officers = ArrayField(models.CharField(max_length=80), default=list)
    at = models.DateTimeField()

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["at"], name="callers_by_time")]


class CallNote(models.Model):
    """通话记事 What was done about a call beside its cases, kept for ever: ended without a case
    (`no_case`), abuse reported (`abuse`), number looked at (`revealed`); by whom and why."""

    id = models.BigAutoField(primary_key=True)
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    reason = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    duty = models.CharField(max_length=20)
    seat = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(fields=["call_id"], name="notes_of_call"),
            models.Index(fields=["kind", "at"], name="notes_of_kind"),
        ]


def rang(switch: str, call_id: str, caller: str, number: bytes | None, now: datetime) -> None:
    """A call has come; asked again it changes nothing."""
    CallerLine.objects.bulk_create(
        [CallerLine(switch=switch, call_id=call_id, caller=caller, number=number, at=now)],
        ignore_conflicts=True,
    )


def at_seat(switch: str, call_id: str, seat: str) -> str:
    """A call rings at a seat; the officer who sits there, or "" (a telephone of practice)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ledgers_callerline c set seat = p.seat,"
            " officers = array_append(array_remove(c.officers, p.officer), p.officer)"
            " from ledgers_seatpost p where c.switch = %s and c.call_id = %s"
            " and p.switch = c.switch and p.seat = %s returning p.officer",
            [switch, call_id, seat],
        )
        row = cursor.fetchone()
    return row[0] if row else ""


def of_call(call_id: str) -> CallerLine | None:
    """Whose call it is; ids begin with the name of their switch, so that none are equal."""
    return CallerLine.objects.filter(call_id=call_id).first()


def told_of(call_id: str, on: date) -> Any:
    """The same, with what was noted of the call (`notes`: reason, words, the oldest first) and why
    its caller is `listed` on that day ("" where they are not)."""
    notes = CallNote.objects.filter(call_id=call_id).order_by("id")
    said = JSONObject(reason="reason", words="words")
    why = listed.in_force(on).filter(caller=OuterRef("caller")).exclude(caller="").values("why")
    lines = CallerLine.objects.filter(call_id=call_id)
    return lines.annotate(
        notes=ArraySubquery(notes.values(said=said)), listed=Coalesce(Subquery(why[:1]), Value("")),
    ).first()  # fmt: skip


def with_officer(officer: str, after_call: str) -> CallerLine | None:
    """The call at the officer's own seat: the one that is up, or the last one while they write it
    down (their seat is not ready, for the reason `after_call`). Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.call_id, p.why, exists (select from ledgers_presentline l"
            " where l.switch = c.switch and l.kind = 'call' and l.name = c.call_id)"
            " from ledgers_callerline c join ledgers_seatpost p on p.switch = c.switch"
            " and p.seat = c.seat where p.officer = %s and p.officer = any(c.officers)"
            " order by c.at desc limit 1",
            [officer],
        )
        row = cursor.fetchone()
    if row and (row[2] or row[1] == after_call):
        return of_call(row[0])
    return None


def asking_for_help(since: datetime) -> list[CallNote]:
    """Abuse that was reported since a moment in calls that are still up, the newest first."""
    return list(
        CallNote.objects.extra(
            where=[
                "exists (select from ledgers_presentline p where p.kind = 'call'"
                " and p.switch = ledgers_callnote.switch and p.name = ledgers_callnote.call_id)"
            ]
        )
        .filter(kind="abuse", at__gte=since)
        .order_by("-id")[:20]
    )


def forget(now: datetime) -> int:
    """Forget the numbers of calls that are long over; how many calls."""
    return CallerLine.objects.filter(at__lt=now - KEPT).delete()[0]
