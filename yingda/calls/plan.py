# SPDX-License-Identifier: Apache-2.0
"""话路 Plan: a city's telephones as its city file says them: numbers, queues, trunks, seats.

The switch's whole configuration is written from it. Times are seconds.
"""

import re
from typing import Literal

from msgspec import Struct

from .cel import Lines

ADDRESS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:+-")
RESERVED = frozenset(("general", "hotline"))
"""Names that have a meaning of their own in the switch's files."""


class Queue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """队列 One queue. `weight`: a heavier one is served first by a seat of both; `numbers`: the
    hotline numbers that lead to it."""

    name: str
    title: str
    numbers: tuple[str, ...] = ()
    weight: int = 0


class Trunk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """中继 A line to the carrier, known by its address. `most`: calls at once on it, for alarms."""

    name: str
    host: str
    port: int = 5060
    most: int = 0


class Seats(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """坐席 A row of seats, `first` to `last`. `kind`: browser (WebRTC) or phone (SIP);
    `at`: "address:port" of phones that do not register (trials)."""

    first: int
    last: int
    kind: Literal["browser", "phone"] = "browser"
    queues: tuple[str, ...] = ()
    at: str = ""


class CallBacks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """漏接回拨 `automatic`: the switch rings idle seats and then the missed caller, while nobody
    waits; never outside `hours`, never the last `spare` idle seats, nor the same person again
    within `gap` minutes. After `days` nobody is rung any more, and the number is forgotten."""

    automatic: bool = False
    hours: tuple[int, int] = (8, 21)
    spare: int = 1
    gap: int = 15
    days: int = 3


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """话路 `wait`: longest wait in a queue before `overflow` (a number, or "" for a call-back);
    `ring`: how long a seat rings; `offer`: after how many seconds of waiting key 1 is offered;
    `key`: how long a caller has for the one key of the rating; `after_call`: after every talk the
    officer is not ready until they say so; `transcriber`: the engine that hears the speech (see
    channels.phone.engines; "": none), and `taps`: where the switch sends it."""

    switch: str = "hotline-a"
    address: str = "127.0.0.1"
    sip: int = 5060
    ami: int = 5038
    web: int = 8088
    wss: int = 8089
    rtp: tuple[int, int] = (20000, 29999)
    greeting: str = "您好，12345热线，通话将录音。"
    rating: str = "请评价：满意按1，基本满意按2，不满意按3。"
    call_back: str = "请挂机，我们会给您回电。"
    still_waiting: str = "请继续等候，或按1由我们回拨。"
    thanks: str = "谢谢，再见。"
    recorded: bool = True
    wait: int = 120
    ring: int = 8
    offer: int = 30
    key: int = 4
    after_call: bool = True
    overflow: str = ""
    queues: tuple[Queue, ...] = (
        Queue(name="main", title="综合", numbers=("12345",)),
        Queue(name="enterprise", title="涉企", weight=5),
        Queue(name="language", title="方言与外语", weight=5),
    )
    trunks: tuple[Trunk, ...] = (Trunk(name="carrier-a", host="127.0.0.2", port=5080),)
    seats: tuple[Seats, ...] = (
        Seats(first=1001, last=1020, queues=("main", "enterprise", "language")),
        Seats(first=2001, last=2020, kind="phone", queues=("main", "enterprise", "language")),
    )
    tests: tuple[str, ...] = ()
    call_backs: CallBacks = CallBacks()
    transcriber: str = ""
    taps: str = "127.0.0.1:9092"


def faults(plan: Plan) -> list[str]:
    """What cannot be as the plan says it, in words; none if it can be built."""
    found = []
    names = [queue.name for queue in plan.queues]
    numbers = [number for queue in plan.queues for number in queue.numbers]
    if not numbers:
        found.append("没有一个队列写了热线号码（queues.numbers）")
    found += [f"热线号码 {n} 通往两个队列" for n in sorted({*numbers}) if numbers.count(n) > 1]
    found += [f"队列 {n} 写了两次" for n in sorted({*names}) if names.count(n) > 1]
    plain = [*names, *(trunk.name for trunk in plan.trunks), plan.switch]
    found += [f"名称 “{n}” 只能用小写字母、数字和短横" for n in plain if not _plain(n)]
    addresses = [plan.address, plan.overflow, *plan.tests, *numbers]
    addresses += (
        [plan.taps] + [trunk.host for trunk in plan.trunks] + [row.at for row in plan.seats]
    )
    found += [f"“{w}” 不是号码或地址" for w in addresses if not set(w) <= ADDRESS]
    found += [f"队列名 “{q.name}” 的标题不能换行" for q in plan.queues if "\n" in q.title]
    found += [f"队列不能叫 “{n}”" for n in names if n in RESERVED]
    used: set[int] = set()
    for row in plan.seats:
        here = set(range(row.first, row.last + 1))
        if used & here:
            found.append(f"坐席号 {min(used & here)} 写了两次")
        used |= here
        found += [f"坐席的队列 {q} 不存在" for q in row.queues if q not in names]
    if plan.rtp[1] - plan.rtp[0] < 4 * len(used):
        found.append("RTP 端口太少：每个坐席至少四个")
    first, last = plan.call_backs.hours
    if not 0 <= first < last <= 24:
        found.append("回拨时段（call_backs.hours）须是当日的起止钟点，如 [8, 21]")
    if not re.fullmatch(r"[^:]+:\d{1,5}", plan.taps):
        found.append("旁听地址（taps）须写作 “地址:端口”")
    if min(plan.call_backs.spare, plan.call_backs.gap) < 0 or plan.call_backs.days < 1:
        found.append("回拨的 spare、gap 不能为负，days 至少为1")
    return found


def _plain(name: str) -> bool:
    return bool(name) and all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in name)


def seat_numbers(plan: Plan) -> dict[str, Seats]:
    """Every seat's number and the row that it stands in."""
    return {str(n): row for row in plan.seats for n in range(row.first, row.last + 1)}


def lines(plan: Plan) -> Lines:
    """How the book tells citizens' calls from all others on this switch."""
    numbers = frozenset(number for queue in plan.queues for number in queue.numbers)
    trunks = tuple(f"PJSIP/{trunk.name}-" for trunk in plan.trunks)
    return Lines(trunks=trunks, numbers=numbers, tests=frozenset(plan.tests))
