# SPDX-License-Identifier: Apache-2.0
"""经办 The door: decide on a command and, if it stands, write the record, the ledgers and the
notices."""

import hashlib
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from yingda import flow, standard
from yingda.flow.case import Case
from yingda.flow.grammar import Command, Event, Refusal, kept_as
from yingda.flow.register import Register, Supplement
from yingda.flow.reveal import Erased
from yingda.hints.particulars import masked
from yingda.ledgers import keeping
from yingda.record import chain, codec, log, sealing
from yingda.record.models import CASE

from . import numbers, telling, tracing, writing
from .told import PARTICULARS, Outcome, Photo, Told

TRIES = 8
LONGEST_KEY = 100
NUMBERS = ("phone", "identity", "card")
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class Overtaken(Exception):
    """Others kept writing in the same case."""


@cache
def standard_in_force() -> standard.Standard:
    """The standard of the city's books; every value in it is dated."""
    return standard.load(settings.CITY.books)


def carry_out(
    command: Command,
    case_no: str = "",
    *,
    now: datetime | None = None,
    key: str = "",
    seen: int | None = None,
    told: Told | None = None,
    photos: Sequence[Photo] = (),
) -> Outcome | Refusal:
    """Decide on `command` for the case `case_no` ("": a new case) and write what follows.

    `key`: an idempotency key; the same command under it returns the first outcome. `seen`: the
    position the officer looked at; if others have acted since, the command is refused. `told` and
    `photos` go with Register and Supplement. Raises Overtaken if the case is written to without
    end.
    """
    now = now or timezone.now()
    full_key = _of_person(command, key) if key else ""
    asked = _fingerprint(command, case_no, told, photos) if key else ""
    past = log.read(case_no, full_key) if case_no else log.Past([], chain.START)
    for _ in range(TRIES):
        if past.answered:
            return _first_outcome(past.answered, asked)
        done = _attempt(command, case_no, past, now, full_key, asked, seen, told, photos)
        if isinstance(done, Outcome) or (done and not key):
            return done
        # A new case is written unread; only if that fails is the key looked up.
        past = log.read(case_no, full_key)
        if done and not past.answered:
            return done
    raise Overtaken(case_no)


def _attempt(
    command: Command, case_no: str, past: log.Past, now: datetime, key: str, asked: str,
    seen: int | None, told: Told | None, photos: Sequence[Photo],
) -> Outcome | Refusal | None:  # fmt: skip
    case = flow.fold(past.events)
    if seen is not None and flow.outdated(past.events[seen:]):
        return Refusal("changed_since", "您查看之后，这件诉求已有新的变化，请核对后再操作")
    command, boxes = _sealed(command, case, told, photos)
    events = flow.decide(case, command, standard_in_force(), now)
    if isinstance(events, Refusal):
        return events
    no = case_no or numbers.draw(now)
    w = composed(no, past, case, events)
    for name, value in boxes.items():
        setattr(w, name, value)
    w.lines |= tracing.lines(no, case, events, told)
    if key:
        first = w.seen + 1
        w.answered = {"key": key, "asked": asked, "first": first}
    if not writing.write(w):
        return None
    return Outcome(case_no=no, position=w.entries[-1].position, events=events)


def composed(no: str, past: log.Past, case: Case | None, events: list[Event]) -> writing.Writing:
    """All that `events` write: entries chained to the past, changed ledger lines, notices."""
    after = flow.fold(events, case)
    assert after is not None
    seen, mac, rows = len(past.events), past.mac, []
    for position, event in enumerate(events, seen + 1):
        body = codec.pack(event)
        mac = chain.link(settings.RECORD_KEY, mac, CASE, no, position, body)
        kind = kept_as(type(event))
        rows.append(writing.Row(position=position, kind=kind, at=event.at, body=body, mac=mac))
    return writing.Writing(
        no=no, seen=seen, entries=rows, lines=keeping.changed(no, case, after),
        notices=telling.rows(no, case, after, events),
        erase=any(isinstance(event, Erased) for event in events),
    )  # fmt: skip


def carry_out_together(
    acts: Sequence[tuple[Command, str]], *, now: datetime | None = None
) -> list[Outcome] | Refusal:
    """Carry out commands on several existing cases, all or none (a merge and its other side)."""
    now = now or timezone.now()
    for _ in range(TRIES):
        done: list[Outcome] = []
        with transaction.atomic():
            log.hold([no for _, no in acts])
            for command, no in acts:
                outcome = _attempt(command, no, log.read(no), now, "", "", None, None, ())
                if not isinstance(outcome, Outcome):
                    transaction.set_rollback(True)
                    break
                done.append(outcome)
        if isinstance(outcome, Refusal):
            return outcome
        if len(done) == len(acts):
            return done
    raise Overtaken(acts[0][1])


def _first_outcome(answered: tuple[str, str, int, int], asked: str) -> Outcome | Refusal:
    what, no, first, last = answered
    if what != asked:
        return Refusal("key_reused", "同一个幂等键已用于另一个请求", fields=("idempotency_key",))
    events = log.read(no).events[first - 1 : last]
    return Outcome(case_no=no, position=last, events=events, repeated=True)


def _of_person(command: Command, key: str) -> str:
    """A key belongs to who gave it; one too long to be kept stands there by its hash."""
    short = key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
    return f"{command.by.code or command.by.duty}:{short}"


def _fingerprint(command: Command, case_no: str, told: Told | None, photos: Sequence[Photo]) -> str:
    """What was asked of which case, but not when: the same request sent twice is read at two
    moments."""
    if isinstance(command, Register):
        command = replace(command, said_at=_ANY_TIME)
    pictures = [hashlib.sha256(photo.content).hexdigest() for photo in photos]
    said = (type(command).__name__, command, case_no, told, pictures)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _sealed(
    command: Command, case: Case | None, told: Told | None, photos: Sequence[Photo]
) -> tuple[Command, dict[str, Any]]:
    """`command` with the ids under which the person's particulars and photos are sealed."""
    if not isinstance(command, Register | Supplement):
        return command, {}
    if command.title:
        command = replace(command, title=without_numbers(command.title))
    said = {name: masked(getattr(command, name), NUMBERS) for name in ("happened", "scale")}
    command = replace(command, **said)
    boxes: dict[str, Any] = {}
    if told:
        old = case.appeal.particulars if case else ""
        row = old or str(uuid.uuid4())
        boxes["particulars"] = _boxes(row, told)
        given = tuple(n for n in PARTICULARS if getattr(told, n).strip())
        given = tuple(dict.fromkeys((*command.given, *given)))  # given elsewhere, told here
        command = replace(command, particulars=row, given=given)
    if photos and isinstance(command, Register):
        boxes["photos"] = [_photo(photo) for photo in photos]
        command = replace(command, photos=tuple(p["ids"] for p in boxes["photos"]))
    return command, boxes


def _boxes(row: str, told: Told) -> dict[str, Any]:
    keys, search = settings.SEALING_KEYS, settings.RECORD_KEY
    boxes: dict[str, Any] = {"p_id": row}
    for name in PARTICULARS:
        text = getattr(told, name).strip()
        boxes[f"p_{name}"] = sealing.sealed(keys, f"{row}:{name}", text) if text else None
    boxes["p_phone_hash"] = sealing.hashed(search, "phone", told.phone) if told.phone else None
    boxes["p_name_hash"] = sealing.hashed(search, "name", told.name) if told.name else None
    return boxes


def _photo(photo: Photo) -> dict[str, Any]:
    row = str(uuid.uuid4())
    box = sealing.sealed_bytes(settings.SEALING_KEYS, f"{row}:photo", photo.content)
    return {"ids": row, "types": photo.media_type, "sizes": len(photo.content), "sealed": box}


_NUMBER = re.compile(r"(?:\d[\s\-－]?){6,}[\dXxＸｘ]")


def without_numbers(title: str) -> str:
    """`title` with every run of seven or more digits hidden, in whatever width they were typed
    (phones, identity numbers): a title is seen by many and stands in the record for ever."""
    return _NUMBER.sub("****", title)
