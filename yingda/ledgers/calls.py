# SPDX-License-Identifier: Apache-2.0
"""话务台账 Calls: every call with its waits, where the switch's books stand, what was refused.

A call's line carries its facts: what a book says later, or says again, is added to them and the
line folded anew. The caller's number is kept as a keyed hash, its last digits sealed.
"""

import sys
from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now

from yingda.calls.call import SHORT, STALE
from yingda.calls.rates import Counts
from yingda.measure.continuous import Moments


class CallLine(models.Model):
    """来话 See yingda.calls.call.Call; waits are in microseconds."""

    pk = models.CompositePrimaryKey("switch", "call_id")
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=8)
    offered = models.BooleanField()
    caller = models.CharField(max_length=32)
    tail = models.BinaryField(null=True)
    number = models.CharField(max_length=40)
    queue = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    seat = models.CharField(max_length=80)
    outcome = models.CharField(max_length=12)
    why = models.CharField(max_length=16)
    phase = models.CharField(max_length=8)
    wait_total = models.BigIntegerField(null=True)
    wait_queue = models.BigIntegerField(null=True)
    ring = models.BigIntegerField(null=True)
    exact = models.BooleanField()
    rung_in_vain = models.SmallIntegerField()
    rating = models.CharField(max_length=4)
    doubt = models.CharField(max_length=20)
    facts = models.TextField()

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(
                fields=["begun_at"],
                include=("answered_at", "decided_at"),
                condition=Q(offered=True),
                name="calls_offered",
            ),
            models.Index(fields=["caller", "begun_at"], name="calls_by_caller"),
            models.Index(
                fields=["begun_at"],
                condition=Q(offered=True, outcome__in=("abandoned", "left", "lost")),
                name="calls_missed",
            ),
            models.Index(
                fields=["switch", "last_at"], condition=Q(ended_at=None), name="calls_still_up"
            ),
        ]


class SeatLine(models.Model):
    """坐席 One fact of a seat: signed on or off, paused and why, ready again."""

    switch = models.CharField(max_length=40)
    seat = models.CharField(max_length=80)
    at = models.DateTimeField()
    fact = models.TextField()

    class Meta:
        app_label = "ledgers"
        constraints = [
            models.UniqueConstraint(fields=["switch", "seat", "at", "fact"], name="seat_fact_once")
        ]


class BookLine(models.Model):
    """簿册 One file of a switch and how far it is read. `inode` and `first` (a keyed hash of its
    first line) tell it from the one that follows it when it is rotated; `mark`: see calls.lines."""

    id = models.BigAutoField(primary_key=True)
    switch = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    path = models.CharField(max_length=400)
    inode = models.BigIntegerField()
    first = models.CharField(max_length=32)
    offset = models.BigIntegerField(default=0)
    mark = models.TextField(default="")
    done = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "ledgers"
        constraints = [
            models.UniqueConstraint(
                fields=["switch", "kind", "inode", "first"], name="one_line_per_book"
            )
        ]


class RefusedLine(models.Model):
    """拒收 A line of a book, or a part of it, that was refused: where it begins and why, never
    what it says."""

    book = models.ForeignKey(BookLine, models.CASCADE)
    place = models.BigIntegerField()
    line = models.BigIntegerField()
    fault = models.CharField(max_length=16)
    call_id = models.CharField(max_length=80)

    class Meta:
        app_label = "ledgers"
        constraints = [
            models.UniqueConstraint(fields=["book", "place", "fault"], name="refused_once")
        ]


class GapLine(models.Model):
    """缺口 The switch was started anew (`restart`), channel numbers without a line (`serial`), a
    book that was gone before its end was read (`vanished`) or cut short (`cut`)."""

    switch = models.CharField(max_length=40)
    book = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    missing = models.IntegerField(default=0)

    class Meta:
        app_label = "ledgers"
        constraints = [
            models.UniqueConstraint(fields=["switch", "book", "kind", "at"], name="gap_once")
        ]


class SetAside(models.Model):
    """剔除 Calls of a stretch of time left out of the figures: why, who asked, who approved. The
    figure with them is shown all the same."""

    begins = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=24)
    grounds = models.CharField(max_length=400)
    asked_by = models.CharField(max_length=40)
    approved_by = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "ledgers"


TABLE, KEY = CallLine, ["switch", "call_id"]

# As of a moment: what was known then. A call that waits longer than a day is not waited for.
_AS_OF = """select begun_at, caller, exact, decided,
    case when answered_at <= %(as_of)s then wait_total + case when exact then 0 else 1000000 end
      end as waited,
    coalesce(answered_at <= %(as_of)s, false) as answered,
    outcome, phase, why, doubt, decided_at
  from (select *, coalesce(decided_at <= %(as_of)s, false) or begun_at <= %(stale)s as decided
    from ledgers_callline where offered and begun_at > %(since)s and begun_at <= %(as_of)s) c"""
_SET_ASIDE = """coalesce((select min(reason) from ledgers_setaside s
  where c.begun_at >= s.begins and c.begun_at < s.until), '')"""
_COUNTS = f"""select {{bucket}}, {_SET_ASIDE} as aside,
    count(*) filter (where decided) as offered,
    count(*) filter (where answered) as answered,
    count(*) filter (where waited <= %(limit)s and doubt <> 'clock_back') as within,
    count(*) filter (where answered
      and not coalesce(waited <= %(limit)s and doubt <> 'clock_back', false)) as late,
    count(*) filter (where gone) as abandoned,
    count(*) filter (where gone and decided_at - begun_at <= %(limit)s * interval '1us')
      as abandoned_within,
    count(*) filter (where gone and decided_at - begun_at < %(short)s) as short,
    count(*) filter (where decided and not answered and outcome = 'left' and why <> 'full')
      as left,
    count(*) filter (where decided and not answered and outcome = 'left' and why = 'full')
      as full,
    count(*) filter (where decided and not answered and outcome in ('lost', 'open')) as lost,
    count(*) filter (where not decided) as waiting,
    count(*) filter (where not decided and begun_at < %(late)s) as overdue,
    count(*) filter (where decided and not exact) as inexact,
    {{persons}}
  from (select *, decided and not answered and outcome = 'abandoned' as gone from ({_AS_OF}) a) c
  group by 1, 2 order by 1, 2"""


_PERSONS = """count(distinct caller) filter (where decided and caller <> '')
      + count(*) filter (where decided and caller = '') as persons,
    count(distinct caller) filter (where answered and caller <> '')
      + count(*) filter (where answered and caller = '') as persons_answered"""
_NO_PERSONS = "0 as persons, 0 as persons_answered"


def _given(since: datetime, as_of: datetime, limit: timedelta) -> dict[str, Any]:
    return {
        "since": since, "as_of": as_of, "stale": as_of - STALE, "late": as_of - limit,
        "limit": limit // timedelta(microseconds=1), "short": SHORT,
    }  # fmt: skip


def counts(
    since: datetime,
    as_of: datetime,
    limit: timedelta,
    every: timedelta | None = None,
    persons: bool = True,
    begin: datetime | None = None,
) -> list[tuple[datetime | None, str, Counts]]:
    """What became of the calls offered after `since`, as known at `as_of`: in one sum, or by
    stretches of `every`, of which one begins at `begin` (else at `since`); by the reason they are
    set aside ("": none). `persons`: also who rang (dear over a month). One statement."""
    bucket = "null::timestamptz" if every is None else "date_bin(%(every)s, begun_at, %(begin)s)"
    given = _given(since, as_of, limit) | {"every": every, "begin": begin or since}
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS.format(bucket=bucket, persons=_PERSONS if persons else _NO_PERSONS), given
        )
        assert cursor.description
        names = [column.name for column in cursor.description][2:]
        return [
            (row[0], row[1], Counts(**dict(zip(names, row[2:], strict=True))))
            for row in cursor.fetchall()
        ]


_MOMENTS = f"""select coalesce(string_agg(int8send(us), ''::bytea) filter (where decided), ''),
  coalesce(string_agg(case when answered then '\\x00'::bytea else '\\x01' end, ''::bytea)
    filter (where decided), ''),
  coalesce(string_agg(case when aside then '\\x01'::bytea else '\\x00' end, ''::bytea)
    filter (where decided), ''),
  (extract(epoch from greatest(%(since)s, (select min(begun_at) from ledgers_callline
    where offered))) * 1000000)::bigint,
  count(*) filter (where not decided)
from (select (extract(epoch from begun_at) * 1000000)::bigint as us, answered, decided,
  exists (select from ledgers_setaside s where begun_at >= s.begins and begun_at < s.until) as aside
  from ({_AS_OF}) c order by begun_at) row"""
_REASONS = f"""select aside, count(*) from (select decided, {_SET_ASIDE} as aside
  from ({_AS_OF}) c) row where decided and aside <> '' group by 1"""


def moments(since: datetime, as_of: datetime) -> Moments:
    """For the sliding window: the calls offered after `since`, as known at `as_of`, packed by the
    database (10 bytes a call). One statement, and one more if any are set aside."""
    given = _given(since, as_of, timedelta())
    reasons: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(_MOMENTS, given)
        found = cursor.fetchone()
        assert found
        aside = bytearray(found[2])
        if 1 in aside:
            cursor.execute(_REASONS, given)
            reasons = dict(cursor.fetchall())
    begun = array("q", bytes(found[0]))
    if sys.byteorder == "little":
        begun.byteswap()
    return Moments(begun, bytearray(found[1]), aside, reasons, found[3] - 1, found[4])


def latest() -> datetime | None:
    """The last moment that any book speaks of."""
    last: datetime | None = CallLine.objects.aggregate(last=models.Max("last_at"))["last"]
    return last


def by_outcome(since: datetime, as_of: datetime) -> list[dict[str, Any]]:
    """Calls by kind, outcome, phase and reason: those offered and those that are not counted."""
    found = CallLine.objects.filter(begun_at__gt=since, begun_at__lte=as_of)
    names = ("offered", "kind", "outcome", "phase", "why", "doubt")
    return list(found.values(*names).annotate(n=models.Count("*")).order_by("-offered", "-n"))


def refused() -> list[dict[str, Any]]:
    """Refused lines by switch, book and reason, with the first and the last line number."""
    return list(
        RefusedLine.objects.values("book__switch", "book__kind", "book__path", "fault")
        .annotate(n=models.Count("*"), first=models.Min("line"), last=models.Max("line"))
        .order_by("book__switch", "book__path", "-n")
    )


def gaps(since: datetime, as_of: datetime) -> Sequence[GapLine]:
    """The gaps of the books between two moments, in order."""
    return list(GapLine.objects.filter(at__gt=since, at__lte=as_of).order_by("at", "kind"))


def fields() -> tuple[str, ...]:
    """The columns that say what is known of a call, named as in yingda.calls.call.Call."""
    return tuple(name for name in _columns() if name not in ("switch", "call_id", "tail", "facts"))


def _columns() -> list[str]:
    named = (field.column for field in CallLine._meta.concrete_fields)
    return [name for name in named if name and name != "pk"]


def upsert() -> str:
    """SQL that enters lines of calls given as JSON in its one parameter."""
    names = _columns()
    cols = ", ".join(names)
    rest = ", ".join(f"{n} = excluded.{n}" for n in names if n not in (*KEY, "tail"))
    return (
        f"insert into ledgers_callline as old ({cols}) select {cols}"
        " from jsonb_populate_recordset(null::ledgers_callline, %s::jsonb)"
        f" on conflict (switch, call_id) do update set {rest},"
        " tail = coalesce(excluded.tail, old.tail)"
    )
