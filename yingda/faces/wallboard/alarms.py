# SPDX-License-Identifier: Apache-2.0
"""告警 Alarms: what the duty leader must see without looking for it, gravest first, in words."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from msgspec import Struct

from .figures import Budget
from .live import Heard, Live, QueueNow

UNHEARD = timedelta(seconds=30)
"""A switch tells of itself every ten seconds."""

NEARLY_FULL = 0.8
RANK = {"red": 0, "amber": 1}


class Alarm(Struct, frozen=True):
    """告警 `tone` red or amber; `kind` names it for tests and styles."""

    tone: str
    kind: str
    words: str

    @property
    def said(self) -> str:
        """The tone in words: colour never speaks alone."""
        return _("紧急") if self.tone == "red" else _("注意")


def sound(live: Live, queues: Sequence[QueueNow], budget: Budget, switch: str) -> list[Alarm]:
    """Every alarm there is, red ones first. `switch`: the one that must be heard of."""
    found = [*_unheard(live, switch), *_trunks(live.heard), *_books(live.heard)]
    found += [*_nobody(queues), *_budget(budget)]
    return sorted(found, key=lambda alarm: RANK[alarm.tone])


def _unheard(live: Live, switch: str) -> list[Alarm]:
    found = []
    if switch not in {heard.switch for heard in live.heard}:
        found.append(
            Alarm("red", "unheard", _("没有收到过交换机 {switch} 的消息").format(switch=switch))
        )
    for heard in live.heard:
        silent = live.at - heard.at
        if not heard.up:
            words = _("与交换机 {switch} 的连接已断，现况停在断线时")
            found.append(Alarm("red", "unheard", words.format(switch=heard.switch)))
        elif silent > UNHEARD:
            words = _("{seconds}秒没有收到交换机 {switch} 的消息")
            said = words.format(seconds=int(silent.total_seconds()), switch=heard.switch)
            found.append(Alarm("red", "unheard", said))
    return found


def _trunks(heard: Sequence[Heard]) -> list[Alarm]:
    found = []
    for one in heard:
        for trunk, (used, most) in one.trunks.items():
            if most and used >= most:
                words = _("中继 {trunk} 已满：{used}路，共{most}路；再来的电话打不进来")
                found.append(Alarm("red", "trunk", words.format(trunk=trunk, used=used, most=most)))
            elif most and used >= most * NEARLY_FULL:
                words = _("中继 {trunk} 将满：{used}路，共{most}路")
                found.append(
                    Alarm("amber", "trunk", words.format(trunk=trunk, used=used, most=most))
                )
    return found


def _books(heard: Sequence[Heard]) -> list[Alarm]:
    words = _("话务簿与交换机 {switch} 不一致：{n}通，超过10秒仍未对上")
    return [
        Alarm("amber", "differ", words.format(switch=one.switch, n=one.differ))
        for one in heard
        if one.differ
    ]


def _nobody(queues: Sequence[QueueNow]) -> list[Alarm]:
    if queues and not any(queue.on for queue in queues):
        return [Alarm("red", "nobody", _("没有一个坐席签入"))]
    found = []
    for queue in queues:
        if not queue.on:
            tone = "red" if queue.waiting else "amber"
            words = _("{queue}队列没有坐席签入") if not queue.waiting else _(
                "{queue}队列有{n}人等待，没有坐席签入"
            )  # fmt: skip
            found.append(Alarm(tone, "nobody", words.format(queue=queue.title, n=queue.waiting)))
    return found


def _budget(budget: Budget) -> list[Alarm]:
    if budget.tone == "red":
        words = _("24小时接通率已低于{target}，多漏接{n}通")
        said = words.format(target=f"{budget.target:.0%}", n=-budget.calls)
        return [Alarm("red", "budget", said)]
    if budget.tone == "amber" and budget.lasts is not None:
        minutes = int(budget.lasts.total_seconds() // 60)
        words = _("照近半小时的漏接速度，余量{n}通约{minutes}分钟后用完")
        return [Alarm("amber", "budget", words.format(n=budget.calls, minutes=minutes))]
    return []
