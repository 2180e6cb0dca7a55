# SPDX-License-Identifier: Apache-2.0
"""突发事件 Incidents: the duty leader declares one, changes its words, ends it, and sees whether
callers hear it yet and how many appeals went into its parent."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingda import office
from yingda.channels.phone.announce import sound_of
from yingda.faces.kit import asking
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.ledgers import incidents, present
from yingda.ledgers.incidents import IncidentLine
from yingda.office import incidents as office_incidents

from . import forms_incident as forms

SIZE = 30


@duties("duty_leader")
@require_http_methods(["GET", "POST"])
def page(request: Signed) -> HttpResponse:
    """Those that last, the form of a new one, and those that are over."""
    form = forms.IncidentForm(request.POST or None)
    shown: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        done = office_incidents.declare(form.said(), request.person, timezone.now())
        if not isinstance(done, Refusal):
            messages.success(request, _("已宣布，播报在数秒内生效"))
            return HttpResponseRedirect(f"/wallboard/incidents/{done.id}/", status=303)
        asking.mark(form, done)
        shown["refusal"] = asking.in_words(done)
    shown |= _lists(request)
    status = 422 if form.is_bound else 200
    return render(request, "wallboard/incidents.html", shown, status=status)


def _lists(request: Signed) -> dict[str, Any]:
    over = IncidentLine.objects.exclude(ended_at=None).order_by("-id")
    if (before := request.GET.get("before", "")).isdecimal():
        over = over.filter(id__lt=int(before))
    found = list(over[: SIZE + 1])
    more = found[SIZE - 1].id if len(found) > SIZE else 0
    return {"on": list(incidents.going_on()), "over": found[:SIZE], "more": more}


@duties("duty_leader")
@require_http_methods(["GET", "POST"])
def one(request: Signed, no: int) -> HttpResponse:
    """One incident: its words and who gave them, what the switch plays; new words."""
    line = IncidentLine.objects.filter(id=no).first()
    if line is None:
        raise Http404
    first = {"announcement": line.announcement, "status": line.status, "public": line.public}
    form = forms.WordsForm(request.POST or None, initial=first)
    shown: dict[str, Any] = {"line": line, "form": form}
    if request.method == "POST" and form.is_valid():
        done = office_incidents.say(no, request.person, timezone.now(), **form.cleaned_data)
        if not isinstance(done, Refusal):
            messages.success(request, _("已改为新的说法"))
            return HttpResponseRedirect(request.path, status=303)
        asking.mark(form, done)
        shown["refusal"] = asking.in_words(done)
    titles = {queue.name: queue.title for queue in settings.CITY.phone.queues}
    shown |= {
        "history": incidents.history(no), "heard": heard(line, titles),
        "children": _children(line),
    }  # fmt: skip
    return render(request, "wallboard/incident.html", shown, status=422 if form.is_bound else 200)


@duties("duty_leader")
@require_http_methods(["GET", "POST"])
def end(request: Signed, no: int) -> HttpResponse:
    """Ask whether one is sure, then end it."""
    line = IncidentLine.objects.filter(id=no).first()
    if line is None:
        raise Http404
    shown: dict[str, Any] = {"line": line}
    if request.method == "POST":
        done = office_incidents.end(no, request.person, timezone.now())
        if not isinstance(done, Refusal):
            messages.success(request, _("事件已结束，播报和口径已撤下"))
            return HttpResponseRedirect("/wallboard/incidents/", status=303)
        shown["refusal"] = asking.in_words(done)
    status = 422 if "refusal" in shown else 200
    return render(request, "wallboard/incident_end.html", shown, status=status)


def heard(line: IncidentLine, titles: dict[str, str]) -> list[tuple[str, str, bool]]:
    """For each switch and each queue of the incident: whether its callers hear the words yet."""
    if line.ended_at or not line.announcement:
        return []
    sound = f"yingda/{sound_of(line.announcement)}"
    return [
        (one.switch, titles.get(queue, queue), (one.state.get("said") or {}).get(queue) == sound)
        for one in present.shown("switch")
        for queue in line.queues
    ]


def _children(line: IncidentLine) -> int | None:
    """How many appeals were merged into the parent; None without one."""
    story = office.read(line.parent) if line.parent else None
    return len(story.case.links.children) if story else None
