# SPDX-License-Identifier: Apache-2.0
"""漏接回拨 The list of missed callers, and ringing one back from one's own seat."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from yingda.channels.phone import call_backs
from yingda.channels.phone.orders import DESK
from yingda.faces.kit import asking
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.flow.limits import ZONE, day
from yingda.ledgers import missed
from yingda.ledgers.missed import Missed, Place
from yingda.office import calling, hearing
from yingda.roster import people

from . import wording

SIZE = 50


class Row(Struct, frozen=True):
    """One person as the list shows them."""

    person: Missed
    number: str
    queue: str
    waited: str


@duties(*DESK)
@require_GET
def persons(request: Signed) -> HttpResponse:
    """Everyone whom no human answered, once each, in the order in which they are rung back."""
    part = "calls/_missed.html" if request.headers.get("HX-Request") else "calls/missed.html"
    return render(request, part, _shown(request))


@duties(*DESK)
@require_POST
def call_back(request: Signed) -> HttpResponse:
    """Ring one's own seat, then the person; 422 with the reason if that cannot be."""
    call_id = request.POST.get("call", "").replace("\0", "")
    order = call_backs.by_hand(call_id, request.person, settings.CITY.phone, timezone.now())
    if isinstance(order, Refusal):
        shown = _shown(request) | {"refusal": asking.in_words(order)}
        return render(request, "calls/missed.html", shown, status=422)
    words = _("坐席{seat}即将振铃，接起后接通来电人").format(seat=order.seat)
    messages.success(request, words)
    return HttpResponseRedirect("/calls/missed/", status=303)


def _shown(request: HttpRequest) -> dict[str, Any]:
    now, plan = timezone.now(), settings.CITY.phone
    place = _place(request.GET.get("after", ""))
    found = missed.waiting(call_backs.since(plan, now), now, after=place, most=SIZE + 1)
    today = datetime.combine(day(now), time(), ZONE)
    return {
        "rows": [_row(person) for person in found[:SIZE]], "rules": plan.call_backs,
        "more": _key(found[SIZE - 1].place) if len(found) > SIZE else "",
        "settled": missed.settled(today, now), "most": missed.MOST_TRIES,
        "after": request.GET.get("after", ""),
        "watches": people.person(request.user, hearing.LISTENERS) is not None,
    }  # fmt: skip


def _row(person: Missed) -> Row:
    tail = calling.tail_of(person.switch, person.call_id, person.tail)
    seconds = f"{person.waited:.0f}"
    return Row(
        person=person, number=f"****{tail}" if tail else "****",
        queue=wording.queue(person.queue), waited=_("{n}秒").format(n=seconds),
    )  # fmt: skip


def _key(place: Place) -> str:
    """A place as the address says it."""
    return f"{place[0]:d}~{place[1]}~{place[2].isoformat()}~{place[3]}"


def _place(key: str) -> Place:
    """The place that an address says; the beginning, if it makes no sense."""
    try:
        asked, priority, first, call_id = key.split("~")
        at = datetime.fromisoformat(first)
        number = int(priority)
    except ValueError:
        return missed.FIRST
    if at.tzinfo is None or abs(number) > 10_000:
        return missed.FIRST
    return asked == "1", number, at, call_id
