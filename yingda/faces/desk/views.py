# SPDX-License-Identifier: Apache-2.0
"""坐席台 The operator's and the caller-back's pages."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from msgspec.structs import replace

from yingda import flow, office
from yingda.channels.phone import intake
from yingda.channels.phone.seat import AFTER_CALL
from yingda.faces.kit import asking, filters, hinted, paging
from yingda.faces.kit.duty import Signed, duties
from yingda.flow import number
from yingda.flow.grammar import Refusal
from yingda.flow.limits import day
from yingda.flow.register import Register
from yingda.ledgers import callers, cases, follow_ups
from yingda.ledgers.callers import CallerLine
from yingda.ledgers.cases import CaseLine
from yingda.office import Told, answering
from yingda.roster import people

SIDE = 12


@duties("operator", "duty_leader")
@require_GET
def desk(request: Signed) -> HttpResponse:
    """Look up earlier cases, register a new one, and what waits for triage."""
    if found := filters.sought(request):
        return redirect(f"/cases/{found}/")
    rows = cases.waiting_for("dispatcher").filter(stage="registered")
    page = paging.by_due(request, filters.chosen(request, rows))
    return render(request, "desk/desk.html", {"page": page, "filters": filters.shown(request)})


@duties("operator", "duty_leader", "caller_back")
@require_POST
def earlier(request: Signed) -> HttpResponse:
    """Earlier cases of a phone, a name, or a number; asked by POST, so that no address keeps it."""
    typed = request.POST.get("who", "").strip()
    found = number.heard(typed)
    digits = sum(ch.isdigit() for ch in typed)
    numbers = [found] if found else office.cases_of("phone" if digits >= 5 else "name", typed)
    rows = CaseLine.objects.filter(case_no__in=numbers) if typed else CaseLine.objects.none()
    lines = sorted(rows, key=lambda line: line.registered_at, reverse=True)
    shown: dict[str, Any] = {"lines": lines, "who": typed, "asked": True}
    if request.headers.get("HX-Request"):
        return render(request, "desk/_earlier.html", shown)
    return render(request, "desk/earlier.html", shown)


@duties("operator", "duty_leader")
@require_http_methods(["GET", "POST"])
def registration(request: Signed) -> HttpResponse:
    """Register an appeal for a caller; 422 with everything typed when something is missing."""
    form = _form(request)
    line = _call(request)
    shown: dict[str, Any] = {
        "form": form, "key": request.POST.get("key") or uuid.uuid4().hex,
        "call": line.call_id if line else "", "assumed": bool(line) and not request.GET,
    }  # fmt: skip
    if request.method == "GET":
        return render(request, "desk/registration.html", shown)
    if not form.is_valid():
        return render(request, "desk/registration.html", shown, status=422)
    done = _registered(request, form.cleaned_data, line)
    if isinstance(done, Refusal):
        asking.mark(form, done)
        on = day(timezone.now())
        clause = office.standard_in_force().clause(done.clause, on) if done.clause else None
        shown |= {"refusal": asking.in_words(done), "clause": clause}
        return render(request, "desk/registration.html", shown, status=422)
    words = _("已登记，编号 {no}").format(no=number.spoken(done.case_no))
    messages.success(request, words, f"{shown['call'] or 'new'}/registrations")
    beside = "another" in request.POST
    to = f"/desk/registrations/?beside={done.case_no}" if beside else f"/cases/{done.case_no}/"
    if beside and line:
        to += f"&call={line.call_id}"
    return HttpResponseRedirect(to, status=303)


def _form(request: HttpRequest) -> forms.Form:
    standard, on = office.standard_in_force(), day(timezone.now())
    made = asking.form_of(asking.Asked(command=Register, standard=standard, on=on))
    if request.method == "POST":
        return made(request.POST)
    first = {"said_at": timezone.now(), "channel": "phone", "wants_reply": True}
    return made(initial=first | {"beside": number.heard(request.GET.get("beside", "")) or ""})


def _call(request: Signed) -> CallerLine | None:
    """The call from which it is registered, if the officer may look at it. Where none is named it
    is the one at their own seat: whoever opens the form by any other way loses no link."""
    said = request.POST.get("call") or request.GET.get("call") or ""
    if request.method == "GET" and not request.GET:
        return callers.with_officer(request.person.code, AFTER_CALL)
    line = callers.of_call(said) if said else None
    return line if line and answering.may_look(request.person, line) else None


def _registered(
    request: Signed, typed: dict[str, Any], line: CallerLine | None
) -> office.Outcome | Refusal:
    by = people.person(request.user, flow.DUTIES[Register])
    assert by is not None
    said = {name: typed[name] for name in ("name", "phone", "address", "party")}
    if line:
        said["phone"] = said["phone"] or answering.number_of(line)
    told = Told(words=typed["own_words"], **said)
    for name in ("beside", "repeat_of"):
        typed[name] = number.heard(typed[name]) or typed[name]
    command = asking.command_from(Register, by, typed)
    if line:
        command = replace(command, call=line.call_id, channel=intake.CHANNEL)
    command = replace(command, hinted=hinted.opened(request))
    key = request.POST.get("key", "").replace("\0", "")[:64]
    return office.carry_out(command, key=key, told=told)


@duties("caller_back", "duty_leader")
@require_GET
def to_call(request: Signed) -> HttpResponse:
    """Whom to call back: replies that were accepted, and cases whose limit has come."""
    if found := filters.sought(request):
        return redirect(f"/cases/{found}/")
    now = timezone.now()
    standard = office.standard_in_force()
    when = standard.setting("follow_up.trigger", day(now), default="closure")
    early = standard.setting("follow_up.when_early", day(now), default="at_once") == "at_once"
    ready = follow_ups.to_ask(now, by_deadline=when == "deadline", early=early)
    lines = list(ready[: paging.SIZE])
    called = cases.waiting_for("caller_back").filter(stage="followed_up")
    either = Q(case_no__in=[line.case_no for line in lines]) | Q(pk__in=called[:SIDE].values("pk"))
    rows = {row.case_no: row for row in CaseLine.objects.filter(either).order_by("due_at", "pk")}
    pairs = [(line, rows[line.case_no]) for line in lines if line.case_no in rows]
    after = [row for row in rows.values() if row.stage == "followed_up"]
    shown = {"pairs": pairs, "after": after, "filters": filters.shown(request)}
    return render(request, "desk/follow_ups.html", shown)
