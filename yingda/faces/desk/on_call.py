# SPDX-License-Identifier: Apache-2.0
"""来电 On a call: what an officer sees of the caller while it rings and while they talk: open
cases first, with what was last promised; and what becomes of a call that gives no case."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from yingda import office
from yingda.channels.phone import orders
from yingda.faces.kit import asking, names
from yingda.faces.kit.duty import Signed, duties, refused
from yingda.flow.grammar import Refusal
from yingda.flow.limits import day
from yingda.ledgers import callers
from yingda.ledgers.cases import CaseLine
from yingda.office import answering
from yingda.standard import Standard

from . import promises
from .promises import Promise

MOST_OPEN, MOST_OVER = answering.MOST_TOLD, 5


class Earlier(Struct, frozen=True):
    """以前的诉求 A case of the caller and what they were last promised in it."""

    line: CaseLine
    promise: Promise | None = None


@duties(*orders.DESK)
@never_cache
@require_GET
def call(request: Signed, call: str) -> HttpResponse:
    """The caller of a call: a part of whatever page the officer is on."""
    return _shown(request, _line(call))


def _line(call: str) -> Any:
    line = callers.told_of(call, day(timezone.now()))
    if line is None:
        raise Http404
    return line


def _shown(request: Signed, line: Any, status: int = 200, **more: Any) -> HttpResponse:
    if not answering.may_look(request.person, line):
        return refused(request)
    known = answering.cases_of_caller(line)
    over = [one.line for one in known if one.line.stage in answering.ENDED]
    found = [
        Earlier(one.line, promises.last(one.events))
        for one in known
        if one.line.stage not in answering.ENDED
    ]
    on, standard = day(timezone.now()), office.standard_in_force()
    shown: dict[str, Any] = {
        "call": line, "running": found[:MOST_OPEN], "count": len(known), "over": over[:MOST_OVER],
        "written": [one.line for one in known if one.line.call == line.call_id],
        "noted": _noted(line, standard, on),
        "listed": line.listed,
        "words": {c.id: c.words for c in standard.choices("phone.words", on)},
        "reasons": [(c.id, names.choice_name(c)) for c in standard.choices("phone.no_case", on)],
        "abuses": [
            (c.id, names.choice_name(c), c.words) for c in standard.choices("phone.abuse", on)
        ],
    }  # fmt: skip
    return render(request, "desk/_call.html", shown | more, status=status)


def _noted(line: Any, standard: Standard, on: date) -> list[str]:
    """What was noted of the call so far, in words: why it gave no case, what the caller did."""
    named = {
        c.id: names.choice_name(c)
        for key in ("phone.no_case", "phone.abuse")
        for c in standard.choices(key, on)
    }
    told = [note for note in line.notes if note["reason"] in named]
    return ["：".join(filter(None, (named[note["reason"]], note["words"]))) for note in told]


@duties(*orders.DESK)
@never_cache
@require_POST
def number(request: Signed, call: str) -> HttpResponse:
    """The caller's number, with a reason that is noted."""
    line = _line(call)
    told = answering.reveal_number(line, request.person, request.POST.get("reason", ""))
    if isinstance(told, Refusal):
        return _shown(request, line, 422, refusal=asking.in_words(told))
    return _shown(request, line, number=told)


@duties(*orders.DESK)
@require_POST
def no_case(request: Signed, call: str) -> HttpResponse:
    """The call ends without a case, for a reason."""
    line = _line(call)
    typed = (request.POST.get("reason", ""), request.POST.get("words", ""))
    fault = answering.end_without_case(line, request.person, *typed)
    if fault:
        return _shown(request, line, 422, refusal=asking.in_words(fault))
    return _shown(request, _line(call), said=_("已记录：本次来电不登记诉求。"))


@duties(*orders.DESK)
@require_POST
def abuse(request: Signed, call: str) -> HttpResponse:
    """The caller abuses the officer: the duty leaders are told, and words to say are shown."""
    line = _line(call)
    reason = request.POST.get("reason", "")
    fault = answering.report_abuse(line, request.person, reason, request.POST.get("words", ""))
    if fault:
        return _shown(request, line, 422, refusal=asking.in_words(fault))
    standard = office.standard_in_force()
    known = {c.id: c.words for c in standard.choices("phone.abuse", day(timezone.now()))}
    said = _("已请值班长接入，事由已记录。")
    return _shown(request, _line(call), warning=known[reason], said=said)
