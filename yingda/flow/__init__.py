# SPDX-License-Identifier: Apache-2.0
"""办理流程 The flow of one case, stage by stage.

Pure: nothing here reads a clock, a file, a database or Django. Every stage file ends in the same
tables; here they are joined: DECIDE (command → decision), EVOLVE (event → fold), DUTIES (who may
ask), NOTICES (who must be told).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import reduce
from types import ModuleType
from typing import Any

from msgspec.structs import replace

from yingda.standard import Standard

from . import (
    assess,
    close,
    dispatch,
    dispute,
    divert,
    extend,
    follow_up,
    handle,
    merge,
    pause,
    register,
    reply,
    reveal,
    review,
    rework,
    sign_in,
    supervise,
    triage,
    whistle,
)
from .case import Case
from .grammar import Command, Decision, Event, Refusal

STAGES: list[ModuleType] = [
    register,
    divert,
    triage,
    dispatch,
    dispute,
    sign_in,
    handle,
    whistle,
    pause,
    extend,
    reply,
    review,
    follow_up,
    rework,
    supervise,
    merge,
    close,
    assess,
    reveal,
]


def _joined(table: str) -> dict[Any, Any]:
    rows = [row for stage in STAGES for row in getattr(stage, table, {}).items()]
    assert len(rows) == len(dict(rows)), f"{table}: something is defined twice"
    return dict(rows)


DECIDE: dict[type[Command], Callable[..., Decision]] = _joined("DECIDE")
EVOLVE: dict[type[Event], Callable[..., Case]] = _joined("EVOLVE")
DUTIES: dict[type[Command], set[str]] = _joined("DUTIES")
NOTICES: dict[type[Event], set[str]] = _joined("NOTICES")
assert DECIDE.keys() == DUTIES.keys(), "every command says whose duty it is"

QUIET: set[type[Event]] = set().union(*(getattr(stage, "QUIET", set()) for stage in STAGES))
"""Events that change nothing an officer decides on: they make no one's view out of date."""


def decide(case: Case | None, command: Command, standard: Standard, now: datetime) -> Decision:
    """The events that carry out `command`, or the Refusal."""
    if command.by.duty not in DUTIES[type(command)]:
        return Refusal("not_your_duty", "不在您的岗位职责内")
    if case is None and not isinstance(command, register.Register):
        return Refusal("no_such_case", "没有这件诉求")
    return DECIDE[type(command)](case, command, standard, now)


def evolve(case: Case | None, event: Event) -> Case:
    """The case after `event`. Never refuses: what happened, happened."""
    after = EVOLVE[type(event)](case, event)
    return replace(after, seen=(case.seen if case else 0) + 1)


def fold(events: Iterable[Event], case: Case | None = None) -> Case | None:
    """The case after all `events`, or None where there are none."""
    return reduce(evolve, events, case)


def outdated(since: Sequence[Event]) -> bool:
    """Whether the events that came since an officer looked make that view out of date."""
    return any(event.by.duty != "clock" and type(event) not in QUIET for event in since)
