# SPDX-License-Identifier: Apache-2.0
"""守时 Watching the clocks: rungs of the ladder and ends of pauses, at their moment, each once.

The limits ledger is the alarm table; its partial index finds what is due, however many cases are
closed. The flow decides again whether a rung is to be climbed, so that a late, double or restarted
watcher does no harm.
"""

from datetime import datetime

from yingda import flow
from yingda.flow.grammar import CLOCK, Refusal
from yingda.flow.pause import Resume
from yingda.flow.supervise import Climb
from yingda.ledgers import keeping, limits
from yingda.ledgers.limits import ClockLine
from yingda.record import log

from .door import carry_out
from .writing import enter

BATCH = 100


def act(line: ClockLine, now: datetime) -> bool:
    """Do what is due on one clock; False if the flow refused (somebody was quicker)."""
    if line.paused:
        command: Resume | Climb = Resume(by=CLOCK)
    else:
        command = Climb(by=CLOCK, step=line.step, order=line.work_order, rung=line.next_rung)
    outcome = carry_out(command, line.case_no, now=now)
    if isinstance(outcome, Refusal):
        put_right(line.case_no)
        return False
    return True


def watch_once(now: datetime, most: int = BATCH) -> int:
    """Do everything that is due at `now`, up to `most` clocks; returns how many were looked at."""
    due = limits.to_watch(now, most)
    for line in due:
        act(line, now)
    return len(due)


def watch_until(now: datetime) -> int:
    """Do everything that became due up to `now`, each at its own moment (for a replayed clock)."""
    done = 0
    while due := limits.to_watch(now, BATCH):
        for line in due:
            act(line, line.next_at or now)
        done += len(due)
    return done


def put_right(case_no: str) -> None:
    """Enter the lines of a case again, should they ever lag behind its record."""
    case = flow.fold(log.read(case_no).events)
    if case:
        enter(case_no, keeping.lines(case_no, case))
