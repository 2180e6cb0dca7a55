# SPDX-License-Identifier: Apache-2.0
"""法条 One article of law for the public: what a reply cites, whether it was in force that day."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yingda.faces.kit.duty import public
from yingda.flow.limits import day
from yingda.knowledge import laws


@public
@require_GET
def article(request: HttpRequest, nth: int, number: str) -> HttpResponse:
    """The article of one edition, and where another one holds today. One statement."""
    found = laws.same_article(nth, number[:12].replace("\0", ""))
    one = next((other for other in found if other.law_id == nth), None)
    if one is None:
        raise Http404
    today = day(timezone.now())
    on = _day(request.GET.get("on", ""), today)
    now = next((other for other in found if laws.holds(other.law, today)), None)
    shown = {
        "article": one, "law": one.law, "on": on, "held": laws.holds(one.law, on),
        "today": today, "holds": laws.holds(one.law, today), "now": now if now != one else None,
    }  # fmt: skip
    return render(request, "portal/law.html", shown)


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
