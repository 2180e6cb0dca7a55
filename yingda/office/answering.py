# SPDX-License-Identifier: Apache-2.0
"""接话 Answering: what an officer may know of the call at their seat, and do about it: whose cases
it belongs to, the number (with a reason, noted), no case, abuse.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from msgspec import Struct

from yingda.flow.grammar import Event, Person, Refusal
from yingda.flow.limits import day
from yingda.ledgers import callers, present
from yingda.ledgers.callers import CallerLine, CallNote
from yingda.ledgers.cases import CaseLine
from yingda.record import codec, resealing, sealing
from yingda.record.models import CASE

from .door import standard_in_force

MOST, MOST_TOLD = 50, 8
ENDED = ("closed", "diverted", "merged")


def rang(switch: str, call_id: str, number: str, now: datetime) -> None:
    """Note whose call has come: the hash by which their cases are found, the number sealed."""
    plain = sealing.plain_phone(number)
    if not plain:
        callers.rang(switch, call_id, "", None, now)
        return
    box = sealing.sealed(settings.SEALING_KEYS, _place(switch, call_id), plain)
    callers.rang(switch, call_id, sealing.hashed(settings.RECORD_KEY, "phone", plain), box, now)


def may_look(by: Person, line: CallerLine) -> bool:
    """Whether the officer may look at this call: it was at their seat, or they lead."""
    return by.duty == "duty_leader" or by.code in line.officers


class Known(Struct, frozen=True):
    """A case of the caller, or one written during the call; what happened in it while it runs."""

    line: CaseLine
    events: list[Event]


_KNOWN = """
select c.*, r.record from (
  select c.*, row_number() over (partition by c.stage = any(%(ended)s)
    order by c.registered_at desc, c.case_no) as nth
  from ledgers_caseline c where c.case_no = any(array(
      select p.case_no from record_particulars p where p.phone_hash = %(caller)s
      order by p.at desc limit %(most)s))
    or c.call = %(call)s and c.call <> ''
) c left join lateral (
  select '[' || string_agg(e.body, ',' order by e.position) || ']' as record from record_entry e
  where e.of = %(of)s and e.no = c.case_no
) r on c.nth <= %(told)s and not c.stage = any(%(ended)s)
order by c.registered_at desc, c.case_no
"""


def cases_of_caller(line: CallerLine) -> list[Known]:
    """The caller's cases and those written during the call, newest first: one statement. The story
    stands beside the newest of those that run."""
    asked = {
        "caller": line.caller or None, "call": line.call_id, "ended": list(ENDED), "of": CASE,
        "most": MOST, "told": MOST_TOLD,
    }  # fmt: skip
    rows: Iterable[Any] = CaseLine.objects.raw(_KNOWN, asked)
    return [Known(row, codec.unpack_whole(row.record or "[]")) for row in rows]


def number_of(line: CallerLine) -> str:
    """The number itself, for a registration; never shown without `reveal_number`."""
    if not line.number:
        return ""
    place = _place(line.switch, line.call_id)
    return sealing.opened(settings.SEALING_KEYS, place, bytes(line.number))


def reveal_number(line: CallerLine, by: Person, reason: str) -> str | Refusal:
    """查看 The number of a call, after it was noted who looks and why."""
    if not may_look(by, line):
        return Refusal("not_your_call", "这不是您的来电")
    if not reason.strip():
        return Refusal("no_reason", "请写明理由", fields=("reason",))
    number = number_of(line)
    if not number:
        return Refusal("no_number", "来电没有号码，或已超过保存时间")
    _note(line, "revealed", by, "", reason)
    return number


def end_without_case(line: CallerLine, by: Person, reason: str, words: str = "") -> Refusal | None:
    """不立诉求 The call ends without a case, for a reason of the standard."""
    if not may_look(by, line):
        return Refusal("not_your_call", "这不是您的来电")
    known = {c.id for c in standard_in_force().choices("phone.no_case", day(timezone.now()))}
    if reason not in known:
        return Refusal("unknown_reason", "请选择不登记的原因", fields=("reason",))
    _note(line, "no_case", by, reason, words)
    return None


def report_abuse(line: CallerLine, by: Person, reason: str, words: str = "") -> Refusal | None:
    """求助 The caller abuses the officer: it is noted, and the duty leaders are told at once."""
    if not may_look(by, line):
        return Refusal("not_your_call", "这不是您的来电")
    known = {c.id: c for c in standard_in_force().choices("phone.abuse", day(timezone.now()))}
    if reason not in known:
        return Refusal("unknown_abuse", "请选择来电人的行为", fields=("reason",))
    with transaction.atomic():
        _note(line, "abuse", by, reason, words)
        told = {
            "switch": line.switch, "kind": "help", "name": line.call_id,
            "state": {"seat": line.seat, "why": known[reason].name, "by": by.name},
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("select pg_notify(%s, %s)", [present.TOLD_ON, json.dumps(told)])
    return None


def _note(line: CallerLine, kind: str, by: Person, reason: str, words: str) -> None:
    CallNote.objects.create(
        switch=line.switch, call_id=line.call_id, kind=kind, reason=reason,
        words=words.replace("\0", "").strip()[:200], by=by.code, duty=by.duty, seat=line.seat,
        at=timezone.now(),
    )  # fmt: skip


def reseal(size: int = 500) -> Iterator[int]:
    """Seal the numbers of today's calls again under the current key; yields how many."""
    pages = resealing.again(CallerLine, "number", lambda one: _place(one.switch, one.call_id), size)
    yield sum(pages)


def _place(switch: str, call_id: str) -> str:
    return f"{switch}:{call_id}:number"
