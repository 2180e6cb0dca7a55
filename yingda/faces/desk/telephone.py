# SPDX-License-Identifier: Apache-2.0
"""话机 Telephone: the bar on every page of a desk, the window in which a browser is a telephone,
and the orders of both. No page speaks with the switch."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from yingda import office
from yingda.calls import plan as plans
from yingda.calls.plan import Plan
from yingda.channels.phone import call_backs, configuration, orderly, orders
from yingda.faces.kit import asking, live, names
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.flow.limits import day
from yingda.ledgers import callers
from yingda.ledgers.callers import CallNote
from yingda.ledgers.present import SeatPost
from yingda.roster import people

HELP_LASTS = timedelta(minutes=15)


class Help(Struct, frozen=True):
    """求助 An officer who asks the duty leader to join, and why in words."""

    note: CallNote
    why: str


@duties(*orders.DESK)
@require_GET
def bar(request: Signed) -> HttpResponse:
    """The telephone as a part of a page: where the officer sits, or where they may."""
    plan: Plan = settings.CITY.phone
    posts = list(SeatPost.objects.all())
    mine = next((post for post in posts if post.officer == request.person.code), None)
    taken = {post.seat for post in posts if post.switch == plan.switch}
    rows = plans.seat_numbers(plan)
    leads = "duty_leader" in request.officer.duties
    shown: dict[str, Any] = {
        "post": mine, "live": live.stream(request), "leads": leads,
        "kind": rows[mine.seat].kind if mine and mine.seat in rows else "browser",
        "seats": [(n, row) for n, row in rows.items() if n not in taken and not row.at],
        "queues": _told({q.name: q.title for q in plan.queues}),
        "pauses": [(c.id, names.choice_name(c)) for c in _choices("phone.pauses")],
        "helps": _helps() if leads else [], "outcomes": _told({w: _(w) for w in orderly.WORDS}),
    }  # fmt: skip
    return render(request, "desk/_telephone.html", shown)


def _told(words: dict[str, str]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _choices(key: str) -> Any:
    return office.standard_in_force().choices(key, day(timezone.now()))


def _helps() -> list[Help]:
    whys = {c.id: names.choice_name(c) for c in _choices("phone.abuse")}
    found = callers.asking_for_help(timezone.now() - HELP_LASTS)
    return [Help(note, str(whys.get(note.reason, note.reason))) for note in found]


@duties("duty_leader")
@require_GET
def helps(request: Signed) -> HttpResponse:
    """Who asks the duty leader to join."""
    return render(request, "desk/_helps.html", {"helps": _helps()})


@duties(*orders.DESK)
@require_GET
def window(request: Signed) -> HttpResponse:
    """The window in which the browser is the seat's telephone: it stays while pages come and go."""
    return render(request, "desk/telephone.html", {"line": live.line(request)})


@duties(*orders.DESK)
@never_cache
@require_POST
def word(request: Signed) -> HttpResponse:
    """The word by which the officer's own seat registers; nobody else is told it."""
    plan: Plan = settings.CITY.phone
    post = SeatPost.objects.filter(officer=request.person.code, switch=plan.switch).first()
    if post is None:
        return JsonResponse({}, status=404)
    told = configuration.seat_password(settings.RECORD_KEY, post.switch, post.seat)
    return JsonResponse({"seat": post.seat, "word": told, "domain": plan.address})


@duties(*orders.DESK)
@require_POST
def order(request: Signed) -> HttpResponse:
    """Leave an order to the switch; what comes of it is told on the live stream."""
    act = request.POST.get("act", "")
    known = orders.ACTS.get(act)
    by = people.person(request.user, frozenset(known.duties if known else ())) or request.person
    typed = {name: request.POST.get(name, "") for name in ("seat", "to", "why")}
    said = {name: text.replace("\0", "").strip()[:200] for name, text in typed.items()}
    if act == "call_back":  # a try like any other: nobody is rung by two at once
        made = call_backs.by_hand(said["to"], by, settings.CITY.phone, timezone.now())
    else:
        made = orders.give(act, by, queues=request.POST.getlist("queues"), **said)
    if isinstance(made, Refusal):
        return JsonResponse({"words": asking.in_words(made)}, status=422)
    return JsonResponse({"order": made.id}, status=202)
