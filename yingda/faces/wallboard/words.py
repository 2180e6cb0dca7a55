# SPDX-License-Identifier: Apache-2.0
"""用词 Words of the board: what seats do, where calls wait, why calls are set aside, lengths."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from msgspec import Struct

from yingda.faces.kit import names
from yingda.flow.limits import day
from yingda.office import calling

from .live import Live

DOING: dict[str, Promise] = {
    "ready": gettext_lazy("空闲"), "ringing": gettext_lazy("振铃"),
    "talking": gettext_lazy("通话"), "after_call": gettext_lazy("话后处理"),
    "paused": gettext_lazy("示忙"), "away": gettext_lazy("离线"),
}  # fmt: skip
PHASES: dict[str, Promise] = {
    "greeting": gettext_lazy("听问候语"), "waiting": gettext_lazy("排队"),
    "ringing": gettext_lazy("振铃"),
}  # fmt: skip


OUTCOMES: dict[str, Promise] = {
    "": gettext_lazy("等待交换机应答"), "doing": gettext_lazy("正在执行"),
    "done": gettext_lazy("已执行"), "refused": gettext_lazy("未执行"),
    "late": gettext_lazy("超时作废"), "lost": gettext_lazy("结果不明"),
}  # fmt: skip
"""What came of an order."""


class Amount(Struct, frozen=True):
    """So many of a kind, and what the kind is called."""

    kind: str
    name: str
    n: int


def doing(live: Live) -> list[Amount]:
    """Seats by what they do."""
    return [Amount(kind, str(DOING[kind]), n) for kind, n in live.doing.items()]


def phases(live: Live) -> list[Amount]:
    """Waiting calls by where they are."""
    return [Amount(kind, str(PHASES[kind]), n) for kind, n in live.phases.items()]


def reasons(now: datetime) -> dict[str, str]:
    """Why calls may be set aside, by id."""
    return {key: names.choice_name(c) for key, c in calling.reasons(day(now)).items()}


def clock(seconds: float) -> str:
    """0:07, 2:31, 1:02:09."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
