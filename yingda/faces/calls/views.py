# SPDX-License-Identifier: Apache-2.0
"""来话 The list of calls of a day, and the page of one call."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yingda.calls import timeline
from yingda.faces.kit import paging
from yingda.faces.kit.duty import Signed, duties
from yingda.flow import number
from yingda.flow.limits import ZONE, day
from yingda.ledgers import call_lists
from yingda.office import calling

from . import seeing, wording

FIRST, LAST = date(1990, 1, 1), date(2999, 12, 31)


@duties("operator", *seeing.WATCHERS)
@require_GET
def calls(request: Signed) -> HttpResponse:
    """The calls of a day, the last first; or those of a case."""
    asked = request.GET
    on = _day(asked.get("day", ""))
    case_no = number.heard(asked.get("q", ""))
    if case_no:
        rows = call_lists.of_case(case_no)
    else:
        begin = datetime.combine(on, time(), ZONE)
        said = {name: asked.get(name, "").strip() for name in ("queue", "seat", "outcome")}
        rows = call_lists.of_day(begin, begin + timedelta(days=1), **said)
    by = seeing.seen_by(request)
    rows = seeing.within_reach(rows, by)
    page = paging.newest(request, call_lists.shown(rows), "begun_at", by="call_id")
    rows_shown = [wording.row(line) for line in page.lines]
    shown = {"rows": rows_shown, "more": page.more, "own": by.duty == "operator"}
    return render(request, "calls/list.html", shown | _filters(request, on))


def _day(text: str) -> date:
    """The day that is asked for; today for none, and for those that have no day beside them."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return day(timezone.now())
    return on if FIRST <= on <= LAST else day(timezone.now())


def _filters(request: HttpRequest, on: date) -> dict[str, Any]:
    one = timedelta(days=1)
    return {
        "on": on.isoformat(), "asked": request.GET, "outcomes": wording.OUTCOMES.items(),
        "queues": [(q.name, q.title) for q in settings.CITY.phone.queues],
        "earlier": _other_day(request, on - one), "later": _other_day(request, on + one),
    }  # fmt: skip


def _other_day(request: HttpRequest, on: date) -> str:
    """The same list of another day."""
    asked = request.GET.copy()
    asked.pop("after", None)
    asked["day"] = on.isoformat()
    return f"?{asked.urlencode()}"


@duties("operator", *seeing.WATCHERS)
@require_GET
def call(request: Signed, switch: str, call_id: str) -> HttpResponse:
    """One call: its story, waits, cases, and what is kept of its speech."""
    by = seeing.seen_by(request)
    line = seeing.opened(switch, call_id, by)
    tries = line.tries if line.outcome != "answered" else []
    return render(request, "calls/page.html", shown(line, by.duty) | {"tries": tries})


@duties("operator", *seeing.WATCHERS)
@require_GET
def beside_case(request: Signed, call_id: str) -> HttpResponse:
    """The call from which a case was registered, as the page of the case shows it."""
    by = seeing.seen_by(request)
    switch = call_lists.switch_of(call_id, settings.CITY.phone.switch)
    line = call_lists.one(switch, call_id, by.code)
    if line is None or not seeing.theirs(by, line):
        return render(request, "calls/_of_case.html", {"known": line is not None})
    return render(request, "calls/_of_case.html", shown(line, by.duty))


def shown(line: Any, duty: str) -> dict[str, Any]:
    """What a page says of a call. Who heard it is shown to those who keep watch over that."""
    recording: Any = call_lists.sound(line.switch, line.call_id)
    told = [wording.told(step, line.begun_at) for step in timeline.steps(calling.kept(line))]
    return {
        "row": wording.row(line), "line": line, "told": told, "recording": recording,
        "length": wording.clock(timedelta(seconds=recording.seconds)) if recording else "",
        "ring": wording.wait(_us(line.ring)), "in_queue": wording.wait(_us(line.wait_queue)),
        "transcribed": line.transcribed, "audible": bool(recording and not recording.gone_at),
        "heard": recording.heard if recording and duty in seeing.WATCHERS else [],
    }  # fmt: skip


def _us(amount: int | None) -> timedelta | None:
    return None if amount is None else timedelta(microseconds=amount)
