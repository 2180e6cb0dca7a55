# SPDX-License-Identifier: Apache-2.0
"""来话清单 Lists of calls: by day, queue, seat and outcome; each with its cases and recording.

A list is always of one day, or of one case: however many calls there are, a page is one statement.
"""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from . import turns
from .calls import CallLine
from .cases import CaseLine
from .missed import TryLine
from .recordings import HeardLine, RecordingLine, TranscriptLine

MOST_HEARD = 50


def of_day(
    begin: datetime, until: datetime, *, queue: str = "", seat: str = "", outcome: str = ""
) -> QuerySet[CallLine]:
    """The calls offered from `begin` until `until` (excluded), narrowed where something is said."""
    rows = CallLine.objects.filter(offered=True, begun_at__gte=begin, begun_at__lt=until)
    said = {"queue": queue, "seat": seat, "outcome": outcome}
    return rows.filter(**{name: value for name, value in said.items() if value})


def of_case(case_no: str) -> QuerySet[CallLine]:
    """The calls from which a case was registered: one, or none."""
    ids = CaseLine.objects.filter(case_no=case_no).exclude(call="").values("call")
    return CallLine.objects.filter(call_id__in=ids)


def shown(rows: QuerySet[CallLine]) -> QuerySet[CallLine]:
    """The same, each with `cases` (numbers) and `recorded`."""
    cases = CaseLine.objects.filter(call=OuterRef("call_id")).exclude(call="").order_by("case_no")
    sound = RecordingLine.objects.filter(
        call_id=OuterRef("call_id"), switch=OuterRef("switch"), gone_at=None
    )
    return rows.annotate(cases=ArraySubquery(cases.values("case_no")), recorded=Exists(sound))


def one(switch: str, call_id: str, officer: str = "") -> CallLine | None:
    """A call, with `cases` as objects (no, title, stage, confidential), whether it is `transcribed`
    and whether it is the officer's `own`, and the `tries` to ring its caller back (seat, result,
    begun_at), in their order."""
    cases = CaseLine.objects.filter(call=OuterRef("call_id")).exclude(call="").order_by("case_no")
    said = JSONObject(no="case_no", title="title", stage="stage", confidential="confidential")
    of_call = {"switch": OuterRef("switch"), "call_id": OuterRef("call_id")}
    words = TranscriptLine.objects.filter(**of_call).exclude(words=None)
    tries = TryLine.objects.filter(caller=OuterRef("caller"), **of_call).order_by("begun_at")
    tried = JSONObject(seat="seat", result="result", begun_at="begun_at")
    found = CallLine.objects.filter(switch=switch, call_id=call_id).annotate(
        cases=ArraySubquery(cases.values(said=said)), transcribed=Exists(words),
        own=turns.answered_by(officer), tries=ArraySubquery(tries.values(tried=tried)),
    )  # fmt: skip
    line = found.first()
    if line is not None:
        line.tries = [_timed(one, "begun_at") for one in line.tries]
    return line


def _timed(row: dict[str, Any], name: str) -> dict[str, Any]:
    return row | {name: datetime.fromisoformat(row[name])}


def sound(switch: str, call_id: str) -> RecordingLine | None:
    """The recording of a call with who opened or destroyed it (`heard`: at, by, duty, act, reason;
    the last first)."""
    of_call = {"switch": switch, "call_id": call_id}
    said = JSONObject(at="at", by="by_name", duty="by_duty", act="act", reason="reason")
    opened = HeardLine.objects.filter(**of_call).order_by("-at").values(said=said)[:MOST_HEARD]
    kept = RecordingLine.objects.filter(**of_call).defer("key")
    recording = kept.annotate(heard=ArraySubquery(opened)).first()
    if recording is not None:
        recording.heard = [_timed(one, "at") for one in recording.heard]
    return recording


def switch_of(call_id: str, own: str) -> str:
    """The switch whose call this is: it begins the id of every call of ours (`own` if not)."""
    name = call_id.rpartition("-")[0]
    return name or own
