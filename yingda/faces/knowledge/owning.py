# SPDX-License-Identifier: Apache-2.0
"""责任单位 Owning: what is to be read again, settling challenges, and writing a new version."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingda.faces.kit.duty import Signed, duties, refused
from yingda.flow.limits import day
from yingda.knowledge import entries
from yingda.knowledge.models import Challenge, Entry

from . import seeing
from .forms import EntryForm

MOST = 100
AGAIN_AFTER = timedelta(days=180)


@duties("clerk", "quality", "administrator", "duty_leader")
@require_GET
def due(request: Signed) -> HttpResponse:
    """Entries that ended, that are to be read again, or that are challenged; a clerk's own."""
    on = day(timezone.now())
    rows = _kept(request, entries.overdue(on))[: MOST + 1]
    lines = [(one, seeing.state(one, on)) for one in rows]
    shown = {"lines": lines[:MOST], "more": len(lines) > MOST, "keeps": seeing.seeing_all(request)}
    return render(request, "knowledge/due.html", shown)


def _kept(request: Signed, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    if seeing.seeing_all(request):
        return rows
    return rows.filter(owner__in=seeing.own_names(request.officer))


@duties("clerk", "quality", "administrator", "duty_leader")
@require_http_methods(["GET", "POST"])
def write(request: Signed, code: str = "") -> HttpResponse:
    """A new entry, or a new version of one; 422 with everything typed when something is wrong."""
    one = seeing.opened(code) if code else None
    if not seeing.keeps(request, one):
        return refused(request)
    if request.method == "GET":
        form = EntryForm(initial=EntryForm.of(one, day(timezone.now()) + AGAIN_AFTER))
        return render(request, "knowledge/write.html", {"form": form, "entry": one})
    form = EntryForm(request.POST)
    if not form.is_valid() or not form.may_be(one):
        return render(request, "knowledge/write.html", {"form": form, "entry": one}, status=422)
    written = entries.write(
        one.code if one else form.cleaned_data["code"], form.said(), by=request.officer.name,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("已保存为第{n}版").format(n=written.version))
    return HttpResponseRedirect(f"/knowledge/entries/{written.code}/", status=303)


@duties("clerk", "quality", "administrator", "duty_leader")
@require_POST
def read_again(request: Signed, code: str) -> HttpResponse:
    """复核: the owner read it and it still holds; the next reading is in half a year."""
    one = seeing.opened(code)
    if not seeing.keeps(request, one):
        return refused(request)
    said = {field: getattr(one, field) for field in entries.SAID}
    said["review_by"] = day(timezone.now()) + AGAIN_AFTER
    entries.write(one.code, said, by=request.officer.name, at=timezone.now())
    messages.success(request, _("已复核，下次复核 {day}").format(day=said["review_by"]))
    return HttpResponseRedirect(f"/knowledge/entries/{one.code}/", status=303)


@duties("clerk", "quality", "administrator", "duty_leader")
@require_POST
def settle(request: Signed, nth: int) -> HttpResponse:
    """A challenge is upheld or not, with an opinion; once."""
    one = Challenge.objects.select_related("entry").filter(pk=nth).first()
    if one is None:
        raise Http404
    if not seeing.keeps(request, one.entry):
        return refused(request)
    opinion = request.POST.get("opinion", "").replace("\0", "").strip()[:1000]
    upheld = request.POST.get("upheld") == "yes"
    try:
        entries.settle(
            one, upheld=upheld, opinion=opinion, by=request.officer.name, at=timezone.now()
        )
        messages.success(request, _("质疑已处理"))
    except ValueError as fault:
        messages.error(request, _(str(fault)))
    return HttpResponseRedirect(f"/knowledge/entries/{one.entry_id}/", status=303)
