# SPDX-License-Identifier: Apache-2.0
"""时限明细 The limits of a case as rows: what is due, when, why, and how the time was counted."""

from typing import Any

from yingda import office
from yingda.faces.kit import names
from yingda.flow.case import Case
from yingda.flow.limits import Clock, day


def rows(case: Case) -> list[dict[str, Any]]:
    """One row per clock, open ones first, the nearest first."""
    clocks = sorted(case.clocks, key=lambda k: (not k.open, k.due.at))
    return [_row(clock) for clock in clocks if clock.step != "suspension"]


def nearest(case: Case) -> Clock | None:
    """The clock that decides how much time is left: the nearest that runs, else a paused one."""
    still = [k for k in case.clocks if k.open]
    running = [k for k in still if not k.paused] or still
    return min(running, key=lambda k: k.due.at, default=None)


def _row(clock: Clock) -> dict[str, Any]:
    standard = office.standard_in_force()
    due = clock.due
    pauses = [(p.began_at, p.ended_at or p.ends_by) for p in clock.pauses]
    clause = standard.clause(due.clause, day(clock.started_at)) if due.clause else None
    return {
        "clock": clock, "unit": names.unit(clock.unit) if clock.unit else "", "clause": clause,
        "spans": standard.spans(clock.started_at, due, pauses), "pauses": clock.pauses,
    }  # fmt: skip
