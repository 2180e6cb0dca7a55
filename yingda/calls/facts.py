# SPDX-License-Identifier: Apache-2.0
"""事实 Facts: what a switch noted of a call or a seat. A call is the set of its facts.

Every fact says from which of the switch's books it is: `cel` (microseconds), `queue_log` (whole
seconds, but the reasons) or `csv` (as the file gives it).
"""

from datetime import datetime
from typing import Literal, NamedTuple

from msgspec import Struct

Source = Literal["cel", "queue_log", "csv"]
Kind = Literal["inbound", "own", "test", "unknown"]


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="k"):
    """事实 What happened at a moment."""

    at: datetime
    source: Source


class Rang(Fact, frozen=True, kw_only=True, tag="rang"):
    """来话 A call reached the switch. `kind`: own are our call-backs and places kept in the queue,
    which nobody offered; `caller`: the number, and in what is kept its keyed hash."""

    kind: Kind = "unknown"
    caller: str = ""
    number: str = ""


class Queued(Fact, frozen=True, kw_only=True, tag="queued"):
    """入队 The call joined a queue."""

    queue: str = ""
    caller: str = ""


class SeatRang(Fact, frozen=True, kw_only=True, tag="seat_rang"):
    """振铃 A seat was rung; `leg` is the switch's id of that ringing."""

    seat: str = ""
    leg: str = ""


class SeatStopped(Fact, frozen=True, kw_only=True, tag="seat_stopped"):
    """振铃止 The seat rings no more. `why`: no_answer, cancelled or hung_up; `rang_ms`: how long,
    in milliseconds, where the switch says so."""

    seat: str = ""
    leg: str = ""
    why: str = ""
    rang_ms: int = 0


class Answered(Fact, frozen=True, kw_only=True, tag="answered"):
    """接听 A human picked up. `waited_s`, `rang_s`: what the switch says, in whole seconds."""

    seat: str = ""
    leg: str = ""
    waited_s: int | None = None
    rang_s: int | None = None


class Held(Fact, frozen=True, kw_only=True, tag="held"):
    """保持 Put on hold, or (`over`) taken back."""

    over: bool = False


class Transferred(Fact, frozen=True, kw_only=True, tag="transferred"):
    """转接 Handed on: `how` is blind or attended."""

    to: str = ""
    how: str = ""


class Abandoned(Fact, frozen=True, kw_only=True, tag="abandoned"):
    """放弃 The caller hung up while waiting in the queue."""

    waited_s: int = 0


class Left(Fact, frozen=True, kw_only=True, tag="left"):
    """离队 The system took the call out of the queue.
    `why`: timeout, key, empty, full, withdrawn or failed."""

    why: str = ""


class Completed(Fact, frozen=True, kw_only=True, tag="completed"):
    """通话毕 The talk ended; `by`: seat or caller."""

    by: str = ""


class Ended(Fact, frozen=True, kw_only=True, tag="ended"):
    """挂机 The caller's line was cleared."""

    cause: int | None = None


class Rated(Fact, frozen=True, kw_only=True, tag="rated"):
    """按键评价 The caller rated the talk by one key."""

    key: str = ""


CallFact = (
    Rang | Queued | SeatRang | SeatStopped | Answered | Held | Transferred | Abandoned | Left
    | Completed | Ended | Rated
)  # fmt: skip


class SeatSignedOn(Fact, frozen=True, kw_only=True, tag="signed_on"):
    """签入 The seat takes calls of `queue` from now on."""

    queue: str = ""


class SeatSignedOff(Fact, frozen=True, kw_only=True, tag="signed_off"):
    """签出 The seat takes no more calls of `queue`."""

    queue: str = ""


class Paused(Fact, frozen=True, kw_only=True, tag="paused"):
    """示忙 Not ready, and why. `queue` is empty for all queues."""

    queue: str = ""
    reason: str = ""


class Resumed(Fact, frozen=True, kw_only=True, tag="resumed"):
    """示闲 Ready again."""

    queue: str = ""


SeatFact = SeatSignedOn | SeatSignedOff | Paused | Resumed


class SwitchStarted(Fact, frozen=True, kw_only=True, tag="switch_started"):
    """交换机启动 Whatever was up before is lost."""


class Noted(NamedTuple):
    """A fact and what it is of: a call's id, a seat's name, or "" for the switch itself."""

    of: str
    fact: CallFact | SeatFact | SwitchStarted


class Parsed(NamedTuple):
    """One line, read: its facts, and what is wrong with it ("" if nothing). A fault beside facts
    means that a part of the line was refused."""

    noted: tuple[Noted, ...] = ()
    fault: str = ""
    at: datetime | None = None


FAULTS = {
    "columns": "栏数不符",
    "moment": "时间读不出",
    "event": "不认识的事件",
    "number": "号码含有字母",
    "amount": "数值读不出",
    "encoding": "文字编码读不出",
    "clock_back": "时钟倒退",
    "equal_ids": "另有一通来话用同一编号",
    "missing": "缺少必需的栏",
    "seconds_or_ms": "秒与毫秒相混",
}
"""Why a line, or a part of it, was refused."""
