# SPDX-License-Identifier: Apache-2.0
"""承办端 The lists of one unit; a number of another unit's case is not found."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yingda.faces.kit import filters, paging
from yingda.faces.kit.duty import Signed, duties
from yingda.ledgers import orders

TABS = (
    ("/unit/", _("待办工单")), ("/unit/all/", _("全部工单")), ("/unit/copies/", _("抄送件")),
)  # fmt: skip


def _shown(request: Signed, page: Any, title: Any) -> HttpResponse:
    shown = {"page": page, "title": title, "tabs": TABS, "filters": filters.shown(request)}
    return render(request, "unit/list.html", shown)


def _mine(request: Signed, rows: QuerySet[Any]) -> QuerySet[Any]:
    return filters.chosen(request, rows)


@duties("clerk")
@require_GET
def to_do(request: Signed) -> HttpResponse:
    """Orders and whistles to be worked on."""
    if found := filters.sought(request):
        return redirect(f"/cases/{found}/")
    rows = _mine(request, orders.to_do(request.person.unit))
    return _shown(request, paging.by_due(request, rows), _("待办工单"))


@duties("clerk")
@require_GET
def everything(request: Signed) -> HttpResponse:
    """Everything the unit was ever sent, newest first."""
    if found := filters.sought(request):
        return redirect(f"/cases/{found}/")
    rows = _mine(request, orders.sent_to(request.person.unit)).exclude(role="copy")
    return _shown(request, paging.newest(request, rows, "sent_at"), _("全部工单"))


@duties("clerk")
@require_GET
def copies(request: Signed) -> HttpResponse:
    """Copies, which are for reading only."""
    rows = _mine(request, orders.sent_to(request.person.unit)).filter(role="copy")
    return _shown(request, paging.newest(request, rows, "sent_at"), _("抄送件"))
