# SPDX-License-Identifier: Apache-2.0
"""漏接 Missed: callers whom no human answered, folded by person; rung back until reached.

Everyone who hung up, ran out of time or was lost stands here once, however often they rang. Done
when they got through themselves, were reached, or were tried three times. Computed from the book of
calls and the tries: it cannot drift. A person is the keyed hash of a number; the number itself
stays in the switch.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.db import IntegrityError, connection, models, transaction
from msgspec import Struct

from yingda.flow.limits import day

from .calls import CallLine

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
    """漏接 One person. `call_id` is their last missed call and `tail` the sealed last digits of its
    number; `calls` how often they rang in vain; `waited` the longest wait in seconds; `asked`: they
    chose to be rung back; `priority`: of the list of callers answered first; `tried_at`: when the
    last try ended."""

    switch: str
    call_id: str
    caller: str
    queue: str
    first_at: datetime
    last_at: datetime
    calls: int
    waited: float
    asked: bool
    priority: int
    tries: int
    trying: bool
    tried_at: datetime | None
    tail: bytes | None

    @property
    def place(self) -> "Place":
        """Where this person stands in the list."""
        return not self.asked, -self.priority, self.first_at, self.call_id


Place = tuple[bool, int, datetime, str]
FIRST: Place = (False, -1000, datetime(1970, 1, 1, tzinfo=UTC), "")
MOST = 200

_PERSONS = """
with missed as (
  select c.* from ledgers_callline c
  where c.offered and c.begun_at > %(since)s and c.begun_at <= %(as_of)s and c.caller <> ''
    and c.outcome in ('abandoned', 'left', 'lost') {only}
), done as (
  select caller, max(at) as at from (
    select a.caller, a.answered_at as at from ledgers_callline a
    where a.offered and a.begun_at > %(since)s - interval '1 day' and a.answered_at <= %(as_of)s
      and a.caller in (select caller from missed)
    union all
    select t.caller, t.begun_at from ledgers_tryline t
    where t.result = 'reached' and t.ended_at <= %(as_of)s
      and t.caller in (select caller from missed)
  ) d group by caller
), persons as (
  select m.caller, (array_agg(switch order by begun_at desc))[1] as switch,
    (array_agg(call_id order by begun_at desc))[1] as call_id,
    (array_agg(queue order by begun_at desc))[1] as queue,
    (array_agg(tail order by begun_at desc))[1] as tail,
    min(begun_at) as first_at, max(begun_at) as last_at, count(*) as calls,
    max(extract(epoch from coalesce(decided_at, last_at) - begun_at))::float8 as waited,
    bool_or(why = 'key') as asked
  from missed m left join done d on d.caller = m.caller
  where d.at is null or m.begun_at >= d.at group by m.caller
), listed as (
  select p.*, coalesce(l.priority, 0) as priority from persons p
  left join ledgers_listedline l on l.caller = p.caller and l.ended_at is null
    and (l.until is null or l.until >= %(day)s)
)
select p.switch, p.call_id, p.caller, p.queue, p.first_at, p.last_at, p.calls, p.waited, p.asked,
  p.priority, t.tries, t.trying, t.tried_at, p.tail
from listed p, lateral (select count(*) filter (where result <> 'lost') as tries,
    coalesce(bool_or(result = ''), false) as trying, max(ended_at) as tried_at
  from ledgers_tryline t where t.caller = p.caller and t.begun_at > p.first_at) t
where (t.tries < %(most)s or t.trying) and (not p.asked, -p.priority, p.first_at, p.call_id)
  > (%(after0)s::boolean, %(after1)s::int, %(after2)s::timestamptz, %(after3)s::text)
order by not p.asked, -p.priority, p.first_at, p.call_id limit %(limit)s
"""
"""Who was answered or reached after a missed call is done with it: the last such moment decides,
and is found for all persons at once."""


def waiting(
    since: datetime, as_of: datetime, *, after: Place = FIRST, most: int = MOST, only: str = ""
) -> list[Missed]:
    """Persons to be rung back: those who asked for it first, then those of the list of callers
    answered first, then who rang first. At most so many, from a place on; `only`: this person."""
    given: dict[str, Any] = {
        "since": since, "as_of": as_of, "most": MOST_TRIES, "day": day(as_of), "limit": most,
        **{f"after{n}": part for n, part in enumerate(after)},
    }  # fmt: skip
    if only:
        given["only"] = only
    sql = _PERSONS.format(only="and c.caller = %(only)s" if only else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        assert cursor.description
        names = [column.name for column in cursor.description]
        return [Missed(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def of_call(call_id: str, since: datetime, as_of: datetime) -> Missed | None:
    """The person on the list whose last missed call this is."""
    line = CallLine.objects.filter(call_id=call_id).exclude(caller="").first()
    found = waiting(since, as_of, only=line.caller) if line else []
    return next((person for person in found if person.call_id == call_id), None)


def begin_try(person: Missed, seat: str, now: datetime) -> TryLine | None:
    """Begin to ring a person back. None if another is at it, or they were reached meanwhile."""
    with transaction.atomic():
        running = TryLine.objects.filter(caller=person.caller, result="")
        running.filter(begun_at__lt=now - STUCK).update(result="lost", ended_at=now)
    before = person.first_at - timedelta(microseconds=1)
    if not waiting(before, now, only=person.caller):
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
), answered as (
  select a.caller, max(a.answered_at) as at from ledgers_callline a
  where a.offered and a.begun_at > %(since)s - interval '1 day' and a.answered_at <= %(as_of)s
    and a.caller in (select caller from persons)
  group by a.caller
), tries as (
  select p.caller, count(*) filter (where t.result <> 'lost') as n,
    max(t.begun_at) filter (where t.result = 'reached') as reached_at
  from persons p join ledgers_tryline t on t.caller = p.caller and t.begun_at > p.first_at
    and t.ended_at <= %(as_of)s
  group by p.caller
), judged as (
  select coalesce(a.at > p.last_at, false) as themselves,
    coalesce(t.reached_at > p.last_at, false) as reached, coalesce(t.n >= %(most)s, false) as tried
  from persons p left join answered a on a.caller = p.caller left join tries t
    on t.caller = p.caller
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
