# SPDX-License-Identifier: Apache-2.0
"""说法 Wording: a call as people read it: outcomes, steps, durations, ratings, tails of numbers."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from yingda.calls.facts import Completed
from yingda.calls.timeline import Step
from yingda.flow.limits import ZONE
from yingda.ledgers.calls import CallLine
from yingda.office import calling

OUTCOMES: dict[str, Promise] = {
    "answered": gettext_lazy("已接听"), "abandoned": gettext_lazy("来话人挂机"),
    "left": gettext_lazy("离队未接"), "lost": gettext_lazy("交换机中断"),
    "open": gettext_lazy("进行中"),
}  # fmt: skip
PHASES: dict[str, Promise] = {
    "greeting": gettext_lazy("听问候语时"), "queue": gettext_lazy("排队中"),
    "ringing": gettext_lazy("振铃中"),
}  # fmt: skip
WHYS: dict[str, Promise] = {
    "timeout": gettext_lazy("等待超时"), "key": gettext_lazy("按键要求回拨"),
    "empty": gettext_lazy("无人在席"), "full": gettext_lazy("队列已满"),
    "withdrawn": gettext_lazy("被移出队列"), "failed": gettext_lazy("未能入队"),
    "switch": gettext_lazy("交换机重新启动"),
}  # fmt: skip
RATINGS: dict[str, Promise] = {
    "1": gettext_lazy("满意"), "2": gettext_lazy("基本满意"), "3": gettext_lazy("不满意"),
}  # fmt: skip
STEPS: dict[str, Promise] = {
    "rang": gettext_lazy("拨入 {of}"), "queued": gettext_lazy("进入{of}队列"),
    "seat_rang": gettext_lazy("坐席{of}振铃"), "no_answer": gettext_lazy("坐席{of}未接"),
    "cancelled": gettext_lazy("坐席{of}停止振铃"), "answered": gettext_lazy("坐席{of}接听"),
    "held": gettext_lazy("保持"), "taken_back": gettext_lazy("取回通话"),
    "transferred": gettext_lazy("转接到{of}"), "consulted": gettext_lazy("咨询后转接到{of}"),
    "left": gettext_lazy("离开队列：{of}"), "abandoned": gettext_lazy("等候时挂机"),
    "completed": gettext_lazy("通话结束：{of}挂机"), "rated": gettext_lazy("按键评价：{of}"),
    "ended": gettext_lazy("线路释放"),
}  # fmt: skip
BY: dict[str, Promise] = {"seat": gettext_lazy("坐席"), "caller": gettext_lazy("来话人")}
NOBODY = "—"


class Row(Struct, frozen=True):
    """One call as a list shows it."""

    line: CallLine
    number: str
    queue: str
    outcome: str
    waited: str
    talked: str
    rating: str


def row(line: CallLine) -> Row:
    """A call in words."""
    return Row(
        line=line, number=number(line), queue=queue(line.queue), outcome=outcome(line),
        waited=wait(waited(line)), talked=clock(talked(line)),
        rating=named(RATINGS, line.rating),
    )  # fmt: skip


def number(line: CallLine) -> str:
    """The caller's number: its last digits and no more."""
    tail = calling.tail(line.switch, line)
    return f"****{tail}" if tail else _("无来电号码")


def queue(name: str) -> str:
    """The title of a queue."""
    return next((q.title for q in settings.CITY.phone.queues if q.name == name), name)


def named(table: dict[str, Promise], value: str) -> str:
    """The name of a value; itself where it has none."""
    return str(table.get(value, value))


def outcome(line: CallLine) -> str:
    """What became of a call, and where or why."""
    said = named(OUTCOMES, line.outcome)
    more = named(PHASES, line.phase) if line.phase else named(WHYS, line.why) if line.why else ""
    return f"{said} · {more}" if more else said


def waited(line: CallLine) -> timedelta | None:
    """How long the caller waited for a human, or for nothing."""
    if line.wait_total is not None:
        return timedelta(microseconds=line.wait_total)
    over = line.decided_at or line.ended_at
    return over - line.begun_at if over else None


def talked(line: CallLine) -> timedelta | None:
    """How long they talked with a human; the rating afterwards is no talk."""
    if line.answered_at is None or line.ended_at is None:
        return None
    over = [fact.at for fact in calling.kept(line) if isinstance(fact, Completed)]
    return max(timedelta(), max(over, default=line.ended_at) - line.answered_at)


def wait(span: timedelta | None) -> str:
    """12.3秒, or minutes where it is long."""
    if span is None:
        return NOBODY
    seconds = span.total_seconds()
    return _("{n}秒").format(n=f"{seconds:.1f}") if seconds < 100 else clock(span)


def clock(span: timedelta | None) -> str:
    """3:07, or 1:02:09."""
    if span is None:
        return NOBODY
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def told(step: Step, begun: datetime) -> dict[str, Any]:
    """One step as a line of the story."""
    tables = {"left": WHYS, "completed": BY, "rated": RATINGS}
    of = queue(step.of) if step.what == "queued" else named(tables.get(step.what, {}), step.of)
    local = step.at.astimezone(ZONE)
    return {
        "what": str(STEPS[step.what]).format(of=of or _("某处")), "kind": step.what,
        "at": step.at, "clock": f"{local:%H:%M:%S}" + (f".{local:%f}"[:4] if step.exact else ""),
        "after": f"+{max(0.0, (step.at - begun).total_seconds()):.1f}",
    }  # fmt: skip
