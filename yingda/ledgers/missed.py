# SPDX-License-Identifier: Apache-2.0
"""漏接 Missed: callers whom no human answered, folded by person; rung back until reached.

Everyone who hung up, ran out of time or was lost stands here once, however often they rang. Done
when they got through themselves, were reached, or were tried three times. Computed from the book of
calls and the tries: it cannot drift. A person is the keyed hash of a number; the number itself
stays in the switch.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from django.db import IntegrityError, connection, models, transaction
from msgspec import Struct

MOST_TRIES = 3
STUCK = timedelta(minutes=5)
"""A try that has said nothing for so long was lost: another may begin."""

Result = Literal["reached", "no_answer", "busy", "wrong_number", "lost"]


class TryLine(models.Model):
    """回拨 One try to reach a person; `result` is empty while it runs, and one may run."""

    id = models.BigAutoField(primary_key=True)
    switch = models.CharField(max_length=40)
    call_id = models.CharField(max_length=80)
    caller = models.CharField(max_length=32)
    seat = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, default="")

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["caller", "begun_at"], name="tries_by_caller")]
        constraints = [
            models.UniqueConstraint(
                fields=["caller"], condition=models.Q(result=""), name="one_try_at_a_time"
            )
        ]


class Missed(Struct, frozen=True, kw_only=True):
    """漏接 One person. `call_id` is their last missed call, `calls` how often they rang in vain;
    `waited` is the longest wait in seconds; `asked`: they chose to be rung back."""

    switch: str
    call_id: str
    caller: str
    queue: str
    first_at: datetime
    last_at: datetime
    calls: int
    waited: float
    asked: bool
    tries: int
    trying: bool


_PERSONS = """
with missed as (
  select c.* from ledgers_callline c
  where c.offered and c.begun_at > %(since)s and c.begun_at <= %(as_of)s and c.caller <> ''
    and c.outcome in ('abandoned', 'left', 'lost')
    and not exists (select from ledgers_callline a where a.caller = c.caller
      and a.offered and a.answered_at > c.begun_at and a.answered_at <= %(as_of)s)
    and not exists (select from ledgers_tryline t where t.caller = c.caller
      and t.result = 'reached' and t.begun_at > c.begun_at and t.ended_at <= %(as_of)s)
), persons as (
  select caller, (array_agg(switch order by begun_at desc))[1] as switch,
    (array_agg(call_id order by begun_at desc))[1] as call_id,
    (array_agg(queue order by begun_at desc))[1] as queue,
    min(begun_at) as first_at, max(begun_at) as last_at, count(*) as calls,
    max(extract(epoch from coalesce(decided_at, last_at) - begun_at))::float8 as waited,
    bool_or(why = 'key') as asked
  from missed group by caller
)
select p.switch, p.call_id, p.caller, p.queue, p.first_at, p.last_at, p.calls, p.waited, p.asked,
  t.tries, t.trying
from persons p, lateral (select count(*) filter (where result <> 'lost') as tries,
    coalesce(bool_or(result = ''), false) as trying
  from ledgers_tryline t where t.caller = p.caller and t.begun_at > p.first_at) t
where t.tries < %(most)s or t.trying
order by p.asked desc, p.first_at, p.caller
"""


def waiting(since: datetime, as_of: datetime) -> list[Missed]:
    """Persons to be rung back: those who asked for it first, then who rang first."""
    with connection.cursor() as cursor:
        cursor.execute(_PERSONS, {"since": since, "as_of": as_of, "most": MOST_TRIES})
        assert cursor.description
        names = [column.name for column in cursor.description]
        return [Missed(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def begin_try(person: Missed, seat: str, now: datetime) -> TryLine | None:
    """Begin to ring a person back. None if another is at it, or they were reached meanwhile."""
    with transaction.atomic():
        running = TryLine.objects.filter(caller=person.caller, result="")
        running.filter(begun_at__lt=now - STUCK).update(result="lost", ended_at=now)
    still = {m.caller for m in waiting(person.first_at - timedelta(microseconds=1), now)}
    if person.caller not in still:
        return None
    try:
        with transaction.atomic():
            return TryLine.objects.create(
                switch=person.switch, call_id=person.call_id, caller=person.caller, seat=seat,
                begun_at=now,
            )  # fmt: skip
    except IntegrityError:
        return None


def end_try(call_id: str, result: Result, now: datetime) -> bool:
    """Note what came of the try that runs for a missed call; False if none does."""
    running = TryLine.objects.filter(call_id=call_id, result="")
    return bool(running.update(result=result, ended_at=now))


class Settled(Struct, frozen=True, kw_only=True):
    """漏接回拨率 Of `persons` who were missed: got through by themselves, reached by us, tried
    often enough without being reached, still to be done. `nameless`: missed calls without a
    number, whom nobody can ring back."""

    persons: int
    themselves: int
    reached: int
    given_up: int
    nameless: int

    @property
    def open(self) -> int:
        """Those still to be rung back."""
        return self.persons - self.themselves - self.reached - self.given_up


_SETTLED = """
with persons as (
  select caller, min(begun_at) as first_at, max(begun_at) as last_at from ledgers_callline
  where offered and begun_at > %(since)s and begun_at <= %(as_of)s and caller <> ''
    and outcome in ('abandoned', 'left', 'lost')
  group by caller
), judged as (
  select exists (select from ledgers_tryline t where t.caller = p.caller
      and t.result = 'reached' and t.begun_at > p.last_at and t.ended_at <= %(as_of)s) as reached,
    exists (select from ledgers_callline a where a.caller = p.caller and a.offered
      and a.answered_at > p.last_at and a.answered_at <= %(as_of)s) as themselves,
    (select count(*) from ledgers_tryline t where t.caller = p.caller and t.result <> 'lost'
      and t.begun_at > p.first_at and t.ended_at <= %(as_of)s) >= %(most)s as tried
  from persons p
)
select count(*), count(*) filter (where themselves),
  count(*) filter (where reached and not themselves),
  count(*) filter (where tried and not reached and not themselves),
  (select count(*) from ledgers_callline where offered and begun_at > %(since)s
    and begun_at <= %(as_of)s and caller = '' and outcome in ('abandoned', 'left', 'lost'))
from judged
"""


def settled(since: datetime, as_of: datetime) -> Settled:
    """What became of the persons missed in a stretch of time, as known at `as_of`."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, {"since": since, "as_of": as_of, "most": MOST_TRIES})
        row: Sequence[int] = cursor.fetchone() or (0,) * 5
    return Settled(**dict(zip(Settled.__struct_fields__, row, strict=True)))
