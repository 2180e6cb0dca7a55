# SPDX-License-Identifier: Apache-2.0
"""建议台账 Suggestions: what was suggested in a form, what the form said, what stood in the end.

Taken: the form was sent with just what was suggested. Correct: what finally stands is what was
suggested; subject, nature, place and tier stand when the case is dispatched or has ended, the unit
when its reply was accepted or the case has ended; facts (time, quantity, whom it is about, spot)
where the form says something. Nothing is judged before.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Floor

from yingda.flow.case import Case, Hinted, Stage
from yingda.hints import facts

KINDS = ("tier", "nature", "subject", "place", "repeat_of", "unit", *facts.KINDS)
_ENDED = (Stage.CLOSED, Stage.DIVERTED, Stage.MERGED)
_REPLIED = (Stage.ACCEPTED, Stage.FOLLOWED_UP, *_ENDED)


class SuggestionLine(models.Model):
    """建议 One suggestion that stood in one form. `taken` is None where that form does not ask,
    `correct` where nothing stands finally yet."""

    pk = models.CompositePrimaryKey("case_no", "step", "of")
    case_no = models.CharField(max_length=40)
    step = models.CharField(max_length=16)
    of = models.CharField(max_length=16)
    value = models.CharField(max_length=40)
    sure = models.BooleanField()
    chance = models.FloatField()
    chosen = models.CharField(max_length=40, null=True)
    final = models.CharField(max_length=40, null=True)
    taken = models.BooleanField(null=True)
    correct = models.BooleanField(null=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "ledgers"
        indexes = [models.Index(fields=["at"], name="suggestions_by_day")]


TABLE, KEY = SuggestionLine, ["case_no", "step", "of"]


def lines(case_no: str, case: Case) -> list[dict[str, Any]]:
    """A line for each suggestion that stood in a form of the case when it was sent."""
    return [_line(case_no, case, hinted) for hinted in case.appeal.hinted]


def _line(case_no: str, case: Case, h: Hinted) -> dict[str, Any]:
    final = _final(case, h)
    return {
        "case_no": case_no, "step": h.step, "of": h.of, "value": h.value, "sure": h.sure,
        "chance": h.chance, "chosen": h.chosen, "final": final,
        "taken": None if h.chosen is None else h.chosen == h.value,
        "correct": None if final is None else final == h.value, "at": case.appeal.registered_at,
    }  # fmt: skip


def _final(case: Case, h: Hinted) -> str | None:
    """What finally stands; None while nothing does."""
    lead, place = case.lead, case.appeal.place
    if h.of == "unit":
        return lead.unit if lead and case.stage in _REPLIED else None
    if not case.orders and case.stage not in _ENDED:
        return None
    if h.of in facts.KINDS:  # only a print of the words is kept: the form has the last word
        return h.chosen or None
    return {
        "subject": case.appeal.subject, "nature": case.appeal.nature,
        "tier": case.grade.tier if case.grade else "",
        "place": place.street if len(h.value) > 6 else place.district,
        "repeat_of": case.links.parent or case.appeal.repeat_of,
    }.get(h.of)  # fmt: skip


def judged(of: str, since: datetime) -> list[tuple[float, int, int]]:
    """What was said of suggestions of this kind, in tenths of their chance, of cases registered
    since: mean chance, how many have an end, how many were right. One statement."""
    rows = SuggestionLine.objects.filter(of=of, at__gt=since, correct__isnull=False)
    tenths = rows.annotate(tenth=Floor(F("chance") * 10)).values("tenth").order_by("tenth")
    counted = tenths.annotate(
        mean=Avg("chance"), n=Count("case_no"), right=Count("case_no", filter=Q(correct=True))
    )
    return [(row["mean"], row["n"], row["right"]) for row in counted]


def tally(since: datetime, as_of: datetime) -> Sequence[dict[str, Any]]:
    """By kind, step and whether it was shown as sure: how many were shown, asked for by their form,
    taken, settled, correct. Of cases registered in that time: one statement."""
    rows = SuggestionLine.objects.filter(at__gt=since, at__lte=as_of)
    counted = rows.values("of", "step", "sure").annotate(
        shown=Count("case_no"),
        asked=Count("case_no", filter=Q(taken__isnull=False)),
        times_taken=Count("case_no", filter=Q(taken=True)),
        settled=Count("case_no", filter=Q(correct__isnull=False)),
        times_correct=Count("case_no", filter=Q(correct=True)),
    )
    order = {kind: nth for nth, kind in enumerate(KINDS)}
    return sorted(counted, key=lambda r: (order.get(r["of"], 9), r["step"], not r["sure"]))
