# SPDX-License-Identifier: Apache-2.0
"""坐席指令 Seat orders: what an officer wants of the switch, left in a table and carried out beside
the switch; kept for ever as the log of who listened, whispered, joined, and why.

No page talks with the switch: it leaves an order, told on the database's channel `yingda_orders`,
and what came of it is told on `yingda_phone`. An order that could not be carried out within
`PATIENCE` is refused as too late and never carried out afterwards.
"""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, models, transaction
from django.db.models.functions import Now

from .present import TOLD_ON

LEFT_ON = "yingda_orders"
PATIENCE = timedelta(seconds=5)
KEPT = 200


class SeatOrder(models.Model):
    """坐席指令 `to`: whom it concerns beside the seat (another seat, a number with its middle
    hidden, a call, a sound); `sealed`: the whole number, only until it is carried out. `outcome`:
    "" (waiting), doing, done, refused, late, lost (the hand died over it)."""

    id = models.CharField(primary_key=True, max_length=32)
    switch = models.CharField(max_length=40)
    act = models.CharField(max_length=16)
    seat = models.CharField(max_length=20)
    to = models.CharField(max_length=80)
    sealed = models.BinaryField(null=True)
    queues = models.JSONField(default=list)
    why = models.CharField(max_length=KEPT)
    by = models.CharField(max_length=80)
    duty = models.CharField(max_length=20)
    at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=8, default="")
    said = models.CharField(max_length=KEPT, default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(
                fields=["switch", "at"],
                condition=models.Q(outcome__in=["", "doing"]),
                name="orders_open",
            ),
            models.Index(fields=["seat", "at"], name="orders_of_seat"),
            models.Index(fields=["act", "at"], name="orders_of_act"),
        ]


def fresh_id() -> str:
    """The id of a new order."""
    return uuid4().hex


def leave(**said: Any) -> SeatOrder:
    """Leave an order and tell the one who carries it out."""
    with transaction.atomic():
        said.setdefault("id", fresh_id())
        made = SeatOrder.objects.create(**said)
        _tell(LEFT_ON, {"switch": made.switch, "id": made.id})
    return made


def claim(switch: str) -> SeatOrder | None:
    """Take the oldest order that waits for a switch; it is nobody else's from now on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ledgers_seatorder set outcome = 'doing' where id = (select id"
            " from ledgers_seatorder where switch = %s and outcome = ''"
            " and at > statement_timestamp() - make_interval(secs => %s)"
            " order by at limit 1 for update skip locked) returning id",
            [switch, PATIENCE.total_seconds()],
        )
        row = cursor.fetchone()
    return SeatOrder.objects.get(pk=row[0]) if row else None


def settle(order: SeatOrder, outcome: str, said: str = "") -> None:
    """Note what came of an order, forget the number it was for, and tell the page."""
    with transaction.atomic():
        SeatOrder.objects.filter(pk=order.pk).update(
            outcome=outcome, said=said[:KEPT], done_at=Now(), sealed=None
        )
        _tell_outcome(order, outcome, said)


def give_up(switch: str, said: str) -> list[SeatOrder]:
    """Refuse the orders that have waited too long; they are returned."""
    return _close(switch, "", "late", said)


def lost(switch: str, said: str) -> list[SeatOrder]:
    """Close the orders over which the one who carries them out has died: perhaps done, perhaps
    not; they are never begun again."""
    return _close(switch, "doing", "lost", said)


def _close(switch: str, was: str, outcome: str, said: str) -> list[SeatOrder]:
    with transaction.atomic():
        waiting = SeatOrder.objects.select_for_update(skip_locked=True)
        old = list(
            waiting.filter(switch=switch, outcome=was, at__lte=Now() - PATIENCE).order_by("at")
        )
        for order in old:
            settle(order, outcome, said)
    return old


def log(acts: tuple[str, ...], since: datetime, most: int = 100) -> list[SeatOrder]:
    """Orders of these kinds since a moment, the newest first: who, when, why, what came of it."""
    return list(SeatOrder.objects.filter(act__in=acts, at__gte=since).order_by("-at")[:most])


def _tell_outcome(order: SeatOrder, outcome: str, said: str) -> None:
    state = {
        "act": order.act, "seat": order.seat, "by": order.by, "outcome": outcome, "said": said,
    }  # fmt: skip
    _tell(
        TOLD_ON, {"switch": order.switch, "kind": "order", "name": order.id, "state": state}
    )  # fmt: skip


def _tell(on: str, words: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [on, json.dumps(words)])
