# SPDX-License-Identifier: Apache-2.0
"""重写台账 Writing the ledgers afresh from the record, page by page, while the office goes on.

Each page is one transaction that holds the heads of its cases: a command on one of them waits for
milliseconds, and none is overwritten by an older state.
"""

import gc
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from yingda import flow
from yingda.flow.grammar import Event
from yingda.ledgers import keeping
from yingda.record import log
from yingda.record.models import CASE, Entry, Head

from . import tracing

PAGE = 1000


def total() -> tuple[int, int]:
    """How many cases and entries there are (for showing progress)."""
    return Head.objects.filter(of=CASE).count(), Entry.objects.filter(of=CASE).count()


def rebuild(share: int = 0, shares: int = 1, size: int = PAGE) -> Iterator[tuple[int, int]]:
    """Write the ledgers of every case afresh; yields (cases, entries) after each page.

    The garbage collector rests meanwhile: a page makes a hundred thousand values without a cycle,
    and walking over them again and again took longer than reading them.
    """
    gc.disable()
    try:
        for numbers in log.pages(size, share=share, shares=shares):
            every = _afresh(numbers)
            yield len(every), sum(len(events) for events in every.values())
    finally:
        gc.enable()


def _afresh(numbers: list[str]) -> dict[str, list[Event]]:
    with transaction.atomic():
        log.hold(numbers)
        every = log.read_many(numbers)
        folded = ((no, flow.fold(events)) for no, events in every.items())
        cases = [(no, case) for no, case in folded if case]
        keeping.afresh(cases)
        tracing.afresh(cases, timezone.now())
    return every


def drop_strays() -> int:
    """Delete ledger lines of cases that are not in the record; returns how many."""
    dropped = 0
    with connection.cursor() as cursor:
        for ledger in (*keeping.LEDGERS, *keeping.SEALED):
            cursor.execute(
                f"delete from {keeping.table(ledger)} t where not exists"
                " (select 1 from record_head h where h.of = %s and h.no = t.case_no)",
                [CASE],
            )
            dropped += cursor.rowcount
    return dropped
