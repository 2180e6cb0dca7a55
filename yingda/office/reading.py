# SPDX-License-Identifier: Apache-2.0
"""阅卷 Reading: a case with its story, and the person behind it, masked unless revealed with a
reason."""

import hmac
import re
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection
from msgspec import Struct, json

from yingda import flow
from yingda.flow.case import Case
from yingda.flow.grammar import Event, Person, Refusal
from yingda.flow.reveal import Reveal, hidden_from_units
from yingda.hints import accused
from yingda.record import codec, log, sealing
from yingda.record.models import CASE, Attachment, Notice, Particulars

from .door import carry_out, without_numbers
from .told import PARTICULARS

OF_THE_PERSON = ("name", "phone", "address")


class Delivered(Struct, frozen=True, kw_only=True):
    """已告知 A notice that reached the person: of which event (its position), how, and when."""

    position: int
    kind: str
    channel: str
    sent_at: datetime


class Story(Struct, frozen=True, kw_only=True):
    """A case and everything that happened in it. `person` (still sealed) and what they were `told`,
    oldest first, are there where the `whole` was asked for."""

    case_no: str
    case: Case
    events: list[Event]
    person: Particulars | None = None
    told: tuple[Delivered, ...] = ()


_WHOLE = f"""
select (select '[' || string_agg(e.body, ',' order by e.position) || ']' from record_entry e
         where e.of = %(of)s and e.no = %(no)s),
  (select json_agg(json_build_object('position', n.position, 'kind', n.kind,
      'channel', n.channel, 'sent_at', n.sent_at) order by n.id)::text
    from record_notice n
    where n.case_no = %(no)s and n.audience = 'appellant' and n.state = %(sent)s),
  p.id, {", ".join(f"p.{name}" for name in PARTICULARS)}
from (select) one left join lateral (
  select * from record_particulars where case_no = %(no)s order by id limit 1) p on true
"""


def whole(case_no: str) -> Story | None:
    """The case with its story, the person behind it and what they were told, or None: one
    statement."""
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, {"of": CASE, "no": case_no, "sent": Notice.SENT})
        record, told, row, *boxes = cursor.fetchone()
    events = codec.unpack_whole(record or "[]")
    case = flow.fold(events)
    if case is None:
        return None
    person = Particulars(id=row, **dict(zip(PARTICULARS, boxes, strict=True))) if row else None
    heard = json.decode(told or "[]", type=tuple[Delivered, ...])
    return Story(case_no=case_no, case=case, events=events, person=person, told=heard)


def read(case_no: str) -> Story | None:
    """The case `case_no` with its story, or None: one statement."""
    events = log.read(case_no).events
    case = flow.fold(events)
    return Story(case_no=case_no, case=case, events=events) if case else None


def _opened(row: Particulars, field: str) -> str:
    box = getattr(row, field)
    return sealing.opened(settings.SEALING_KEYS, f"{row.pk}:{field}", box) if box else ""


def person_behind(case_no: str, case: Case, by: Person) -> dict[str, str]:
    """What `by` may see without asking: the particulars masked, in the words as well (people write
    their name and phone there, whatever a form asks of them), and whom it is about, persons masked
    in the words too. A unit sees nothing of the appellant at all, nor any number in the words, when
    the case is confidential or a report."""
    return _shown(Particulars.objects.filter(case_no=case_no).first(), case, by)


def person_of(story: Story, by: Person) -> dict[str, str]:
    """The same of the `whole` of a case: no statement more."""
    return _shown(story.person, story.case, by)


def _shown(row: Particulars | None, case: Case, by: Person) -> dict[str, str]:
    if row is None:
        return {}
    plain = {name: _opened(row, name) for name in OF_THE_PERSON}
    shown = {name: sealing.masked(name, value) for name, value in plain.items()}
    words, about = _opened(row, "words"), _opened(row, "party")
    party = {"party": accused.masked(about)} if about else {}
    if by.duty == "appellant" or (by.code and by.code == case.appeal.source):
        return shown | party | {"words": words}
    words = accused.masked_in(words, about)
    if by.unit and hidden_from_units(case):
        words = without_numbers(_masked_in(words, plain, dict.fromkeys(plain, "****")))
        return party | {"words": words}
    return shown | party | {"words": _masked_in(words, plain, shown)}


def _masked_in(words: str, plain: dict[str, str], shown: dict[str, str]) -> str:
    """`words` with what is `plain` replaced by what is `shown`, the phone however it is spaced."""
    phone = sealing.plain_phone(plain.get("phone", ""))
    if len(phone) > 6:
        words = re.sub(r"[\s\-－]?".join(phone), shown["phone"], words)
    for name, value in plain.items():
        if len(value) > 1:
            words = words.replace(value, shown[name])
    return words


def reveal(
    case_no: str, by: Person, fields: Sequence[str], reason: str, now: datetime | None = None
) -> dict[str, str] | Refusal:
    """The plain `fields` of the person, after the reveal itself has been recorded."""
    wanted = tuple(name for name in fields if name in PARTICULARS)
    outcome = carry_out(Reveal(by=by, fields=wanted, reason=reason), case_no, now=now)
    if isinstance(outcome, Refusal):
        return outcome
    row = Particulars.objects.filter(case_no=case_no).first()
    return {name: _opened(row, name) for name in wanted} if row else {}


def cases_of(kind: str, text: str, most: int = 50) -> list[str]:
    """Numbers of the cases of the person with this phone or name (`kind`), newest first."""
    wanted = {f"{kind}_hash": sealing.hashed(settings.RECORD_KEY, kind, text)}
    rows = Particulars.objects.filter(**wanted).order_by("-at")
    return list(rows.values_list("case_no", flat=True)[:most])


def public_story(case_no: str, last_four: str) -> Story | None:
    """The case for its own person, who knows the number and the last four digits of their phone."""
    row = Particulars.objects.filter(case_no=case_no).first()
    phone = sealing.plain_phone(_opened(row, "phone")) if row else ""
    if not phone or not hmac.compare_digest(phone[-4:].encode(), last_four.encode()):
        return None
    return read(case_no)


def photo(case_no: str, photo_id: str) -> tuple[str, bytes] | None:
    """Media type and content of a photo of the case, or None (also when it was erased)."""
    row = Attachment.objects.filter(case_no=case_no, id=photo_id).first()
    if row is None or row.sealed is None:
        return None
    keys, box = settings.SEALING_KEYS, bytes(row.sealed)
    return row.media_type, sealing.opened_bytes(keys, f"{row.pk}:photo", box)


def everyone(case_nos: Sequence[str]) -> dict[str, Story]:
    """Several cases at once: one statement."""
    found = {no: (flow.fold(events), events) for no, events in log.read_many(case_nos).items()}
    return {no: Story(case_no=no, case=c, events=ev) for no, (c, ev) in found.items() if c}
