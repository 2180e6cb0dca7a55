# SPDX-License-Identifier: Apache-2.0
"""话单表 A table of calls from elsewhere, a call a row, and the map that says what they mean.

A row that cannot be read is refused with its reason; it never stops the others.
"""

import csv
import hashlib
import tomllib
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from .facts import Abandoned, Answered, CallFact, Ended, Kind, Noted, Parsed, Queued, Rang
from .values import ZONE, BadLine, moment, number

NAME: Final = "csv"
DAY = timedelta(days=1)
ENDS = ("answered", "abandoned", "not_offered")


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """栏目 Names of the columns; "" where the table has none. `id`: those that together name a
    call; `date`: the day, where the others are seconds after midnight."""

    id: tuple[str, ...]
    rang: str
    outcome: str = ""
    date: str = ""
    queued: str = ""
    answered: str = ""
    ended: tuple[str, ...] = ()
    seat: str = ""
    caller: str = ""
    queue: str = ""


class Map(Struct, frozen=True, forbid_unknown_fields=True):
    """对照 What the columns mean. `outcomes`: the table's words for answered, abandoned and
    not_offered; `absent`: what stands where a moment is missing."""

    title: str
    columns: Columns
    outcomes: dict[str, str] = {}
    absent: tuple[str, ...] = ("", "0", "0.0")
    note: str = ""


class BadMap(Exception):
    """The map cannot be used; says why."""


def read_map(text: str) -> Map:
    """The map written as TOML. Raises BadMap."""
    try:
        plan = msgspec.convert(tomllib.loads(text), Map)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadMap(str(error)) from error
    unknown = sorted(set(plan.outcomes.values()) - set(ENDS))
    if unknown:
        raise BadMap(f"不认识的结果“{unknown[0]}”，可用：{'、'.join(ENDS)}")
    return plan


def heading(text: str, plan: Map) -> tuple[str, ...]:
    """The columns of the table. Raises BadMap if the map names one that is not there."""
    names = tuple(name.strip() for name in next(csv.reader([text.lstrip("\ufeff").strip()]), []))
    c = plan.columns
    asked = (*c.id, c.rang, c.outcome, c.date, c.queued, c.answered, *c.ended, c.seat, c.caller)
    absent = [name for name in (*asked, c.queue) if name and name not in names]
    if absent:
        raise BadMap(f"表中没有“{absent[0]}”这一栏")
    return names


def parse(text: str, plan: Map, names: tuple[str, ...]) -> Parsed:
    """What one row says of its call."""
    try:
        fields = next(csv.reader([text.rstrip("\r\n")], strict=True), [])
    except csv.Error:
        return Parsed(fault="columns")
    if tuple(field.strip().lstrip("\ufeff") for field in fields) == names:
        return Parsed()  # the heading itself
    if len(fields) != len(names):
        return Parsed(fault="columns")
    try:
        return _read(dict(zip(names, fields, strict=True)), plan)
    except BadLine as bad:
        return Parsed(fault=bad.fault)


def _read(row: dict[str, str], plan: Map) -> Parsed:
    c = plan.columns
    said = row[c.outcome].strip() if c.outcome else ""
    end = plan.outcomes.get(said, "")
    if c.outcome and not end:
        raise BadLine("event")
    call, rang = _id(row, c.id), _moment(row, c.rang, plan)
    if rang is None:
        raise BadLine("missing")
    caller, fault = number(row[c.caller]) if c.caller else ("", "")
    kind: Kind = "own" if end == "not_offered" else "inbound"
    facts: list[CallFact] = [Rang(at=rang, source=NAME, kind=kind, caller=caller)]
    queued, answered = (_after(rang, _moment(row, n, plan)) for n in (c.queued, c.answered))
    if queued:
        queue = row[c.queue] if c.queue else ""
        facts.append(Queued(at=queued, source=NAME, queue=queue))
    if answered and end in ("", "answered"):
        facts.append(Answered(at=answered, source=NAME, seat=row[c.seat] if c.seat else ""))
    elif end == "answered":
        fault = "missing"  # answered, but nobody knows when: offered, and not counted as answered
    ended = next((at for name in c.ended if (at := _after(rang, _moment(row, name, plan)))), None)
    if ended:
        facts.append(Ended(at=ended, source=NAME))
    elif end == "abandoned":
        facts.append(Abandoned(at=queued or rang, source=NAME))
    return Parsed(tuple(Noted(call, fact) for fact in facts), fault, rang)


def _after(rang: datetime, at: datetime | None) -> datetime | None:
    """`at`, of the next day if its clock has passed midnight since the call rang."""
    return at + DAY if at and at < rang - DAY / 2 else at


def _id(row: dict[str, str], names: tuple[str, ...]) -> str:
    joined = "-".join(row[name].strip() for name in names)
    return joined if len(joined) <= 60 else hashlib.sha256(joined.encode()).hexdigest()[:32]


def _moment(row: dict[str, str], name: str, plan: Map) -> datetime | None:
    text = row[name].strip() if name else ""
    if text in plan.absent:
        return None
    if not plan.columns.date:
        return moment(text)
    try:
        day = date.fromisoformat(row[plan.columns.date].strip())
        after = timedelta(seconds=float(text))
    except ValueError as error:
        raise BadLine("moment") from error
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) + after
