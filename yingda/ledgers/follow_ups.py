# SPDX-License-Identifier: Apache-2.0
"""回访台账 Who is to be asked, from when on, and what they said. Silence is a column of its own."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet

from yingda.flow.assess import counted
from yingda.flow.case import Case, Stage


class FollowUpLine(models.Model):
    """回访 as listed. `ready_at`: from when on the case may be followed up by its deadline."""

    case_no = models.CharField(max_length=40, primary_key=True)
    unit = models.CharField(max_length=40)
    tier = models.CharField(max_length=16)
    open = models.BooleanField()
    accepted = models.BooleanField()
    ready_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField()
    last_at = models.DateTimeField(null=True)
    valid = models.BooleanField()
    ended = models.BooleanField()
    contacted = models.BooleanField(null=True)
    solved = models.CharField(max_length=8, null=True)
    satisfied = models.CharField(max_length=20, null=True)
    excluded = models.CharField(max_length=24)

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(fields=["ready_at"], condition=Q(open=True), name="to_be_asked"),
            models.Index(
                fields=["accepted", "ready_at"], condition=Q(open=True), name="may_be_asked"
            ),
        ]


TABLE, KEY = FollowUpLine, ["case_no"]
_OVER = (Stage.CLOSED, Stage.DIVERTED, Stage.MERGED, Stage.FOLLOWED_UP, Stage.SUSPENDED)


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """One line, once the case has a lead order or was answered through another."""
    if not case.orders and not case.answers:
        return []
    lead = case.lead
    valid = [i for i in case.interviews if i.valid]
    last = valid[-1] if valid else None
    counts = counted(case)
    unit = lead.unit if lead else (case.answer.unit if case.answer else "")
    return [
        {
            "case_no": case_no, "unit": unit, "tier": case.tier,
            "open": case.stage not in _OVER and not case.asked_out,
            "accepted": case.stage is Stage.ACCEPTED, "ready_at": lead.reply_by if lead else None,
            "attempts": len(case.interviews),
            "last_at": case.interviews[-1].at if case.interviews else None,
            "valid": bool(valid), "ended": case.asked_out,
            "contacted": last.contacted if last else None, "solved": last.solved if last else None,
            "satisfied": last.satisfied if last else None,
            "excluded": counts.excluded if counts else "",
        }
    ]  # fmt: skip


def to_ask(now: datetime, *, by_deadline: bool, early: bool) -> QuerySet[FollowUpLine]:
    """Cases to be followed up now: those past their deadline if `by_deadline`, and those whose
    reply was accepted if the book asks at closure or allows `early` asking."""
    ready = Q(pk__in=[])
    if by_deadline:
        ready |= Q(ready_at__lte=now)
    if early or not by_deadline:
        ready |= Q(accepted=True)
    return FollowUpLine.objects.filter(ready, open=True).order_by("ready_at", "case_no")


def tally(as_of: datetime, unit: str = "") -> dict[str, dict[str, int]]:
    """Cases whose follow-up was tried or has ended by `as_of`: counted, and yes (a valid answer),
    by exclusion reason ("" counts). One statement."""
    tried = FollowUpLine.objects.filter(Q(attempts__gt=0) | Q(ended=True), last_at__lte=as_of)
    if unit:
        tried = tried.filter(unit=unit)
    rows = tried.values("excluded").annotate(
        counted=Count("*"), yes=Count("case_no", filter=Q(valid=True))
    )
    return {r.pop("excluded"): r for r in rows}
