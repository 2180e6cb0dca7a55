# SPDX-License-Identifier: Apache-2.0
"""词条装载 Load entries from a CSV file, all or nothing; the same file again changes nothing.

Columns by their names or Chinese titles; similar questions are parted by "|". A changed row makes
a new version. An entry that is not in the file stays.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from msgspec import Struct

from .entries import SAID, write
from .grams import grams
from .models import Entry, Version

COLUMNS = {
    "code": "编号", "question": "问题", "answer": "答案", "similar": "相似问法",
    "subject": "诉求分类", "owner": "责任单位", "source": "依据", "valid_from": "生效日期",
    "valid_until": "失效日期", "review_by": "复核日期",
}  # fmt: skip
_MAY_BE_EMPTY = ("similar", "subject", "valid_until")
_LONGEST = {"code": 40, "question": 300, "subject": 12, "owner": 40, "source": 500}
_STEP = 2000
Told = Callable[[int, int], None]


class Fault(Struct, frozen=True, kw_only=True):
    """错误 One thing wrong: the row (1 is the header), the column, and why."""

    row: int
    column: str
    reason: str


class Report(Struct, frozen=True, kw_only=True):
    """装载结果 Counts, or all faults (then nothing was stored)."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()


def load(
    file: Path, *, by: str, at: datetime, dry_run: bool = False, told: Told = lambda *_: None
) -> Report:
    """Loads `file`; `told(done, of)` as it goes; with `dry_run` all is taken back at the end."""
    rows, faults = _read(file.read_bytes())
    if faults:
        return Report(faults=tuple(faults))
    with transaction.atomic():
        held = _held([row["code"] for row in rows])
        fresh = [row for row in rows if row["code"] not in held]
        _create(fresh, by, at, told, len(rows))
        changed = 0
        for row in rows:
            entry = held.get(row["code"])
            if entry and any(getattr(entry, field) != row[field] for field in SAID):
                write(row["code"], row, by=by, at=at)
                changed += 1
        told(len(rows), len(rows))
        transaction.set_rollback(dry_run)
    unchanged = len(rows) - len(fresh) - changed
    return Report(created=len(fresh), changed=changed, unchanged=unchanged)


def _held(codes: Sequence[str]) -> dict[str, Entry]:
    """In steps: a statement takes no more than 65,535 parameters."""
    steps = (codes[start : start + _STEP] for start in range(0, len(codes), _STEP))
    return {code: entry for step in steps for code, entry in Entry.objects.in_bulk(step).items()}


def _read(raw: bytes) -> tuple[list[dict[str, Any]], list[Fault]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    lines = csv.DictReader(io.StringIO(text, newline=""))
    titles = {title: column for column, title in COLUMNS.items()}
    names = {head: titles.get(head.strip(), head.strip()) for head in lines.fieldnames or ()}
    faults = [
        Fault(row=1, column=n, reason=_("没有这一列")) for n in names.values() if n not in COLUMNS
    ]
    lacking = set(COLUMNS) - set(names.values()) - set(_MAY_BE_EMPTY)
    faults += [Fault(row=1, column=name, reason=_("缺少这一列")) for name in sorted(lacking)]
    if faults:
        return [], faults
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for nth, line in enumerate(lines, start=2):
        cells = {names[h]: (v or "").strip() for h, v in line.items() if h is not None}
        row, wrong = _row(cells, nth)
        if cells["code"] in seen:
            wrong.append(Fault(row=nth, column="code", reason=_("编号重复")))
        seen.add(cells["code"])
        faults += wrong
        rows.append(row)
    return rows, faults


def _row(cells: Mapping[str, str], nth: int) -> tuple[dict[str, Any], list[Fault]]:
    wrong: list[Fault] = []
    row: dict[str, Any] = {name: cells.get(name, "") for name in COLUMNS}
    for name in COLUMNS:
        if not row[name] and name not in _MAY_BE_EMPTY:
            wrong.append(Fault(row=nth, column=name, reason=_("不能为空")))
        if len(row[name]) > _LONGEST.get(name, 20_000):
            wrong.append(Fault(row=nth, column=name, reason=_("太长")))
    row["similar"] = [part.strip()[:300] for part in row["similar"].split("|") if part.strip()]
    for name in ("valid_from", "valid_until", "review_by"):
        try:
            row[name] = date.fromisoformat(row[name]) if row[name] else None
        except ValueError:
            wrong.append(Fault(row=nth, column=name, reason=_("日期应写作 2024-01-31")))
    if not wrong and row["valid_until"] and row["valid_until"] < row["valid_from"]:
        wrong.append(Fault(row=nth, column="valid_until", reason=_("失效日期早于生效日期")))
    return row, wrong


_NAMES = ", ".join(f'"{column}"' for column in COLUMNS)  # "similar" is a word of SQL
_SLOTS = ", ".join(f"%({column})s" for column in COLUMNS)
_INSERT = (
    f"INSERT INTO knowledge_entry (version, challenges, words, {_NAMES})"
    f" VALUES (1, 0, array_to_tsvector(%(words)s::text[]), {_SLOTS})"
)


def _create(rows: Sequence[Mapping[str, Any]], by: str, at: datetime, told: Told, of: int) -> None:
    """New entries with their first version and their grams, in steps."""
    counted: Counter[str] = Counter()
    for start in range(0, len(rows), _STEP):
        step = rows[start : start + _STEP]
        words = [grams("\n".join([r["question"], *r["similar"], r["answer"]])) for r in step]
        for found in words:
            counted.update(found)
        with connection.cursor() as cursor:
            cursor.executemany(
                _INSERT, [{**row, "words": found} for row, found in zip(step, words, strict=True)]
            )
        Version.objects.bulk_create([
            Version(entry_id=row["code"], version=1, said=_plain(row), by=by[:150], at=at)
            for row in step
        ])  # fmt: skip
        told(start + len(step), of)
    _count(counted)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f: v.isoformat() if isinstance(v := row[f], date) else v for f in SAID}


def _count(counted: Counter[str]) -> None:
    pairs = sorted(counted.items())
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), 10 * _STEP):
            step = pairs[start : start + 10 * _STEP]
            cursor.execute(
                "INSERT INTO knowledge_gram (gram, entries)"
                " SELECT * FROM unnest(%s::text[], %s::int[]) ON CONFLICT (gram)"
                " DO UPDATE SET entries = knowledge_gram.entries + excluded.entries",
                [[gram for gram, _n in step], [n for _gram, n in step]],
            )
