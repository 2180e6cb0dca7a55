# SPDX-License-Identifier: Apache-2.0
"""守时 Watching the clocks: rungs of the ladder and ends of pauses, at their moment, each once.

The limits ledger is the alarm table; its partial index finds what is due, however many cases are
closed. The flow decides again whether a rung is to be climbed, so that a late, double or restarted
watcher does no harm.
"""

import logging
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils import timezone

from yingda import flow
from yingda.flow.follow_up import EndFollowUp
from yingda.flow.grammar import CLOCK, Refusal
from yingda.flow.pause import Resume
from yingda.flow.supervise import Climb
from yingda.ledgers import keeping, limits
from yingda.ledgers.limits import ClockLine
from yingda.record import log

from .door import carry_out
from .writing import enter

BATCH = 100
MOST_REST, LEAST_REST = 1.0, 0.05  # seconds

_log = logging.getLogger("yingda.watch")


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
        _act_or_say(line, now)
    return len(due)


def let_follow_ups_expire(now: datetime, most: int = BATCH) -> int:
    """End the follow-ups that nobody answered in the time of the book; returns how many."""
    ended = 0
    for line in limits.owed_by("").filter(step="follow_up", started_at__lte=now)[:most]:
        outcome = carry_out(EndFollowUp(by=CLOCK), line.case_no, now=now)
        ended += not isinstance(outcome, Refusal)
    return ended


def rest() -> float:
    """Seconds the watcher may rest: until the next moment, but not so long that it would miss a
    limit set meanwhile. What is overdue already was just refused, and can wait as well."""
    moment, now = limits.next_moment(), timezone.now()
    left = (moment - now).total_seconds() if moment and moment > now else MOST_REST
    return min(MOST_REST, max(LEAST_REST, left))


def _act_or_say(line: ClockLine, now: datetime) -> bool:
    """One case that cannot be acted on must not keep the clocks of all others standing."""
    try:
        return act(line, now)
    except DatabaseError:
        raise
    except Exception as fault:
        _log.error("%s %s: %s", line.case_no, line.step, type(fault).__name__)
        return False


def watch_until(now: datetime) -> int:
    """Do everything that became due up to `now`, each at its own moment (for a replayed clock)."""
    done = 0
    while due := limits.to_watch(now, BATCH):
        acted = sum(_act_or_say(line, line.next_at or now) for line in due)
        done += acted
        if not acted and limits.to_watch(now, BATCH) == due:
            break  # nothing moves any more: say so in the log, do not turn for ever
    return done


def put_right(case_no: str) -> None:
    """Enter the lines of a case again, should they ever lag behind its record. The case is held:
    lines read before another command must not be entered after it."""
    with transaction.atomic():
        log.hold([case_no])
        case = flow.fold(log.read(case_no).events)
        if case:
            enter(case_no, keeping.lines(case_no, case))
