# SPDX-License-Identifier: Apache-2.0
"""考评台 Assessment desk: exclusions that two people decide, hotspots, dead letters."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingda.faces.kit import paging
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.limits import day
from yingda.ledgers import cases, hotspots, rising
from yingda.office import notices

LETTERS = 100


@duties("assessor", "duty_leader")
@require_GET
def assessment(request: Signed) -> HttpResponse:
    """Exclusions to be decided: asked, approved once, or contested."""
    rows = cases.asking().filter(asks="exclusion")
    return render(request, "reports/assessment.html", {"page": paging.by_due(request, rows)})


@duties("administrator", "quality", "duty_leader")
@require_http_methods(["GET", "POST"])
def dead_letters(request: Signed) -> HttpResponse:
    """Notices that could not be delivered; a POST sends one again."""
    if request.method == "POST":
        asked = request.POST.get("notice", "")
        if asked.isdecimal() and notices.try_again(int(asked)):
            messages.success(request, _("已重新排队发送"))
        return HttpResponseRedirect(request.path, status=303)
    return render(request, "reports/dead_letters.html", {"rows": notices.dead()[:LETTERS]})


@duties("assessor", "quality", "duty_leader")
@require_GET
def hot(request: Signed) -> HttpResponse:
    """What rises, with reason and cases; and what had most cases in a week, with the week before
    beside it."""
    week = _monday(request.GET.get("week", ""))
    rows = list(hotspots.hottest(week))
    today = day(timezone.now())
    now = week <= today < week + timedelta(days=7)
    found = list(rising.now_rising(today)) if now else []
    each = rising.cases_of(found) if found else {}
    seen = [(row, each.get(row.key, [])) for row in found]
    weeks = {"week": week, "earlier": week - timedelta(days=7), "later": week + timedelta(days=7)}
    return render(
        request, "reports/hotspots.html", {"rows": rows, "rising": seen, "now": now} | weeks
    )


def _monday(text: str) -> date:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        asked = day(timezone.now())
    return asked - timedelta(days=asked.weekday())
