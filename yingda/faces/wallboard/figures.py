# SPDX-License-Identifier: Apache-2.0
"""数字 Figures of the board: each with its formula, its counts, what was set aside, and the value
with nothing set aside. The same counts as `yingda show_calls` and the readings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from math import floor

from django.utils.translation import gettext as _
from msgspec import Struct

from yingda.calls.rates import CONVENTIONS, Counts
from yingda.flow.limits import ZONE
from yingda.ledgers import calls
from yingda.measure import continuous
from yingda.measure.continuous import Moments
from yingda.measure.sliding import Window

DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
PACE = timedelta(hours=2)
"""余量预警 Amber if the budget is used up sooner than this at the pace of the last half hour: a
doubled load breaks the standard about two hours after it begins."""

Stretches = Sequence[tuple[datetime | None, str, Counts]]


class Figure(Struct, frozen=True, kw_only=True):
    """读数 A rate as it is shown. `whole`: nothing set aside ("" where nothing was)."""

    name: str
    value: str
    share: float | None
    formula: str
    aside: tuple[tuple[str, int], ...] = ()
    whole: str = ""
    decided: int = 0
    waiting: int = 0


class Budget(Struct, frozen=True, kw_only=True):
    """余量 Calls that may still be lost in the 24 hours that end now; below 0: broken.
    `lasts`: how long it lasts at the pace of the last half hour (None: it does not shrink)."""

    left: float
    offered: int
    lost: int
    target: float
    lasts: timedelta | None

    @property
    def calls(self) -> int:
        """Whole calls, towards the worse."""
        return floor(self.left)

    @property
    def tone(self) -> str:
        """red, amber or calm."""
        if self.left < 0:
            return "red"
        return "amber" if self.lasts is not None and self.lasts < PACE else "calm"


def percent(value: float | None) -> str:
    """A share as people read it, or a dash."""
    return "—" if value is None else f"{value * 100:.1f}%"


def begin_of_day(now: datetime) -> datetime:
    """Midnight of the city's day."""
    return datetime.combine(now.astimezone(ZONE).date(), time(), ZONE)


def stretches(now: datetime, limit: timedelta) -> Stretches:
    """The calls of the last 24 hours by half hours of the clock. One statement."""
    return calls.counts(now - DAY, now, limit, HALF_HOUR, persons=False, begin=begin_of_day(now))


def since(found: Stretches, begin: datetime) -> Stretches:
    """Those of the half hours from `begin` on."""
    return [row for row in found if row[0] and row[0] >= begin]


def by_reason(found: Stretches) -> dict[str, Counts]:
    """Summed by the reason for which they are set aside."""
    sums: dict[str, Counts] = {}
    for _at, why, counts in found:
        sums[why] = sums.get(why, Counts()) + counts
    return sums


def rate(way: str, found: Stretches, names: Mapping[str, str]) -> Figure:
    """The rate by a convention over these stretches."""
    convention, sums = CONVENTIONS[way], by_reason(found)
    kept, whole = sums.get("", Counts()), sum(sums.values(), Counts())
    yes, of = convention.counts(kept)
    aside = tuple((names.get(why, why), c.offered) for why, c in sums.items() if why)
    return Figure(
        name=_(convention.name), share=yes / of if of else None,
        value=percent(yes / of if of else None),
        formula=f"{_(convention.top)} {yes} ÷ {_(convention.bottom)} {of}",
        aside=aside, whole=percent(convention.of(whole).value) if aside else "",
        decided=kept.offered, waiting=kept.waiting,
    )  # fmt: skip


def budget(found: Stretches, now: datetime, target: float, *, whole: bool = False) -> Budget:
    """What may still be lost in the 24 hours that end now, and how long that lasts."""
    kept = [row for row in found if whole or not row[1]]
    all_day = sum((counts for _at, _why, counts in kept), Counts())
    recent = sum((c for at, _why, c in kept if at and at > now - 2 * HALF_HOUR), Counts())
    begin = min((at for at, _why, _c in kept if at and at > now - 2 * HALF_HOUR), default=now)
    left = _left(all_day, target)
    pace = -_left(recent, target) / max((now - begin).total_seconds(), 1)
    lasts = timedelta(seconds=min(left / pace, 1e6)) if pace > 0 and left >= 0 else None
    lost = all_day.offered - all_day.answered
    return Budget(left=left, offered=all_day.offered, lost=lost, target=target, lasts=lasts)


def _left(counts: Counts, target: float) -> float:
    window = Window(since=0, until=0, counted=counts.offered, lost=counts.offered - counts.answered)
    return window.budget(target)


class Worst(Struct, frozen=True, kw_only=True):
    """最低24小时 The worst 24 hours of the period, when they began, and of what."""

    value: str
    share: float | None
    begins: datetime | None
    formula: str
    whole: str
    aside: tuple[tuple[str, int], ...]
    waiting: int
    as_of: datetime


def worst(found: Moments, as_of: datetime, names: Mapping[str, str]) -> Worst:
    """The worst 24 hours among `found`; where they are less than 24 hours, the window now."""
    seen = continuous.standing(found, as_of)
    every = continuous.standing(found, as_of, whole=True) if any(found.aside) else seen
    shown = seen.shown
    return Worst(
        value=percent(shown.share), share=shown.share, formula=_divided(shown),
        begins=continuous.moment(seen.worst.since) if seen.worst else None,
        whole=percent(every.shown.share) if every is not seen else "", as_of=as_of,
        aside=tuple((names.get(why, why), n) for why, n in found.reasons.items()),
        waiting=found.waiting,
    )  # fmt: skip


def _divided(window: Window) -> str:
    answered = window.counted - window.lost
    return f"{_('接通')} {answered} ÷ {_('呼入')} {window.counted}"


def whole_half_hours(found: Stretches, now: datetime) -> list[tuple[datetime, Counts]]:
    """Every half hour of the last 24 hours, the one that runs last; with nothing in it too."""
    sums: dict[datetime, Counts] = {}
    for at, _why, counts in found:
        assert at
        sums[at] = sums.get(at, Counts()) + counts
    last = half_hour(now)
    return [(at, sums.get(at, Counts())) for at in (last - n * HALF_HOUR for n in _back())]


def _back() -> Iterable[int]:
    return range(DAY // HALF_HOUR - 1, -1, -1)


def half_hour(now: datetime) -> datetime:
    """When the half hour of the clock that `now` is in began."""
    begin = begin_of_day(now)
    return begin + (now - begin) // HALF_HOUR * HALF_HOUR
