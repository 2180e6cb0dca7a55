# SPDX-License-Identifier: Apache-2.0
"""最低24小时 The worst 24 hours, found at most once a minute for all screens of this process.

Over 860,000 calls it takes about a second: too long for every look, and it hardly moves.
"""

import threading
import time
from datetime import datetime

from yingda import readings
from yingda.ledgers import calls
from yingda.measure.continuous import Moments

FRESH = 60.0
_lock = threading.Lock()
_kept: list[tuple[float, datetime, Moments]] = []


def forget() -> None:
    """Look afresh at the next question: an exclusion was approved."""
    _kept.clear()


def moments(now: datetime) -> tuple[Moments, datetime]:
    """The calls of the period of the clause, and as of when."""
    with _lock:
        if not _kept or time.monotonic() - _kept[0][0] > FRESH or now < _kept[0][1]:
            found = calls.moments(now - readings.CALLS_OVER, now)
            _kept[:] = [(time.monotonic(), now, found)]
        _, as_of, found = _kept[0]
    return found, as_of
