# SPDX-License-Identifier: Apache-2.0
"""法律库 Law library: by words, number or citation; what was valid on a day; the text of a law."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yingda.faces.kit.duty import Signed, duties
from yingda.flow.limits import day
from yingda.knowledge import laws
from yingda.wording import citations, numerals

LONGEST = 120


@duties()
@require_GET
def home(request: Signed) -> HttpResponse:
    """Articles for what is asked, valid on the day that is asked for (today)."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    on = _day(request)
    found = laws.find(asked, on) if asked else []
    shown = {"asked": asked, "on": on, "found": found, "words": asked.split()}
    part = "laws_found" if request.headers.get("HX-Request") else "laws"
    return render(request, f"knowledge/{'_' if part == 'laws_found' else ''}{part}.html", shown)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return day(timezone.now())


@duties()
@require_GET
def law(request: Signed, nth: int) -> HttpResponse:
    """The text of one edition, article by article, and its other editions."""
    on, found = _day(request), laws.editions_of(nth)
    one = next((other for other in found if other.pk == nth), None)
    if one is None:
        raise Http404
    editions = [(other, laws.holds(other, on)) for other in found]
    shown = {"law": one, "on": on, "editions": editions, "holds": laws.holds(one, on)}
    return render(request, "knowledge/law.html", shown | {"articles": one.articles.all()})


@duties()
@require_GET
def cited(request: Signed) -> HttpResponse:
    """From a citation to its article: of the edition valid on the day, or the newest."""
    title = request.GET.get("title", "").replace("\0", "")[:200]
    on = _day(request)
    one = laws.of_title(title, on).first() or laws.of_title(title).first()
    if one is None:
        return render(request, "knowledge/laws.html", {
            "asked": title, "on": on, "found": laws.find(title, None), "unknown": True,
        }, status=404)  # fmt: skip
    article, bis = _number(request, "article"), _number(request, "bis")
    mark = f"#a{citations.key(article, bis)}" if article else ""
    return HttpResponseRedirect(f"/laws/{one.pk}/?on={on.isoformat()}{mark}")


def _number(request: HttpRequest, name: str) -> int:
    return numerals.number(request.GET.get(name, "")[:12]) or 0
