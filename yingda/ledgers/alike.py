# SPDX-License-Identifier: Apache-2.0
"""相似台账 Alike: traces of what open and recent appeals say, so that the same matter is found.

A trace is a set of keyed hashes of rare pieces (`hints.rare`), without order: no word of an appeal
stands here. The words are sealed and not part of the case, so the office makes the lines, with
each command that brings words and when it writes the ledgers afresh. Erased with the person.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from msgspec import Struct

KEPT = timedelta(days=400)
"""How long an ended case is still looked at."""
CANDIDATES = 400
"""Cases weighed at most for one question."""
LEAST_COUNTED = 5
USUAL = 4300
"""Traces of the city on which the lines of likeness were drawn (one year of a message board)."""
UNKNOWN = 7.0
"""Rarity of a piece of which only the hash is left."""
FEW = 3
"""What is assumed of a piece that is not listed."""


class AlikeLine(models.Model):
    """痕迹 The trace of one appeal. `matter` is the first case of the same matter, once looked for
    ("" before)."""

    case_no = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    keys = ArrayField(models.IntegerField())
    matter = models.CharField(max_length=40, default="", db_default="")

    class Meta:
        app_label = "ledgers"
        indexes = [
            GinIndex(fields=["keys"], name="alike_by_piece", fastupdate=False),
            models.Index(fields=["at"], name="alike_by_day"),
            models.Index(fields=["matter", "at"], name="alike_by_matter"),
        ]


class PieceCount(models.Model):
    """件数 In how many of `of` traces a piece stands, counted by the watcher once a day; pieces of
    fewer than LEAST_COUNTED traces are not listed."""

    key = models.IntegerField(primary_key=True)
    cases = models.IntegerField()
    of = models.IntegerField()

    class Meta:
        app_label = "ledgers"


TABLE, KEY = AlikeLine, ["case_no"]


class Near(Struct, frozen=True, kw_only=True):
    """相近 Another case that says much of the same: the pieces that both have (`both`), their
    weight, and that weight as a share of the lighter of the two traces (0 to 1). `evidence` is the
    weight, less what so many traces bring by accident: among a million more is alike by chance."""

    case_no: str
    at: datetime
    matter: str
    both: int
    weight: float
    share: float
    evidence: float = 0.0


def line(case_no: str, at: datetime, keys: Sequence[int]) -> dict[str, Any]:
    """The line of a case that was registered `at`."""
    return {"case_no": case_no, "at": at, "keys": list(keys), "matter": ""}


NEAREST = """
asked as materialized (
  select t.key, coalesce(p.cases, %(few)s) as cases,
    least(t.rarity, coalesce(ln(p.of::float8 / p.cases), t.rarity)) as weight
  from told t left join ledgers_piececount p using (key)
), picked as materialized (
  select coalesce(array_agg(key) filter (where upto <= %(most)s or nth = 1), '{}') as keys from (
    select key, sum(cases) over w as upto, row_number() over w as nth
    from asked window w as (order by cases, weight desc, key rows unbounded preceding)) one
), held as materialized (
  select * from (select case_no, at, matter, keys from ledgers_alikeline
    where keys && (select keys from picked) offset 0) l
  where l.at > %(since)s and l.at <= %(until)s and l.case_no <> %(but)s
  limit %(most)s
), weighed as (
  select h.case_no, count(*) as shared, sum(a.weight) as weight
  from held h cross join lateral unnest(h.keys) as own(key) join asked a using (key)
  group by h.case_no having count(*) >= least(3, (select count(*) from asked))
  order by 3 desc, 1 limit %(limit)s
), near as materialized (
  select w.case_no, h.at, h.matter, w.shared, w.weight, least(1, w.weight / greatest(1,
    (select sum(weight) from asked)
      * least(1, cardinality(h.keys)::float8 / (select count(*) from asked)))) as share,
    w.weight - greatest(0, ln(coalesce((select of from ledgers_piececount limit 1), 1)::float8
      / %(usual)s)) as evidence
  from weighed w join held h using (case_no)
)
"""
"""相近 The cases of a time that say most of the same, as `near` of a WITH: for a statement that
asks more of them. Before it stands `told(key, rarity)`, the pieces asked for; slots: `question`.

A piece weighs ln(traces ÷ traces with it), at most its rarity. Candidates are fetched by the rarest
pieces, as many as together stand in no more than CANDIDATES traces (always at least one), and
weighed by all. `offset 0` keeps the planner from looking for them by their day, as it would once
the statement is prepared: that reads every trace.
"""

TOLD = "told as (select * from unnest(%(keys)s::int[], %(rarities)s::float8[]) as t(key, rarity))"
_NEAREST = f"""with {TOLD}, {NEAREST}
select case_no, at, matter, shared, weight, share, evidence from near order by weight desc, case_no
"""


def question(since: datetime, until: datetime, but: str, limit: int) -> dict[str, Any]:
    """The slots of NEAREST: cases of that time, without the case `but`, so many at most."""
    return {
        "few": FEW, "most": CANDIDATES, "since": since, "until": until, "but": but, "limit": limit,
        "usual": USUAL,
    }  # fmt: skip


def pieces(keys: Mapping[int, float]) -> dict[str, Any]:
    """The slots of TOLD: each piece of a trace with its rarity."""
    return {"keys": list(keys), "rarities": [float(rarity) for rarity in keys.values()]}


def nearest(
    keys: Mapping[int, float], since: datetime, until: datetime, but: str = "", limit: int = 20
) -> list[Near]:
    """The cases of that time that say most of the same, the nearest first: one statement.

    `keys`: the trace asked for, each piece with its rarity.
    """
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, pieces(keys) | question(since, until, but, limit))
        names = ("case_no", "at", "matter", "both", "weight", "share", "evidence")
        return [Near(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


_COUNT = """
insert into ledgers_piececount (key, cases, of)
select key, count(*), (select count(*) from ledgers_alikeline)
from ledgers_alikeline l cross join lateral unnest(l.keys) as own(key)
group by key having count(*) >= %s
"""


@transaction.atomic
def count_pieces() -> None:
    """Count in how many traces each piece stands; half a minute for a million traces."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("delete from ledgers_piececount")
        cursor.execute(_COUNT, [LEAST_COUNTED])


def drop_old(now: datetime) -> int:
    """Delete the traces of cases that ended and are older than KEPT; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from ledgers_alikeline a using ledgers_caseline c"
            " where a.at < %s and c.case_no = a.case_no and c.closed_at is not null",
            [now - KEPT],
        )
        return int(cursor.rowcount)
