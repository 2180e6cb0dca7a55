# SPDX-License-Identifier: Apache-2.0
"""编号 Drawing case numbers: each process takes the sequence in blocks, so that a number costs
no round trip of its own. Numbers are never given twice; some may never be given."""

import threading
from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from yingda.flow.limits import day
from yingda.flow.number import number

BLOCK = 50  # the increment of the sequence, see migration record 0002

_lock = threading.Lock()
_left: Iterator[int] = iter(())


def draw(now: datetime) -> str:
    """A case number for the day of `now`."""
    global _left
    with _lock:
        serial = next(_left, None)
        if serial is None:
            with connection.cursor() as cursor:
                cursor.execute("select nextval('record_number')")
                last = cursor.fetchone()[0]
            _left = iter(range(last - BLOCK + 2, last + 1))
            serial = last - BLOCK + 1
    return number(day(now), serial)


def forget() -> None:
    """Give up the rest of the block (after a fork, or when a test empties the database)."""
    global _left
    _left = iter(())
