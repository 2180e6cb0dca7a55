# SPDX-License-Identifier: Apache-2.0
"""限流 Rate: so many requests a minute for one token in one process (a guard, not an account)."""

import os
import threading
import time

PER_MINUTE = int(os.environ.get("YINGDA_API_PER_MINUTE", "6000"))
"""0: no limit."""

_lock = threading.Lock()
_counts: dict[int, tuple[int, int]] = {}


def allow(holder: int) -> int:
    """0 if `holder` may go on, else the seconds to wait."""
    if not PER_MINUTE:
        return 0
    minute, into = divmod(int(time.monotonic()), 60)
    with _lock:
        then, count = _counts.get(holder, (minute, 0))
        count = count + 1 if then == minute else 1
        _counts[holder] = (minute, count)
    return 60 - into if count > PER_MINUTE else 0
