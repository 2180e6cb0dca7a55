# SPDX-License-Identifier: Apache-2.0
"""现况 Present: what a switch shows at this moment, for desks and wallboards; never the truth.

The truth is the book of calls. `state` is what `channels.phone.board` shows; each change is told
to whoever listens on the database's channel `yingda_phone`.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Now

from . import turns

TOLD_ON = "yingda_phone"
Key = tuple[str, str]  # what (seat, call, switch) and which


class PresentLine(models.Model):
    """现况 One seat, call or switch as it is now."""

    pk = models.CompositePrimaryKey("switch", "kind", "name")
    switch = models.CharField(max_length=40)
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    state = models.JSONField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "ledgers"


class SeatPost(models.Model):
    """岗位 Who sits where: what the switch must know of a seat. The master: when the switch was
    down it is told again. `why`: not ready, and for what reason."""

    pk = models.CompositePrimaryKey("switch", "seat")
    switch = models.CharField(max_length=40)
    seat = models.CharField(max_length=20)
    officer = models.CharField(max_length=80)
    queues = models.JSONField()
    why = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "ledgers"
        constraints = [models.UniqueConstraint(fields=["officer"], name="one_seat_an_officer")]


def post_of(officer: str) -> SeatPost | None:
    """Where an officer (user name) sits."""
    return SeatPost.objects.filter(officer=officer).first()


def take_seat(
    switch: str, seat: str, officer: str, queues: Sequence[str], why: str = ""
) -> SeatPost | None:
    """Put an officer on a seat, or as they sit there already; None if another sits there or they
    sit elsewhere: of two who want one seat at once one gets it."""
    given = {"officer": officer, "queues": [*queues], "why": why}
    try:
        with transaction.atomic():
            post, _ = SeatPost.objects.select_for_update().get_or_create(
                switch=switch, seat=seat, defaults=given
            )
            if post.officer != officer:
                return None
            turns.begin(switch, seat, officer, Now())
            SeatPost.objects.filter(switch=switch, seat=seat).update(queues=[*queues], why=why)
            tell_post(switch, seat, officer)
    except IntegrityError:
        return None
    return post


def leave_seat(switch: str, seat: str, officer: str, since: datetime) -> None:
    """The seat is free again, if the officer took it after `since`."""
    left = SeatPost.objects.filter(switch=switch, seat=seat, officer=officer, at__gte=since)
    if left.delete()[0]:
        turns.end(switch, seat, Now())
        tell_post(switch, seat, "")


def tell_post(switch: str, seat: str, officer: str) -> None:
    """Tell who sits at a seat now ("": nobody)."""
    state = {"officer": officer} if officer else None
    told = {"switch": switch, "kind": "post", "name": seat, "state": state}
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [TOLD_ON, json.dumps(told)])


_SHOW = """
with quick as (select set_config('synchronous_commit', 'off', true)),
changed as (select * from jsonb_to_recordset(%(changed)s::jsonb)
  as c(kind text, name text, state jsonb, there boolean)),
gone as (delete from ledgers_presentline p using changed c
  where p.switch = %(switch)s and p.kind = c.kind and p.name = c.name and not c.there),
shown as (insert into ledgers_presentline (switch, kind, name, state, at)
  select %(switch)s, kind, name, state, now() from changed where there
  on conflict (switch, kind, name) do update set state = excluded.state, at = excluded.at)
select pg_notify(%(on)s, told) from quick, unnest(%(told)s::text[]) told
"""
"""One statement, for which nobody waits until it is on the disk: it is not the truth."""


def show(switch: str, changed: Mapping[Key, dict[str, Any] | None]) -> None:
    """Enter what changed (None: it is there no more) and tell it."""
    if not changed:
        return
    rows, told = [], []
    for (kind, name), state in changed.items():
        rows.append({"kind": kind, "name": name, "state": state, "there": state is not None})
        told.append(json.dumps({"switch": switch, "kind": kind, "name": name, "state": state}))
    given: dict[str, Any] = {
        "changed": json.dumps(rows), "switch": switch, "on": TOLD_ON, "told": told,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, given)


def show_all(switch: str, everything: Mapping[Key, dict[str, Any]]) -> None:
    """Show this and nothing else of a switch: after a reconnect."""
    known = PresentLine.objects.filter(switch=switch).values_list("kind", "name")
    gone: dict[Key, dict[str, Any] | None] = {key: None for key in known if key not in everything}
    show(switch, gone | dict(everything))


def shown(kind: str, switch: str = "") -> list[PresentLine]:
    """Everything of a kind, by name; of one switch or of all."""
    found = PresentLine.objects.filter(kind=kind).order_by("switch", "name")
    return list(found.filter(switch=switch) if switch else found)


def stale(as_of: datetime, after: float) -> list[str]:
    """Switches that have not been heard of for `after` seconds."""
    return [
        line.switch
        for line in shown("switch")
        if (as_of - line.at).total_seconds() > after or not line.state.get("up")
    ]
