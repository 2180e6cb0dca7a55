# SPDX-License-Identifier: Apache-2.0
"""共用页面 Pages that belong to no single face: home, sign-in and out, language, notices, units."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from yingda.channels.phone import orders
from yingda.ledgers import present
from yingda.roster import people
from yingda.roster.models import Duty, Officer

from . import accounts, inbox, menu
from . import units as unit_fields
from .duty import Signed, duties, public

PAGE = 50


@public
def home(request: HttpRequest) -> HttpResponse:
    """Officers go to their first list; the public sees the portal."""
    officer = people.officer_of(request.user)
    if officer:
        return redirect(menu.home(officer))
    page = select_template(["portal/home.html", "kit/home.html"])
    return HttpResponse(page.render({}, request))


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; 422 with what was typed when name or password is wrong, 429 after too many
    tries."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    form = accounts.SignIn(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        own = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        return HttpResponseRedirect(wanted if own else "/", status=303)
    shown = {"form": form, "next": wanted} | _demo()
    status = 429 if accounts.barred(request) else 422 if form.is_bound else 200
    return render(request, "kit/sign_in.html", shown, status=status)


def _demo() -> dict[str, Any]:
    if not settings.CITY.demo:
        return {}
    names = dict(Duty.choices)
    officers = Officer.objects.filter(active=True).select_related("user", "unit").order_by("pk")
    rows = [
        (
            o.user.username,
            o.name,
            [names.get(d, d) for d in o.duties],
            o.unit.name if o.unit else "",
        )
        for o in officers[:40]
    ]
    return {"demo": rows}


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and leave the seat: who has gone home is not rung."""
    by = people.person(request.user, set(orders.DESK)) if settings.PHONE else None
    if by and present.post_of(by.code):
        orders.give("sign_off", by)
    logout(request)
    return HttpResponseRedirect("/", status=303)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """中文 or English, kept in a cookie."""
    return set_language(request)


@duties()
def received(request: Signed) -> HttpResponse:
    """The officer's notices, newest first; a POST marks those shown as seen."""
    mine = inbox.of(request.officer)
    if request.method == "POST":
        mine.filter(seen_at=None).update(seen_at=timezone.now())
        return HttpResponseRedirect("/notices/", status=303)
    before = request.GET.get("before", "")
    if before.isdecimal():
        mine = mine.filter(id__lt=int(before))
    rows = list(mine[: PAGE + 1])
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render(request, "kit/notices.html", {"rows": rows[:PAGE], "more": more})


@duties()
def units(request: Signed) -> HttpResponse:
    """Options for a field that names a unit: those whose name or code has what was typed."""
    typed = next((str(v) for v in request.GET.values() if str(v).strip()), "")
    found = unit_fields.matching(typed)
    return render(request, "kit/_units.html", {"units": found})


@duties()
def patterns(request: Signed) -> HttpResponse:
    """件样 Every part in every state."""
    from . import samples

    return render(request, "kit/patterns.html", samples.all_parts())
