# SPDX-License-Identifier: Apache-2.0
"""知识库 Search while talking, the page of an entry, and saying that its answer is wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yingda.faces.kit.duty import Signed, duties
from yingda.flow import number
from yingda.flow.limits import day
from yingda.knowledge import entries, search

from . import seeing

LONGEST = 120
MOST = 8


@duties()
@require_GET
def home(request: Signed) -> HttpResponse:
    """The search, empty."""
    return render(request, "knowledge/home.html", _may(request))


def _may(request: Signed) -> dict[str, bool]:
    return {"keeps": seeing.seeing_all(request), "owns": seeing.owns_some(request)}


@duties()
@require_POST
def found(request: Signed) -> HttpResponse:
    """Entries for what is typed; asked by POST, so that no address keeps what a caller said."""
    asked = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    hits = search.search(asked, day(timezone.now()), MOST) if asked else []
    shown: dict[str, Any] = {"hits": hits, "asked": asked, "case": _case(request.POST.get("case"))}
    if request.headers.get("HX-Request"):
        return render(request, "knowledge/_found.html", shown)
    return render(request, "knowledge/home.html", shown | _may(request))


def _case(typed: str | None) -> str:
    return number.heard(typed or "") or ""


@duties("operator", "duty_leader")
@require_GET
def beside(request: Signed, no: str) -> HttpResponse:
    """The search beside the form in which a case is answered at once."""
    return render(request, "knowledge/_beside.html", {"case": _case(no)})


@duties()
@require_GET
def entry(request: Signed, code: str) -> HttpResponse:
    """One entry: what it says, its state, its versions, what is said against it."""
    return _page(request, code)


def _page(request: Signed, code: str, status: int = 200, **more: Any) -> HttpResponse:
    versions = seeing.versions(code)
    one, on = versions[0].entry, day(timezone.now())
    shown = {
        "entry": one, "state": seeing.state(one, on), "on": on, "keeps": seeing.keeps(request, one),
        "versions": versions,
        "challenges": list(one.challenged.order_by("-at")[:20]),
        "case": _case(request.GET.get("case")),
    }  # fmt: skip
    return render(request, "knowledge/entry.html", shown | more, status=status)


@duties()
@require_POST
def challenge(request: Signed, code: str) -> HttpResponse:
    """答案质疑: anyone who tells the answer may say that it is wrong, with the reason."""
    one = seeing.opened(code)
    reason = request.POST.get("reason", "").replace("\0", "").strip()[:1000]
    if not reason:
        return _page(request, code, 422, fault=_("须写明质疑理由"))
    version = _version(request, one.version)
    entries.challenge(one.code, version, reason, by=request.officer.name, at=timezone.now())
    messages.success(request, _("已记下，责任单位会处理"))
    return HttpResponseRedirect(f"/knowledge/entries/{one.code}/", status=303)


def _version(request: HttpRequest, newest: int) -> int:
    typed = request.POST.get("version", "")
    return min(int(typed), newest) if typed.isdecimal() and int(typed) else newest
