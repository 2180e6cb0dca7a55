# SPDX-License-Identifier: Apache-2.0
"""轮次 Rounds: one round after another until told to stop; a lost database is waited for.

Every act of a round is whole or nothing in the database: a round may be broken off anywhere.
"""

import logging
import signal
import time
from collections.abc import Callable

import psycopg
from django.db import Error, close_old_connections, connection

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0

_log = logging.getLogger("yingda.rounds")


class Stopped(SystemExit):
    """Told to stop."""


def _stop(number: int, frame: object) -> None:
    raise Stopped(0)


def keep_on(one_round: Callable[[], float], rounds: int | None = None) -> None:
    """Do `one_round` again and again, resting the seconds it returns; `rounds`: only so often."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    failures = 0
    while rounds is None or rounds > 0:
        try:
            rest = one_round()
            failures, rounds = 0, None if rounds is None else rounds - 1
        except (Error, psycopg.Error) as fault:
            rest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**failures)
            failures += 1
            _log.warning("database: %s, again in %.1f s", type(fault).__name__, rest)
            connection.close()
        if rounds is None or rounds > 0:
            time.sleep(rest)
            close_old_connections()
