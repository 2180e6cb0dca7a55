# SPDX-License-Identifier: Apache-2.0
"""来话剔除 Exclusions: asked for by one person, decided by another; before deciding one sees the
figures with and without the calls in question."""

from bisect import bisect_left
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from msgspec import Struct

from yingda.faces.kit import asking, fields
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.ledgers import set_aside
from yingda.ledgers.set_aside import SetAsideAsked
from yingda.measure import continuous
from yingda.measure.continuous import Moments
from yingda.office import excluding

from . import board, figures, words, worst
from .forms import BOX, SELECT

SIZE = 30


class AskForm(forms.Form):
    """剔除申请."""

    begins = fields.moment()
    until = fields.moment()
    reason = forms.ChoiceField(
        label=gettext_lazy("理由"), required=False, widget=forms.Select(SELECT)
    )
    grounds = forms.CharField(
        label=gettext_lazy("依据"), required=False, max_length=400,
        widget=forms.Textarea(BOX | {"rows": 2}),
        help_text=gettext_lazy("故障单号、运营商通知等；会与剔除一起保存并显示。"),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["begins"].label, self.fields["until"].label = _("起"), _("止")
        found = list(words.reasons(timezone.now()).items())
        self.fields["reason"].choices = [("", "—"), *found]  # type: ignore[attr-defined]


class Effect(Struct, frozen=True, kw_only=True):
    """影响 What an exclusion would change: calls in it, and the worst 24 hours before and after."""

    calls: int
    lost: int
    now: str
    then: str
    moves: bool


@duties("duty_leader", "assessor", "operator", "quality", "administrator")
@require_http_methods(["GET", "POST"])
def page(request: Signed) -> HttpResponse:
    """Ask; what waits to be decided with its effect; what was decided."""
    form, shown = AskForm(request.POST or None), dict[str, Any]()
    if request.method == "POST" and form.is_valid():
        done = excluding.ask(**form.cleaned_data, by=request.person, now=timezone.now())
        if not isinstance(done, Refusal):
            messages.success(request, _("已提交，等待另一人批准"))
            return HttpResponseRedirect(request.path, status=303)
        asking.mark(form, done)
        shown["refusal"] = asking.in_words(done)
    shown |= {"form": form} | _lists(request)
    status = 422 if form.is_bound else 200
    return render(request, "wallboard/exclusions.html", shown, status=status)


@duties("duty_leader", "assessor")
@require_POST
def decide(request: Signed, no: int) -> HttpResponse:
    """Approve or refuse one; what is refused comes back with the words that were typed."""
    approved, note = "approve" in request.POST, request.POST.get("note", "")[:400]
    done = excluding.decide(no, approved, request.person, note, timezone.now())
    if not isinstance(done, Refusal):
        worst.forget()
        messages.success(request, _("已剔除") if approved else _("已退回"))
        return HttpResponseRedirect("/wallboard/exclusions/", status=303)
    shown = {"form": AskForm(), "refusal": asking.in_words(done), "refused": no, "note": note}
    return render(request, "wallboard/exclusions.html", shown | _lists(request), status=422)


def _lists(request: Signed) -> dict[str, Any]:
    now = timezone.now()
    names, waiting = words.reasons(now), list(set_aside.waiting()[:SIZE])
    before = request.GET.get("before", "")
    decided = set_aside.decided(int(before) if before.isdecimal() else None, SIZE + 1)
    found, _as_of = worst.moments(now)
    target, as_it_is = board.rule(now).target, figures.worst(found, now, names)
    return {
        "waiting": [
            (a, names.get(a.reason, a.reason), effect(found, a, now, as_it_is.share))
            for a in waiting
        ],
        "decided": [(a, names.get(a.reason, a.reason)) for a in decided[:SIZE]],
        "more": decided[SIZE - 1].id if len(decided) > SIZE else 0, "target": target,
        "mine": request.person.code,
        "may": request.person.duty in ("duty_leader", "assessor"),
        "worst": as_it_is,
    }  # fmt: skip


def effect(found: Moments, asked: SetAsideAsked, now: datetime, before: float | None) -> Effect:
    """What the worst 24 hours are (`before`), and would be without the calls of the stretch."""
    begin, until = continuous.micros(asked.begins), continuous.micros(asked.until)
    first, last = bisect_left(found.begun, begin), bisect_left(found.begun, until)
    aside = bytearray(found.aside)
    aside[first:last] = b"\x01" * (last - first)
    after = continuous.standing(found._replace(aside=aside), now).shown.share
    return Effect(
        calls=last - first, lost=found.lost.count(1, first, last), now=figures.percent(before),
        then=figures.percent(after), moves=before != after,
    )  # fmt: skip
