# SPDX-License-Identifier: Apache-2.0
"""记话 Calling: what the switch noted goes into the book of calls, once, with the place it was read
to, in one transaction. Nothing is decided here: facts in, lines out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection, transaction
from msgspec.structs import replace

from yingda.calls.call import WHOLE_SECOND, Call, fold, foreign
from yingda.calls.facts import CallFact, Queued, Rang, SeatFact
from yingda.calls.lines import Gap, Mark, Piece, Placed, Refused
from yingda.flow.grammar import Person, Refusal
from yingda.flow.limits import day
from yingda.ledgers import calls
from yingda.ledgers.calls import BookLine, CallLine, GapLine, RefusedLine, SeatLine, SetAside
from yingda.record import resealing, sealing
from yingda.standard.clause import Choice

from .door import standard_in_force

REASONS = "calls.exclusion_reasons"
"""剔除理由 Where the books list why the calls of a stretch of time may be set aside."""

APPROVERS = ("duty_leader", "assessor")

_LIMITS = {"number": 40, "queue": 40, "seat": 80, "rating": 4, "why": 16}
_US = timedelta(microseconds=1)
_ENCODED = msgspec.json.Encoder()
_DECODED = msgspec.json.Decoder(list[CallFact])


def note_down(switch: str, piece: Piece, book: BookLine | None = None, begun: int = 0) -> bool:
    """Enter what `piece` says of the calls and seats of `switch`; all or nothing.

    `book`: the file it was read from, whose place moves with it; `begun`: the place the piece was
    read from. False if another has read on from there meanwhile: nothing was written.
    """
    with transaction.atomic():
        if book is not None:
            held = BookLine.objects.select_for_update().get(pk=book.pk)
            if held.offset != begun:
                return False
        foreigners = _foreign_before(book, piece.noted) if book else set()
        numbers, facts = _hidden(switch, piece.noted)
        refused = [*piece.refused, *_enter(switch, facts, numbers, piece.gaps, foreigners)]
        _seats(switch, piece.noted)
        if book is not None:
            _refuse(book, refused)
            _move(book, piece.mark)
    return True


def kept(line: CallLine) -> list[CallFact]:
    """The facts of a line."""
    return _DECODED.decode(line.facts)


def _foreign_before(book: BookLine, noted: Sequence[Placed]) -> set[str]:
    """Calls of which this book was found to tell under an id that belongs to another."""
    found = RefusedLine.objects.filter(book=book, fault="equal_ids")
    return set(
        found.filter(call_id__in={p.noted.of for p in noted}).values_list("call_id", flat=True)
    )


def _hidden(switch: str, noted: Sequence[Placed]) -> tuple[dict[str, bytes], list[Placed]]:
    """The facts of calls with callers' numbers hashed, and the sealed last digits by call."""
    tails: dict[str, bytes] = {}
    out: list[Placed] = []
    for placed in noted:
        of, fact = placed.noted
        if not isinstance(fact, CallFact):
            continue
        if isinstance(fact, Rang | Queued) and fact.caller:
            plain = sealing.plain_phone(fact.caller)
            if of not in tails:
                place = f"{switch}:{of}:tail"
                tails[of] = sealing.sealed(settings.SEALING_KEYS, place, plain[-4:])
            fact = replace(fact, caller=sealing.hashed(settings.RECORD_KEY, "phone", plain))
        out.append(placed._replace(noted=placed.noted._replace(fact=fact)))
    return tails, out


def tail(switch: str, line: CallLine) -> str:
    """尾号 The last digits of the caller's number, or nothing."""
    return tail_of(switch, line.call_id, line.tail)


def tail_of(switch: str, call_id: str, box: bytes | memoryview | None) -> str:
    """The last digits that were sealed with a call, or nothing."""
    if not box:
        return ""
    return sealing.opened(settings.SEALING_KEYS, f"{switch}:{call_id}:tail", bytes(box))


def sealed_number(order: str, number: str) -> bytes:
    """The number that an order to the switch is for, sealed until it is carried out."""
    return sealing.sealed(settings.SEALING_KEYS, f"order:{order}:to", number)


def opened_number(order: str, box: bytes) -> str:
    """The number that was sealed with the order."""
    return sealing.opened(settings.SEALING_KEYS, f"order:{order}:to", bytes(box))


def reseal_tails(size: int = 500) -> Iterator[int]:
    """Seal last digits that are under an older key again; yields how many a page changed."""
    return resealing.again(CallLine, "tail", lambda one: f"{one.switch}:{one.call_id}:tail", size)


def _enter(
    switch: str, noted: Sequence[Placed], tails: dict[str, bytes], gaps: Sequence[Gap],
    foreigners: set[str],
) -> list[Refused]:  # fmt: skip
    """Fold the calls anew that `noted` and restarts touch; returns the facts of other calls."""
    _gaps(switch, gaps)
    ids = {placed.noted.of for placed in noted}
    restarts = [gap.at for gap in gaps if gap.kind == "restart"]
    known = {line.call_id: set(kept(line)) for line in _touched(switch, ids, restarts)}
    refused: list[Refused] = []
    for (of, fact), offset, number in noted:
        facts = known.setdefault(of, set())
        assert isinstance(fact, CallFact)
        if of in foreigners or foreign(facts, fact):
            foreigners.add(of)
            refused.append(Refused(offset, number, "equal_ids", of))
        else:
            facts.add(fact)
    known = {of: facts for of, facts in known.items() if facts}
    if known:
        starts = _restarts(switch, min(f.at for facts in known.values() for f in facts))
        rows = [_row(switch, of, facts, tails, starts) for of, facts in sorted(known.items())]
        with connection.cursor() as cursor:
            cursor.execute(calls.upsert(), [_ENCODED.encode(rows).decode()])
    return refused


def _touched(switch: str, ids: Collection[str], restarts: Sequence[datetime]) -> Iterable[CallLine]:
    """The lines of these calls, and of those that a restart of the switch cut off; held."""
    of_switch = CallLine.objects.select_for_update().filter(switch=switch)
    yield from of_switch.filter(call_id__in=ids).order_by("call_id")
    if restarts:
        until = max(restarts) + WHOLE_SECOND
        up = of_switch.filter(ended_at=None, outcome="open", last_at__lt=until)
        yield from up.exclude(call_id__in=ids).order_by("call_id")


def _restarts(switch: str, since: datetime) -> list[datetime]:
    found = GapLine.objects.filter(switch=switch, kind="restart", at__gte=since)
    return list(found.values_list("at", flat=True))


def _row(
    switch: str, of: str, facts: Collection[CallFact], tails: dict[str, bytes],
    restarts: Sequence[datetime],
) -> dict[str, Any]:  # fmt: skip
    call = fold(facts, restarts)
    ordered = sorted(facts, key=lambda f: (f.at, type(f).__name__, f.source))
    row: dict[str, Any] = {
        "switch": switch,
        "call_id": of,
        "facts": _ENCODED.encode(ordered).decode(),
    }
    for field in calls.fields():
        value = getattr(call, field)
        if isinstance(value, timedelta):
            value = value // _US
        elif field in _LIMITS:
            value = value[: _LIMITS[field]]
        row[field] = value
    row["rung_in_vain"] = min(call.rung_in_vain, 32_767)
    box = tails.get(of)
    return row | {"tail": "\\x" + box.hex() if box else None}


def _seats(switch: str, noted: Sequence[Placed]) -> None:
    rows = [
        SeatLine(switch=switch, seat=of[:80], at=fact.at, fact=_ENCODED.encode(fact).decode())
        for (of, fact), _, _ in noted
        if isinstance(fact, SeatFact)
    ]
    SeatLine.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _gaps(switch: str, gaps: Sequence[Gap], book: str = "") -> None:
    rows = [
        GapLine(switch=switch, book=book, kind=g.kind, at=g.at, missing=g.missing) for g in gaps
    ]
    GapLine.objects.bulk_create(rows, ignore_conflicts=True)


def _refuse(book: BookLine, refused: Sequence[Refused]) -> None:
    rows = [
        RefusedLine(book=book, place=r.offset, line=r.line, fault=r.fault, call_id=r.of[:80])
        for r in refused
    ]
    RefusedLine.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _move(book: BookLine, mark: Mark) -> None:
    book.offset, book.mark = mark.offset, _ENCODED.encode(mark).decode()
    book.save(update_fields=["offset", "mark"])


def broken_off(book: BookLine, kind: str) -> None:
    """A book whose rest cannot be read: `vanished` or `cut`; a gap that is shown."""
    mark = msgspec.json.decode(book.mark, type=Mark) if book.mark else Mark()
    with transaction.atomic():
        if mark.last_at:
            _gaps(book.switch, [Gap(kind, mark.last_at)], book.kind)
        BookLine.objects.filter(pk=book.pk).update(done=True)


def reasons(on: date) -> dict[str, Choice]:
    """剔除理由 Why calls may be set aside, by id, as the books of that day say."""
    return {choice.id: choice for choice in standard_in_force().choices(REASONS, on)}


def set_aside(
    begins: datetime, until: datetime, reason: str, grounds: str, asked_by: Person,
    approved_by: Person,
) -> SetAside | Refusal:  # fmt: skip
    """剔除 Leave the calls of a stretch of time out of the figures; the whole figure stays beside.

    Refused without grounds, for an unknown reason, or if one person both asks and approves.
    """
    if found := unfit(begins, until, reason, grounds):
        return found
    if approved_by.duty not in APPROVERS:
        return Refusal("not_their_duty", "剔除来话须由值班长或考评员批准")
    if same(asked_by, approved_by):
        return Refusal("same_person", "申请人与批准人不得为同一人")
    return SetAside.objects.create(
        begins=begins, until=until, reason=reason, grounds=grounds.strip()[:400],
        asked_by=asked_by.name, approved_by=approved_by.name,
    )  # fmt: skip


def unfit(begins: datetime, until: datetime, reason: str, grounds: str) -> Refusal | None:
    """What is wrong with a stretch that is to be set aside, if anything."""
    if reason not in reasons(day(begins)):
        return Refusal("unknown_reason", "没有这一剔除理由", fields=("reason",))
    if not grounds.strip():
        return Refusal("no_grounds", "须写明剔除依据", fields=("grounds",))
    if until <= begins:
        return Refusal("no_time", "止时须晚于起时", fields=("until",))
    return None


def same(one: Person, other: Person) -> bool:
    """Whether both are one person: by code, for lack of it by name."""
    return (one.code or one.name) == (other.code or other.name)


def folded(line: CallLine) -> Call:
    """The call of a line, folded from its facts."""
    return fold(kept(line), _restarts(line.switch, line.begun_at))
