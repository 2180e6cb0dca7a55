# SPDX-License-Identifier: Apache-2.0
"""告知用语 Plain words for the public: where a case stands, what was told, what comes next."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from yingda.faces.kit.templatetags.kit import moment
from yingda.flow.case import Answer, Case, Stage
from yingda.flow.grammar import Event, kept_as
from yingda.office import Story

STAGES = {
    Stage.REGISTERED: _("已收到，正在判断轻重缓急"),
    Stage.TRIAGED: _("已收到，正在确定由谁办理"),
    Stage.CONSULTING: _("几个单位正在商定由谁办理"),
    Stage.DISPATCHED: _("已交给承办单位，等待签收"),
    Stage.SIGNED_IN: _("承办单位正在办理"),
    Stage.REPLIED: _("承办单位已答复，热线正在审核"),
    Stage.ACCEPTED: _("已答复，请您评价"),
    Stage.FOLLOWED_UP: _("已听取您的评价，正在决定下一步"),
    Stage.CLOSED: _("已办结"),
    Stage.DIVERTED: _("已答复或指引其他途径"),
    Stage.SUSPENDED: _("暂时无法解决，已登记并定期复查"),
    Stage.MERGED: _("与他人反映的同一件事一并办理"),
}
STEPS = (_("收到"), _("交办"), _("办理"), _("答复"), _("评价"))
REACHED = {
    Stage.REGISTERED: 0, Stage.TRIAGED: 0, Stage.CONSULTING: 1, Stage.DISPATCHED: 1,
    Stage.SIGNED_IN: 2, Stage.MERGED: 2, Stage.SUSPENDED: 2, Stage.REPLIED: 3, Stage.ACCEPTED: 4,
    Stage.FOLLOWED_UP: 4, Stage.CLOSED: 5, Stage.DIVERTED: 5,
}  # fmt: skip
NEXT = {
    "dispatch": _("{at}之前交给承办单位"),
    "ruling": _("{at}之前商定承办单位"),
    "sign_in": _("{at}之前由承办单位签收"),
    "contact": _("{at}之前由承办单位联系您"),
    "reply": _("{at}之前答复您"),
    "review": _("{at}之前审核答复"),
    "follow_up": _("{at}之前听取您的评价"),
    "suspension": _("{at}复查能否解决"),
}
TOLD = {
    "registered": _("您的诉求已登记。"),
    "diverted": _("{told}"),
    "dispatched": _("已交给{units}办理。"),
    "progress_told": _("办理进展：{words}"),
    "pause_granted": _("经批准暂停计时，最迟{ends_by}恢复。"),
    "extended": _("办理时限延长到{until}，理由：{reason}"),
    "accepted": _("承办单位的答复已通过审核，内容见“答复”。"),
    "reworked": _("已退回承办单位重新办理。"),
    "warned": _("时限将到，已提醒承办单位。"),
    "urged": _("时限已紧，已催促承办单位。"),
    "escalated": _("已超过时限，正在督促承办单位。"),
    "merged": _("与他人反映的同一件事一并办理，时限和答复照旧告知您。"),
    "unmerged": _("改为单独办理。"),
    "took_in": _("又有人反映了同一件事，将一并办理。"),
    "echoed": _("同一件事已经答复，内容见“答复”。"),
    "closed": _("诉求已办结。"),
    "suspended": _("目前条件下暂时无法解决，将于{review_on}复查。"),
    "taken_up": _("已恢复办理。"),
    "reopened": _("已按您提供的新情况重新办理。"),
    "excluded": _("经两人审核，本件不计入对承办单位的考评；如有异议，您可以提出。"),
    "exclusion_confirmed": _("您的异议已由另一人复核，维持不计入考评，理由：{decision}"),
}
PARTS = {
    "found": _("核查情况"), "done": _("处理情况"), "reason": _("未解决的原因"),
    "difficulty": _("困难所在"), "measures": _("采取的措施"), "plan": _("工作计划"),
    "plan_by": _("计划完成日期"), "facts": _("事实依据"), "referred_to": _("请向何处反映"),
    "withdrawal": _("撤回情况"),
}  # fmt: skip


class Line(Struct, frozen=True):
    """One thing that a person is told, and when."""

    at: datetime
    words: str


def sentence(event: Event) -> str:
    """What the person is told of `event`."""
    slots: dict[str, str] = {}
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if isinstance(value, datetime):
            slots[name] = moment(value)
        elif isinstance(value, str) or name == "review_on":
            slots[name] = str(value)
    if kept_as(type(event)) == "dispatched":
        slots["units"] = "、".join(o.name for o in event.orders if o.role != "copy")  # type: ignore[attr-defined]
    if kept_as(type(event)) == "pause_granted":
        slots["ends_by"] = moment(event.pause.ends_by)  # type: ignore[attr-defined]
    return str(TOLD[kept_as(type(event))]).format(**slots)


def told_lines(story: Story) -> list[Line]:
    """What the person has been told, newest first."""
    positions = sorted({notice.position for notice in story.told}, reverse=True)
    events = [story.events[position - 1] for position in positions]
    return [Line(event.at, sentence(event)) for event in events]


def next_lines(case: Case) -> list[str]:
    """What comes next and by when, the nearest first, one line for each kind of step."""
    running = sorted((k for k in case.clocks if k.running), key=lambda k: k.due.at)
    first: dict[str, datetime] = {}
    for clock in running:
        if clock.step in NEXT:
            first.setdefault(clock.step, clock.due.at)
    return [str(NEXT[step]).format(at=moment(at)) for step, at in first.items()]


def shown_answer(case: Case) -> Answer | None:
    """The reply, once it has passed the review."""
    return next((a for a in reversed(case.answers) if a.reviewed == "accepted"), None)


def parts(answer: Answer) -> Iterable[tuple[str, str]]:
    """The parts of a reply under their names, in the order in which they are read."""
    return [(str(PARTS[name]), answer.parts[name]) for name in PARTS if name in answer.parts]


def steps(case: Case) -> list[tuple[str, str]]:
    """The five steps with their state: done, now, later."""
    reached = REACHED[case.stage]
    states = ["done" if n < reached else "now" if n == reached else "later" for n in range(5)]
    return [(str(name), state) for name, state in zip(STEPS, states, strict=True)]
