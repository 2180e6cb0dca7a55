# SPDX-License-Identifier: Apache-2.0
"""登账 Keeping the ledgers: the same lines, whether after one command or afresh from the record."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from yingda.flow.case import Case

from . import (
    alike,
    answers,
    assessment,
    cases,
    follow_ups,
    hotspots,
    limits,
    orders,
    suggestions,
)

LEDGERS: list[Any] = [
    cases, limits, orders, follow_ups, assessment, hotspots, answers, suggestions,
]  # fmt: skip
SEALED: list[Any] = [alike]
"""Ledgers whose lines need what is sealed beside the case: the office makes them."""

Lines = dict[str, list[dict[str, Any]]]


def table(ledger: Any) -> str:
    """The name of the ledger's table in the database."""
    return str(ledger.TABLE._meta.db_table)


def columns(ledger: Any) -> list[str]:
    """The columns of the ledger's table."""
    model: type[Model] = ledger.TABLE
    return [field.column for field in model._meta.concrete_fields if field.column]


def lines(case_no: str, case: Case) -> Lines:
    """All lines of `case`, by table."""
    return {table(ledger): ledger.lines(case_no, case) for ledger in LEDGERS}


def changed(case_no: str, before: Case | None, after: Case) -> Lines:
    """The lines of `after` that differ from those of `before`; tables with none are left out.

    A single line never vanishes, it is only marked. A table in which the case has no line any more
    (a dispatch undone counts for nobody) stands with an empty list: its lines are to be deleted.
    """
    new = lines(case_no, after)
    old = lines(case_no, before) if before is not None else dict.fromkeys(new, [])
    fresh = {name: [row for row in rows if row not in old[name]] for name, rows in new.items()}
    return {name: rows for name, rows in fresh.items() if rows or (old[name] and not new[name])}


def insert(ledger: Any, source: str) -> str:
    """SQL that enters the lines of a new case, read from `source`."""
    cols = ", ".join(columns(ledger))
    return f"insert into {table(ledger)} ({cols}) select {cols} from {source}"


def upsert(ledger: Any, source: str) -> str:
    """SQL that enters lines read from `source`, new or in the place of their former selves."""
    names = columns(ledger)
    rest = ", ".join(f"{n} = excluded.{n}" for n in names if n not in ledger.KEY)
    return f"{insert(ledger, source)} on conflict ({', '.join(ledger.KEY)}) do update set {rest}"


def afresh(page: Iterable[tuple[str, Case]]) -> int:
    """Write the lines of the cases of `page` afresh: the old ones are deleted, the new copied in.

    To be called inside a transaction that holds the cases' heads. Returns the number of lines.
    """
    every = list(page)
    numbers = [no for no, _ in every]
    return sum(
        replaced(ledger, numbers, [row for no, case in every for row in ledger.lines(no, case)])
        for ledger in LEDGERS
    )


def replaced(ledger: Any, numbers: Sequence[str], rows: Sequence[dict[str, Any]]) -> int:
    """Put `rows` in the place of all lines of the cases `numbers`; how many."""
    names = columns(ledger)
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {table(ledger)} where case_no = any(%s)", [list(numbers)])
        with cursor.copy(f"copy {table(ledger)} ({', '.join(names)}) from stdin") as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    return len(rows)
