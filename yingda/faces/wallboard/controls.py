# SPDX-License-Identifier: Apache-2.0
"""坐席调度 Controls: the duty leader listens, whispers, joins, moves a seat between queues, signs
off one that hangs. Each is an order with a reason; the orders are the log."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingda.calls.plan import seat_numbers
from yingda.channels.phone import orders
from yingda.faces.kit import asking
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.ledgers.calls import CallLine
from yingda.ledgers.present import PresentLine, SeatPost
from yingda.ledgers.seat_orders import SeatOrder
from yingda.roster.models import Officer

from . import forms, live, words

HEARD = ("listen", "whisper", "join")
LOGGED = (*HEARD, "move", "sign_off", "hang_up", "ready", "pause")
SIZE = 50
TALK = timedelta(hours=2)
"""A talk that is listened to began no longer ago than this: where the log looks for its call."""


@duties("duty_leader")
@require_GET
def seats(request: Signed) -> HttpResponse:
    """Every seat with what it does, and what may be done about it."""
    return render(request, "wallboard/seats.html", _seats(request) | {"sit": forms.SitForm()})


@duties("duty_leader")
@require_GET
def seats_part(request: Signed) -> HttpResponse:
    """The list alone, looked at again every few seconds."""
    return render(request, "wallboard/_seats.html", _seats(request))


def _seats(request: Signed) -> dict[str, Any]:
    now = timezone.now()
    lines = list(PresentLine.objects.order_by("switch", "name"))
    seen, posts = live.read(lines, now), sitting()
    names = {(post.switch, post.seat): post.name or post.officer for post in posts}
    titles = {queue.name: queue.title for queue in settings.CITY.phone.queues}
    since = {c.seat: c.since for c in live.talks(lines)}
    rows = [
        {
            "seat": seat, "doing": words.DOING[seat.doing],
            "officer": names.get((seat.switch, seat.number), ""),
            "queues": [titles.get(name, name) for name in seat.queues],
            "talks": (now - since[seat.number]).total_seconds() if seat.number in since else 0,
        }
        for seat in seen.seats
    ]  # fmt: skip
    mine = next((post for post in posts if post.officer == request.person.code), None)
    return {"rows": rows, "mine": mine, "at": now}


def sitting() -> list[Any]:
    """Who sits where, each post with the officer's name."""
    known = Officer.objects.filter(user__username=OuterRef("officer")).values("name")
    return list(SeatPost.objects.annotate(name=Subquery(known[:1])))


@duties("duty_leader")
@require_POST
def sit(request: Signed) -> HttpResponse:
    """The duty leader takes a seat that gets no calls: where listening rings."""
    form = forms.SitForm(request.POST)
    done: Any = Refusal("no_seat", "请选择坐席", fields=("seat",))
    if form.is_valid():
        done = orders.give("sign_on", request.person, seat=form.cleaned_data["seat"], why=_("值班"))
    if isinstance(done, Refusal):
        asking.mark(form, done)
        shown = _seats(request) | {"sit": form, "refusal": asking.in_words(done)}
        return render(request, "wallboard/seats.html", shown, status=422)
    return HttpResponseRedirect(f"/wallboard/orders/{done.id}/", status=303)


@duties("duty_leader")
@require_http_methods(["GET", "POST"])
def act(request: Signed, seat: str, what: str) -> HttpResponse:
    """One act at one seat: the form says what will happen, asks for a reason and to be sure."""
    if what not in forms.ACTS or seat not in seat_numbers(settings.CITY.phone):
        raise Http404
    standing = next((s for s in _seats(request)["rows"] if s["seat"].number == seat), None)
    form = forms.ACTS[what](request.POST or None, initial=_first(standing))
    shown: dict[str, Any] = {
        "form": form, "seat": seat, "what": what, "row": standing, "name": forms.NAMES[what],
        "will": forms.WILL[what],
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = _given(request, seat, what, form.cleaned_data)
        if not isinstance(done, Refusal):
            return HttpResponseRedirect(f"/wallboard/orders/{done.id}/", status=303)
        asking.mark(form, done)
        shown["refusal"] = asking.in_words(done)
    return render(request, "wallboard/act.html", shown, status=422 if form.is_bound else 200)


def _first(standing: dict[str, Any] | None) -> dict[str, Any]:
    return {"queues": list(standing["seat"].queues)} if standing else {}


def _given(request: Signed, seat: str, what: str, typed: dict[str, Any]) -> SeatOrder | Refusal:
    if typed.get("hang_up"):
        ended = orders.give("hang_up", request.person, seat=seat, why=typed["why"])
        if isinstance(ended, Refusal):
            return ended
    given = {"queues": typed["queues"]} if what == "move" else {}
    return orders.give(what, request.person, seat=seat, why=typed["why"], **given)


@duties("duty_leader")
@require_GET
def order(request: Signed, no: str) -> HttpResponse:
    """What came of an order; the page looks again until the switch has answered."""
    found = SeatOrder.objects.filter(pk=no, by=request.person.code).first()
    if found is None:
        raise Http404
    shown = {
        "order": found, "name": act_name(found.act), "open": found.outcome in ("", "doing"),
        "outcome": words.OUTCOMES.get(found.outcome, words.OUTCOMES[""]),
    }  # fmt: skip
    part = request.headers.get("HX-Request")
    return render(request, "wallboard/_order.html" if part else "wallboard/order.html", shown)


def act_name(name: str) -> str:
    """What an order is called."""
    return _(orders.ACTS[name].name) if name in orders.ACTS else name


@duties("duty_leader", "quality", "administrator")
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """监听记录 Who listened, whispered, joined, moved or signed off whom, when, why; the call."""
    kind = request.GET.get("kind", "")
    asked = SeatOrder.objects.filter(duty="duty_leader")
    asked = asked.filter(act__in=HEARD if kind == "heard" else LOGGED)
    if before := _moment(request.GET.get("before", "")):
        asked = asked.filter(at__lt=before)
    found = list(asked.annotate(call=Subquery(_heard())).order_by("-at")[: SIZE + 1])
    names = dict(
        Officer.objects.filter(user__username__in={o.by for o in found}).values_list(
            "user__username", "name"
        )
    )
    rows = [
        (o, act_name(o.act), names.get(o.by, o.by), words.OUTCOMES.get(o.outcome, ""))
        for o in found[:SIZE]
    ]
    more = found[SIZE - 1].at.isoformat() if len(found) > SIZE else ""
    return render(request, "wallboard/log.html", {"rows": rows, "more": more, "kind": kind})


def _heard() -> Any:
    """The call that the seat was in when the order was left."""
    talks = CallLine.objects.filter(
        offered=True, begun_at__gt=OuterRef("at") - TALK, begun_at__lte=OuterRef("at"),
        switch=OuterRef("switch"), seat=OuterRef("seat"), answered_at__lte=OuterRef("at"),
    )  # fmt: skip
    on = talks.filter(Q(ended_at=None) | Q(ended_at__gte=OuterRef("at")))
    return on.order_by("-answered_at").values("call_id")[:1]


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
