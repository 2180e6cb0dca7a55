# SPDX-License-Identifier: Apache-2.0
"""时限 Limits: the clocks that run on a case: begin, stop, move, hold, resume, call off.

A clock carries what the rule gave when it began (due moment, clause, edition, ladder), so that no
later edition of the standard rewrites what a citizen was told. (Beijing ordinance art. 13)
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from yingda.standard import Standard
from yingda.standard.clause import Due, Rung

ZONE = ZoneInfo("Asia/Shanghai")

Clocks = tuple["Clock", ...]


class Pause(Struct, frozen=True, kw_only=True, array_like=True):
    """暂停 One auditable interval in which a clock did not run: why, approved by whom, at most
    until."""

    reason: str
    began_at: datetime
    ends_by: datetime
    approver: str
    ended_at: datetime | None = None


class Clock(Struct, frozen=True, kw_only=True, array_like=True):
    """One limit running on one unit: due at a moment, stopped at another, or called off.

    `order` is the number of the work order it belongs to (0: the hotline's own duty).
    `climbed` are the ids of the rungs of `ladder` already climbed. Clocks stand in the record as
    arrays, not objects (half the size, twice as fast to read): fields are only added at the end.
    """

    step: str
    unit: str
    order: int
    tier: str
    started_at: datetime
    due: Due
    ladder: tuple[Rung, ...] = ()
    climbed: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    called_off: bool = False

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].ended_at is None

    @property
    def open(self) -> bool:
        """Neither stopped nor called off (it may be paused)."""
        return self.stopped_at is None and not self.called_off

    @property
    def running(self) -> bool:
        return self.open and not self.paused

    @property
    def next_at(self) -> datetime | None:
        """When the clock watcher must look at it next: a rung, or the end of a pause."""
        if not self.open:
            return None
        if self.paused:
            return self.pauses[-1].ends_by
        return min((r.at for r in self.ladder if r.id not in self.climbed), default=None)

    def late(self, now: datetime) -> bool:
        return self.due.at < (self.stopped_at or now) and not self.called_off


def day(moment: datetime) -> date:
    """The day of `moment` in the city's zone."""
    return moment.astimezone(ZONE).date()


def begin(
    standard: Standard, step: str, tier: str, at: datetime, *, unit: str = "", order: int = 0
) -> Clocks:
    """The clock of `step` from `at`, or none where the standard knows no limit."""
    due = standard.due(step, tier, at)
    if due is None:
        return ()
    ladder = tuple(standard.ladder(step, tier, at, due))
    return (
        Clock(step=step, unit=unit, order=order, tier=tier, started_at=at, due=due, ladder=ladder),
    )


def find(clocks: Clocks, step: str, order: int = 0) -> Clock | None:
    """The open clock of `step` on work order `order`."""
    return next((c for c in clocks if c.open and c.step == step and c.order == order), None)


def _changed(
    clocks: Clocks, which: Callable[[Clock], bool], how: Callable[[Clock], Clock]
) -> Clocks:
    return tuple(how(c) if which(c) else c for c in clocks)


def stop(clocks: Clocks, step: str, at: datetime, order: int = 0) -> Clocks:
    """Stop the open clock of `step`: what was due has been done."""
    return _changed(
        clocks,
        lambda c: c.open and c.step == step and c.order == order,
        lambda c: replace(c, stopped_at=at, pauses=_ended(c.pauses, at)),
    )


def start_again(clocks: Clocks, step: str, order: int = 0) -> Clocks:
    """Undo the last stop of `step`: the same clock runs on to the same moment."""
    stopped = [
        n for n, c in enumerate(clocks) if c.step == step and c.order == order and c.stopped_at
    ]
    return tuple(
        replace(c, stopped_at=None) if stopped and n == stopped[-1] else c
        for n, c in enumerate(clocks)
    )


def call_off(clocks: Clocks, orders: Sequence[int] | None = None) -> Clocks:
    """Call off the open clocks of `orders` (all if None): nothing is due any more."""
    return _changed(
        clocks,
        lambda c: c.open and (orders is None or c.order in orders),
        lambda c: replace(c, called_off=True),
    )


def let_end(
    clocks: Clocks, at: datetime, orders: Sequence[int] | None = None, but: Sequence[str] = ()
) -> Clocks:
    """End the open clocks of `orders` (all if None), except the steps `but`: a limit already missed
    stays missed, the others are called off."""

    def ended(c: Clock) -> Clock:
        if c.late(c.pauses[-1].began_at if c.paused else at):
            return replace(c, stopped_at=at, pauses=_ended(c.pauses, at))
        return replace(c, called_off=True)

    return _changed(
        clocks,
        lambda c: c.open and c.step not in but and (orders is None or c.order in orders),
        ended,
    )


def put(clocks: Clocks, new: Clocks) -> Clocks:
    """`new` clocks in the place of open ones of the same step and order, or added at the end."""
    fresh = {(c.step, c.order): c for c in new}
    kept = tuple(fresh.pop((c.step, c.order), c) if c.open else c for c in clocks)
    return (*kept, *fresh.values())


def hold(clocks: Clocks, order: int, steps: Sequence[str], pause: Pause) -> Clocks:
    """暂停 Let the running clocks of `steps` on `order` stand still."""
    return _changed(
        clocks,
        lambda c: c.running and c.order == order and c.step in steps,
        lambda c: replace(c, pauses=(*c.pauses, pause)),
    )


def resumed(standard: Standard, clock: Clock, at: datetime) -> Clock:
    """`clock` going on at `at` with the time that was left when it was held."""
    due = standard.after_pause(clock.due, clock.pauses[-1].began_at, at)
    left = [r for r in standard.ladder(clock.step, clock.tier, clock.started_at, due)]
    return replace(clock, due=due, ladder=tuple(left), pauses=_ended(clock.pauses, at))


def awake(
    standard: Standard, clocks: Clocks, steps: Sequence[str], order: int, at: datetime
) -> Clocks:
    """The paused clocks of `steps` on `order` as they go on at `at`: what is done during a pause
    is done with the time that was left."""
    held = (c for c in clocks if c.open and c.paused and c.step in steps and c.order == order)
    return tuple(resumed(standard, c, at) for c in held)


def graded(standard: Standard, clock: Clock, tier: str, now: datetime) -> Clock:
    """`clock` under another tier: a fresh limit from the same start, its pauses kept. A slower tier
    takes no granted time away; rungs whose moment is still to come are climbed again."""
    spent = [(p.began_at, p.ended_at) for p in clock.pauses if p.ended_at]
    due = standard.replayed(clock.step, tier, clock.started_at, spent)
    if due is None:
        return clock
    if standard.tier(tier).rank > standard.tier(clock.tier).rank and due.at < clock.due.at:
        due = replace(due, at=clock.due.at)
    ladder = tuple(standard.ladder(clock.step, tier, clock.started_at, due))
    past = {r.id for r in ladder if r.at <= now}
    climbed = tuple(i for i in clock.climbed if i in past)
    return replace(clock, tier=tier, due=due, ladder=ladder, climbed=climbed)


def climb(clocks: Clocks, step: str, order: int, rung: str) -> Clocks:
    """Mark a rung of the ladder as climbed."""
    return _changed(
        clocks,
        lambda c: c.open and c.step == step and c.order == order,
        lambda c: replace(c, climbed=(*c.climbed, rung)),
    )


def _ended(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    return tuple(p if p.ended_at else replace(p, ended_at=at) for p in pauses)
