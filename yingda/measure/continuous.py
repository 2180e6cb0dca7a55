# SPDX-License-Identifier: Apache-2.0
"""连续 Continuous: the reading of a clause about "any continuous 24 hours"."""

from array import array
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import floor
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from yingda.standard.clause import Clause

from .reading import Reading, reaches
from .share import NOTHING
from .sliding import DAY, Calls, Window, worst

TOO_SHORT = "记录不足24小时，不判"
ZONE = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
US = timedelta(microseconds=1)


class Moments(NamedTuple):
    """Decided calls in order: when offered (microseconds), which were lost, which are set aside and
    how many by reason; `begin`: from when on calls are known; `waiting`: not decided yet."""

    begun: "array[int]"
    lost: bytearray
    aside: bytearray
    reasons: Mapping[str, int]
    begin: int
    waiting: int = 0


class Standing(NamedTuple):
    """现状 The window that ends now, and the worst there was."""

    now: Window
    worst: Window | None

    @property
    def shown(self) -> Window:
        """The one by which the clause is judged: the worst, for lack of it the one now."""
        return self.worst or self.now


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // US


def moment(at: int) -> datetime:
    """The moment of so many microseconds since 1970, in the city's zone."""
    return (EPOCH + at * US).astimezone(ZONE)


def standing(found: Moments, as_of: datetime, whole: bool = False) -> Standing:
    """How things stand; `whole`: nothing set aside."""
    until = micros(as_of)
    begun, lost = found.begun, found.lost
    if not whole and any(found.aside):
        keeps = [n for n, aside in enumerate(found.aside) if not aside]
        begun = array("q", [begun[n] for n in keeps])
        lost = bytearray(lost[n] for n in keeps)
    calls = Calls(begun, lost)
    return Standing(calls.window(until), worst(calls, found.begin, until))


def reading(clause: Clause, found: Moments, as_of: datetime, over: str) -> Reading:
    """The reading of `clause`: judged by the worst 24 hours within the last `over` (in words); the
    24 hours that end now beside it, with how many calls may still be lost."""
    seen, every = standing(found, as_of), standing(found, as_of, whole=True)
    value, target = seen.shown.share, clause.target
    blank = Reading(
        clause=clause.key, words=clause.words, words_en=clause.words_en, source=clause.source,
        since=clause.since, as_of=as_of, target=target, excluded=dict(found.reasons),
    )  # fmt: skip
    beside = (("此刻24小时", seen.now.share),) if seen.now.share is not None else ()
    note = TOO_SHORT if seen.worst is None and value is not None else ""
    return replace(
        blank, value=value, formula=formula(seen, target, over, found.waiting),
        met=reaches(value, target, False) if seen.worst else None, counted=seen.shown.counted,
        whole=every.shown.share, beside=beside, note=NOTHING if value is None else note,
    )  # fmt: skip


def formula(seen: Standing, target: float | None, over: str, waiting: int) -> str:
    """What was divided by what, when the worst began, and what may still be lost."""
    parts = []
    if seen.worst:
        begins = f"{moment(seen.worst.since):%Y-%m-%d %H:%M:%S}"
        parts.append(f"{_divided(seen.worst)}（{begins}起24小时，{over}最低）")
    parts.append(f"此刻24小时 {_divided(seen.now)}")
    if target is not None and seen.now.counted:
        left = seen.now.budget(target)
        parts.append(f"还可漏接{floor(left)}个" if left >= 0 else f"已多漏接{-floor(left)}个")
    if waiting:
        parts.append(f"{waiting}个仍在等待，未计")
    return "；".join(parts)


def _divided(window: Window) -> str:
    return f"接通 {window.counted - window.lost} ÷ 呼入 {window.counted}"


__all__ = ["DAY", "Moments", "Standing", "formula", "micros", "moment", "reading", "standing"]
