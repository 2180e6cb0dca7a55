# SPDX-License-Identifier: Apache-2.0
"""诉求台账 One line per case: where it stands, who must act next, and what the readings count."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, Q, QuerySet

from yingda.flow.case import Case, Outcome, Stage

WAITS_FOR = {
    Stage.REGISTERED: "dispatcher", Stage.TRIAGED: "dispatcher", Stage.CONSULTING: "duty_leader",
    Stage.DISPATCHED: "clerk", Stage.SIGNED_IN: "clerk", Stage.REPLIED: "reviewer",
    Stage.ACCEPTED: "caller_back", Stage.FOLLOWED_UP: "caller_back",
}  # fmt: skip


class CaseLine(models.Model):
    """诉求 as listed."""

    case_no = models.CharField(max_length=40, primary_key=True)
    stage = models.CharField(max_length=16)
    waits_for = models.CharField(max_length=16)
    due_at = models.DateTimeField(null=True)
    tier = models.CharField(max_length=16)
    nature = models.CharField(max_length=16)
    subject = models.CharField(max_length=16)
    district = models.CharField(max_length=12)
    street = models.CharField(max_length=12)
    channel = models.CharField(max_length=24)
    title = models.TextField()
    unit = models.CharField(max_length=40)
    unit_name = models.CharField(max_length=120)
    units = ArrayField(models.CharField(max_length=40), default=list)
    confidential = models.BooleanField()
    registered_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16)
    exit = models.CharField(max_length=16)
    gaps = models.SmallIntegerField()
    objections = models.SmallIntegerField()
    reworks = models.SmallIntegerField()
    asks = models.CharField(max_length=16)  # what a unit asks of the hotline: pause, extension …
    parent = models.CharField(max_length=40)
    excluded = models.CharField(max_length=24)
    # What the readings count; None: the question does not arise in this case.
    copied = models.BooleanField(null=True)  # a sub-district leads: has its district a copy?
    overridden = models.BooleanField(null=True)  # dispatched: against the directory, with a reason?
    told_both = models.BooleanField(null=True)  # replied: were both the person and we told?
    reasoned = models.BooleanField(null=True)  # unresolved: does the reply say why?
    based = models.BooleanField(null=True)  # called unreasonable: on cited law and facts?
    version = models.IntegerField()
    source = models.CharField(max_length=40, default="", db_default="")
    call = models.CharField(max_length=80, default="", db_default="")

    class Meta:
        app_label = "ledgers"
        indexes = [
            models.Index(
                fields=["waits_for", "due_at", "case_no"],
                condition=~Q(waits_for=""),
                name="worklist",
            ),
            models.Index(
                fields=["asks", "due_at", "case_no"], condition=~Q(asks=""), name="asked_of_us"
            ),
            models.Index(fields=["-registered_at"], name="cases_by_day"),
            GinIndex(fields=["units"], name="cases_of_units"),
            models.Index(
                fields=["subject", "district", "-registered_at"], name="cases_of_a_matter"
            ),
            models.Index(
                fields=["source", "registered_at", "case_no"],
                condition=~Q(source=""),
                name="cases_by_source",
            ),
            models.Index(fields=["call"], condition=~Q(call=""), name="cases_by_call"),
        ]


TABLE, KEY = CaseLine, ["case_no"]


def _asks(case: Case) -> str:
    over = case.stage in (Stage.CLOSED, Stage.DIVERTED, Stage.MERGED)
    if case.objection and not over:
        return "ruling"
    if any(r.granted is None for r in case.extensions) and not over:
        return "extension"
    if any(r.granted is None for r in case.pauses) and not over:
        return "pause"
    if case.exclusion and case.exclusion.state in ("asked", "once", "contested"):
        return "exclusion"
    return ""


def _facts(case: Case) -> dict[str, bool | None]:
    """What the readings count of this case; None where the question does not arise."""
    lead, answer = case.lead, case.answer
    of = answer.outcome if answer else None
    told = answer.parts if answer else {}
    near = lead is not None and lead.level == "subdistrict"
    why = bool(told.get("reason") or told.get("difficulty"))
    basis = bool(answer and answer.citations and told.get("facts"))
    return {
        "copied": any(o.role == "copy" and o.stands for o in case.orders) if near else None,
        "overridden": bool(lead.override) if lead else None,
        "told_both": answer.told_at is not None if answer else None,
        "reasoned": why if of is Outcome.UNRESOLVED else None,
        "based": basis if of is Outcome.UNREASONABLE else None,
    }


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """The one line of `case`."""
    a, lead = case.appeal, case.lead
    running = [k.due.at for k in case.clocks if k.running]
    first = case.orders[0].sent_at if case.orders else None
    shown = (
        case.exclusion
        if case.exclusion and case.exclusion.state in ("excluded", "contested", "upheld")
        else None
    )
    return [
        {
            "case_no": case_no, "stage": case.stage, "waits_for": WAITS_FOR.get(case.stage, ""),
            "due_at": min(running, default=None), "tier": case.grade.tier if case.grade else "",
            "nature": a.nature, "subject": a.subject, "district": a.place.district,
            "street": a.place.street, "channel": a.channel, "title": "" if case.erased else a.title,
            "unit": lead.unit if lead else "", "unit_name": lead.name if lead else "",
            "units": sorted({o.unit for o in case.orders} | {w.unit for w in case.whistles}),
            "confidential": a.confidential, "registered_at": a.registered_at,
            "triaged_at": case.grade.graded_at if case.grade else None, "dispatched_at": first,
            "closed_at": case.diversion.at if case.diversion else case.ending.closed_at,
            "outcome": case.answer.outcome if case.answer else "",
            "exit": case.diversion.exit if case.diversion else "", "gaps": len(a.gaps),
            "objections": len(case.objections), "reworks": case.reworks, "asks": _asks(case),
            "parent": case.links.parent, "excluded": shown.reason if shown else "",
            "version": case.seen, "source": a.source, "call": a.call[:80],
        }
        | _facts(case)
    ]  # fmt: skip


def waiting_for(duty: str) -> QuerySet[CaseLine]:
    """The worklist of `duty`, least time left first; cases without a limit come last."""
    return CaseLine.objects.filter(waits_for=duty).order_by("due_at", "case_no")


def asking() -> QuerySet[CaseLine]:
    """Cases in which a unit asks the hotline for something, least time left first."""
    return CaseLine.objects.exclude(asks="").order_by("due_at", "case_no")


def of_unit(unit: str) -> QuerySet[CaseLine]:
    """Every case that `unit` leads, assists in, or has a copy of."""
    return CaseLine.objects.filter(units__contains=[unit])


def sent_by(source: str) -> QuerySet[CaseLine]:
    """Every case that this machine (code of its token) registered."""
    return CaseLine.objects.filter(source=source)


QUESTIONS = (
    "online_accepted", "record_complete", "copied_to_district", "told_both", "returned",
    "department_to_subdistrict", "merged", "unresolved_with_reason", "unreasonable_with_basis",
)  # fmt: skip


def tally(
    as_of: datetime, offline: tuple[str, ...], within: timedelta, unit: str = ""
) -> dict[str, dict[str, dict[str, int]]]:
    """Every question of QUESTIONS: counted and yes, by exclusion reason ("" counts). One statement.

    Appeals by any channel but the `offline` ones are to be accepted (graded, or ended at once)
    `within` that time; those that may still be accepted in time are not counted yet. What has no
    moment of its own in this ledger (objections, replies, merges) is taken as it stands now.
    """
    soon = F("registered_at") + within
    taken = Q(triaged_at__lte=as_of) & Q(triaged_at__lte=soon)
    taken |= Q(closed_at__lte=as_of) & Q(closed_at__lte=soon)
    by_net = ~Q(channel__in=offline)
    decided = by_net & (taken | Q(registered_at__lt=as_of - within))
    asked: dict[str, tuple[Q, Q]] = {
        "online_accepted": (decided, by_net & taken),
        "record_complete": (Q(), Q(gaps=0)),
        "returned": (Q(dispatched_at__lte=as_of), Q(objections__gt=0)),
        "merged": (Q(), ~Q(parent="")),
    }
    columns = ("copied", "told_both", "overridden", "reasoned", "based")
    names = ("copied_to_district", "told_both", "department_to_subdistrict", *QUESTIONS[-2:])
    for name, column in zip(names, columns, strict=True):
        asked[name] = (Q(**{f"{column}__isnull": False}), Q(**{column: True}))
    rows = CaseLine.objects.filter(registered_at__lte=as_of)
    counts = {f"{n}_counted": Count("case_no", filter=every) for n, (every, _) in asked.items()}
    counts |= {f"{n}_yes": Count("case_no", filter=yes) for n, (_, yes) in asked.items()}
    found = (rows.filter(units__contains=[unit]) if unit else rows).values("excluded")
    return _by_question(list(found.annotate(**counts)))


def _by_question(rows: list[Mapping[str, Any]]) -> dict[str, dict[str, dict[str, int]]]:
    return {
        name: {
            row["excluded"]: {"counted": row[f"{name}_counted"], "yes": row[f"{name}_yes"]}
            for row in rows
        }
        for name in QUESTIONS
    }
