# SPDX-License-Identifier: Apache-2.0
"""苗头 Rising: matters that suddenly come more often than they use to, before they grow (未诉先办).

Two kinds of matter: a subject at a place (from the hotspots ledger), and what several people tell
of the same thing (from the traces). Looked for every few minutes by the watcher; a matter stands
here from the day on which it was first seen to rise. It can be found again from the other ledgers.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet
from msgspec import Struct

WINDOW = 7
"""Days that are compared …"""
BEFORE = 56
"""… with so many before them."""


class RisingLine(models.Model):
    """热点苗头 A matter that rises. `key` says which: `s:subject:place` or `m:case`; `cases` came
    in the last seven days where `usual` were to be expected; `chance` is how often as many would
    come by accident; `first_on` is the day on which it was first seen."""

    key = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=8)
    subject = models.CharField(max_length=16)
    district = models.CharField(max_length=12)
    street = models.CharField(max_length=12)
    matter = models.CharField(max_length=40)
    cases = models.IntegerField()
    usual = models.FloatField()
    chance = models.FloatField()
    began_on = models.DateField()
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["-last_on", "chance"], name="rising_by_day")]


class Counted(Struct, frozen=True, kw_only=True):
    """计 How often a matter came: in the window, in the days before, on how many days known."""

    key: str
    kind: str
    subject: str = ""
    district: str = ""
    street: str = ""
    matter: str = ""
    cases: int = 0
    before: int = 0
    began_on: date


_PLACES = """
select subject, district, street, count(*) filter (where day > %(begin)s) as cases,
  count(*) filter (where day <= %(begin)s) as before, min(day) filter (where day > %(begin)s)
from ledgers_hotspotline
where day > %(old)s and day <= %(on)s and subject <> '' and district <> ''
group by grouping sets ((subject, district, street), (subject, district))
having count(*) filter (where day > %(begin)s) >= %(least)s
"""
_MATTERS = """
select m.matter, count(*) filter (where m.at > %(from)s) as cases,
  count(*) filter (where m.at <= %(from)s) as before, min(m.at) filter (where m.at > %(from)s)
from ledgers_alikeline m
where m.at > %(since)s and m.at <= %(until)s and m.matter <> ''
group by m.matter having count(*) filter (where m.at > %(from)s) >= %(least)s
"""


def at_places(on: date, least: int) -> list[Counted]:
    """Subjects at places with at least so many cases in the seven days up to `on`: one statement.
    Each street stands for itself, and each district for all of it."""
    begin = on - timedelta(days=WINDOW)
    given: dict[str, Any] = {
        "on": on,
        "begin": begin,
        "old": begin - timedelta(days=BEFORE),
        "least": least,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, given)
        rows = cursor.fetchall()
    return [
        Counted(
            key=f"s:{subject}:{street or district}", kind="place", subject=subject,
            district=district, street=street or "", cases=cases, before=before,
            began_on=first,
        )
        for subject, district, street, cases, before, first in rows
        if street != ""
    ]  # fmt: skip


def told_by_many(until: datetime, least: int) -> list[Counted]:
    """Matters that several told of in the seven days up to `until`: one statement."""
    begin = until - timedelta(days=WINDOW)
    given: dict[str, Any] = {
        "from": begin, "since": begin - timedelta(days=BEFORE), "until": until, "least": least,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MATTERS, given)
        rows = cursor.fetchall()
    return [
        Counted(
            key=f"m:{matter}", kind="matter", matter=matter, cases=cases,
            before=before, began_on=first.date(),
        )
        for matter, cases, before, first in rows
    ]  # fmt: skip


_KEEP = """
insert into ledgers_risingline (key, kind, subject, district, street, matter, cases, usual, chance,
  began_on, first_on, last_on)
select *, %(on)s, %(on)s from unnest(%(keys)s::text[], %(kinds)s::text[], %(subjects)s::text[],
  %(districts)s::text[], %(streets)s::text[], %(matters)s::text[], %(cases)s::int[],
  %(usual)s::float8[], %(chances)s::float8[], %(begun)s::date[])
on conflict (key) do update set cases = excluded.cases, usual = excluded.usual,
  chance = excluded.chance, last_on = excluded.last_on,
  began_on = case when ledgers_risingline.last_on < %(again)s then excluded.began_on
    else ledgers_risingline.began_on end,
  first_on = case when ledgers_risingline.last_on < %(again)s then excluded.first_on
    else ledgers_risingline.first_on end
"""


def keep(found: Sequence[tuple[Counted, float, float]], on: date) -> None:
    """Note what rises on that day, each with what was usual and the chance of an accident. The day
    on which it was first seen stays, unless it had been quiet for two windows."""
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {
            "on": on, "again": on - timedelta(days=2 * WINDOW),
            "keys": [c.key for c, _u, _p in found], "kinds": [c.kind for c, _u, _p in found],
            "subjects": [c.subject for c, _u, _p in found],
            "districts": [c.district for c, _u, _p in found],
            "streets": [c.street for c, _u, _p in found],
            "matters": [c.matter for c, _u, _p in found], "cases": [c.cases for c, _u, _p in found],
            "usual": [usual for _c, usual, _p in found],
            "chances": [chance for _c, _u, chance in found],
            "begun": [c.began_on for c, _u, _p in found],
        })  # fmt: skip


def now_rising(on: date, most: int = 20) -> QuerySet[RisingLine]:
    """What rises, seen no longer than a day before `on`, the least accidental first."""
    rows = RisingLine.objects.filter(last_on__gte=on - timedelta(days=1), last_on__lte=on)
    return rows.order_by("chance", "key")[:most]


class Shown(Struct, frozen=True):
    """件 A case of a matter that rises: key of the matter, number, title, subject, place, stage."""

    key: str
    case_no: str
    title: str
    subject: str
    district: str
    street: str
    stage: str


_CASES = """
select r.key, l.case_no, l.title, l.subject, l.district, l.street, l.stage
from ledgers_risingline r cross join lateral (
  (select h.case_no, h.day::timestamptz as at from ledgers_hotspotline h
   where r.kind = 'place' and h.day > r.last_on - %(window)s and h.day <= r.last_on
     and h.subject = r.subject and h.district = r.district and r.street in ('', h.street)
   order by h.day desc, h.case_no desc limit %(most)s)
  union all
  (select a.case_no, a.at from ledgers_alikeline a
   where r.kind = 'matter' and a.matter = r.matter order by a.at desc limit %(most)s)
) c join ledgers_caseline l using (case_no)
where r.key = any(%(keys)s) order by r.key, c.at desc, l.case_no desc
"""


def cases_of(rows: Sequence[RisingLine], most: int = 5) -> dict[str, list[Shown]]:
    """The newest cases of each of these matters, by its key: one statement."""
    found: dict[str, list[Shown]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CASES, {"keys": [row.key for row in rows], "window": WINDOW, "most": most})
        for row in cursor.fetchall():
            found.setdefault(row[0], []).append(Shown(*row))
    return found
