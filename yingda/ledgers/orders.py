# SPDX-License-Identifier: Apache-2.0
"""工单台账 One line per work order: what a unit was sent, and how far it is."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from yingda.flow.case import Case, Stage


class OrderLine(models.Model):
    """工单 as listed to its unit."""

    pk = models.CompositePrimaryKey("case_no", "nth")
    case_no = models.CharField(max_length=40)
    nth = models.SmallIntegerField()
    unit = models.CharField(max_length=40)
    role = models.CharField(max_length=12)
    title = models.TextField()
    tier = models.CharField(max_length=16)
    stage = models.CharField(max_length=16)
    confidential = models.BooleanField()
    sent_at = models.DateTimeField()
    sign_by = models.DateTimeField(null=True)
    reply_by = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    told = models.BooleanField()
    ended = models.CharField(max_length=12)
    todo = models.BooleanField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(
                fields=["unit", "due_at", "case_no"], condition=Q(todo=True), name="orders_to_do"
            ),
            models.Index(fields=["unit", "-sent_at"], name="orders_of_unit"),
        ]


TABLE, KEY = OrderLine, ["case_no", "nth"]
_OPEN = (Stage.DISPATCHED, Stage.SIGNED_IN, Stage.CONSULTING)


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """A line for each order of the case and each whistle blown in it."""
    told = {a.unit for a in case.answers if a.told_at}
    title = "" if case.erased else case.appeal.title
    both: dict[str, Any] = {
        "case_no": case_no,
        "title": title,
        "tier": case.tier,
        "stage": case.stage,
    }
    both["confidential"] = case.appeal.confidential
    out: list[dict[str, Any]] = []
    for o in case.orders:
        todo = o.stands and case.stage in _OPEN and o.replied_at is None and o.role != "copy"
        due = {k.due.at for k in case.clocks if k.order == o.nth and k.running}
        out.append(
            both
            | {
                "nth": o.nth, "unit": o.unit, "role": o.role, "sent_at": o.sent_at,
                "sign_by": o.sign_by, "reply_by": o.reply_by, "signed_at": o.signed_at,
                "contacted_at": o.contacted_at, "replied_at": o.replied_at, "told": o.unit in told,
                "ended": o.ended, "todo": todo, "due_at": min(due, default=o.reply_by),
            }
        )  # fmt: skip
    for w in case.whistles:
        due = {k.due.at for k in case.clocks if k.order == w.order}
        out.append(
            both
            | {
                "nth": w.order, "unit": w.unit, "role": "whistle", "sent_at": w.at, "sign_by": None,
                "reply_by": min(due, default=None), "signed_at": None, "contacted_at": None,
                "replied_at": w.answered_at, "told": False, "ended": "",
                "todo": w.answered_at is None and case.stage in _OPEN, "due_at": min(due,
                default=None),
            }
        )  # fmt: skip
    return out


def to_do(unit: str) -> QuerySet[OrderLine]:
    """What `unit` has to do, least time left first."""
    return OrderLine.objects.filter(unit=unit, todo=True).order_by("due_at", "case_no")


def sent_to(unit: str) -> QuerySet[OrderLine]:
    """Everything `unit` was ever sent, newest first."""
    return OrderLine.objects.filter(unit=unit).order_by("-sent_at")
