# SPDX-License-Identifier: Apache-2.0
"""名单装载 Load listed callers from a CSV file: row by row, and again changes nothing.

Columns by their names or Chinese titles: number 号码, priority 优先级, queue 队列, until 有效至,
why 理由. A row at fault is told with its number and column; all others are put on the list.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from msgspec import Struct

from yingda.flow.grammar import Person, Refusal
from yingda.flow.limits import day
from yingda.ledgers import listed
from yingda.record import sealing

from . import listing

COLUMNS = {
    "号码": "number",
    "优先级": "priority",
    "队列": "queue",
    "有效至": "until",
    "理由": "why",
}


class Row(Struct, frozen=True, kw_only=True):
    """One row of the file (1 is the heading): `done` is put, known or refused; why it was."""

    row: int
    done: str
    refusal: Refusal | None = None


def load(file: Path, by: Person, now: datetime, dry_run: bool = False) -> Iterator[Row]:
    """Put the callers of `file` on the list, each row by itself. Raises OSError, UnicodeError."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    for nth, said in enumerate(csv.DictReader(io.StringIO(text)), 2):
        row = {COLUMNS.get(name or "", name or ""): (v or "").strip() for name, v in said.items()
               if isinstance(v, str | None)}  # fmt: skip
        yield _one(nth, row, by, now, dry_run)


def _one(nth: int, row: Mapping[str, str], by: Person, now: datetime, dry_run: bool) -> Row:
    try:
        until = date.fromisoformat(row["until"]) if row.get("until") else None
        priority = int(row.get("priority") or 0)
    except ValueError:
        words = "优先级须是整数，有效至须是年-月-日"
        fault = Refusal("no_value", words, fields=("priority", "until"))
        return Row(row=nth, done="refused", refusal=fault)
    given = (row.get("number", ""), priority, row.get("queue", ""), row.get("why", ""), until)
    if found := listing.fault(*given[:4], by):
        return Row(row=nth, done="refused", refusal=found)
    if _known(*given, now):
        return Row(row=nth, done="known")
    if not dry_run:
        listing.put(*given, by, now)
    return Row(row=nth, done="put")


def _known(
    number: str, priority: int, queue: str, why: str, until: date | None, now: datetime
) -> bool:
    caller = sealing.hashed(settings.RECORD_KEY, "phone", number)
    line = listed.of([caller], day(now)).get(caller)
    said = (priority, queue, why.strip()[:200], until)
    return line is not None and (line.priority, line.queue, line.why, line.until) == said
