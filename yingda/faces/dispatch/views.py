# SPDX-License-Identifier: Apache-2.0
"""派单台 The hotline's worklists, each by time left."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yingda.faces.kit import filters, paging
from yingda.faces.kit.duty import HOTLINE, Signed, duties
from yingda.ledgers import cases
from yingda.ledgers.cases import CaseLine

TABS = (
    ("/dispatch/", _("待派单"), {"dispatcher", "duty_leader"}),
    ("/dispatch/asked/", _("待审批"), {"dispatcher", "duty_leader"}),
    ("/dispatch/consulting/", _("待会商"), {"duty_leader"}),
    ("/dispatch/review/", _("待审核"), {"reviewer", "duty_leader"}),
    ("/dispatch/overdue/", _("已超期"), {"dispatcher", "duty_leader", "quality"}),
    ("/dispatch/all/", _("全部诉求"), HOTLINE),
)


def _tabs(request: Signed) -> list[tuple[str, Promise]]:
    """The lists of this desk that the officer may open."""
    mine = set(request.officer.duties)
    return [(url, name) for url, name, allowed in TABS if mine & allowed]


def _list(request: Signed, rows: QuerySet[CaseLine], title: Promise, **more: Any) -> HttpResponse:
    """A worklist; a number that was searched for leads to its case."""
    if found := filters.sought(request):
        return redirect(f"/cases/{found}/")
    page = paging.by_due(request, filters.chosen(request, rows))
    shown = {
        "page": page,
        "title": title,
        "tabs": _tabs(request),
        "filters": filters.shown(request),
    }
    return render(request, "dispatch/list.html", shown | more)


@duties("dispatcher", "duty_leader")
@require_GET
def board(request: Signed) -> HttpResponse:
    """Waiting for triage or dispatch."""
    return _list(request, cases.waiting_for("dispatcher"), _("待派单"))


@duties("dispatcher", "duty_leader")
@require_GET
def asked(request: Signed) -> HttpResponse:
    """Disputes, extensions and pauses that units ask for."""
    rows = cases.asking().exclude(asks="exclusion")
    return _list(request, rows, _("待审批"))


@duties("duty_leader")
@require_GET
def consulting(request: Signed) -> HttpResponse:
    """Second disputes, which a consultation decides."""
    return _list(request, cases.waiting_for("duty_leader"), _("待会商"))


@duties("reviewer", "duty_leader")
@require_GET
def review(request: Signed) -> HttpResponse:
    """Replies to be reviewed."""
    return _list(request, cases.waiting_for("reviewer"), _("待审核"))


@duties("dispatcher", "duty_leader", "quality")
@require_GET
def overdue(request: Signed) -> HttpResponse:
    """Cases of which some limit has run out, the longest overdue first."""
    rows = CaseLine.objects.filter(due_at__lt=timezone.now(), closed_at=None)
    return _list(request, rows.order_by("due_at", "case_no"), _("已超期"), with_stage=True)


@duties(*HOTLINE)
@require_GET
def everything(request: Signed) -> HttpResponse:
    """All cases, newest first."""
    if found := filters.sought(request):
        return redirect(f"/cases/{found}/")
    rows = filters.chosen(request, CaseLine.objects.all())
    page = paging.newest(request, rows, "registered_at")
    shown = {"page": page, "title": _("全部诉求"), "tabs": _tabs(request), "with_stage": True}
    shown |= {"filters": filters.shown(request)}
    return render(request, "dispatch/list.html", shown)
