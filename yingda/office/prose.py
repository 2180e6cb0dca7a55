# SPDX-License-Identifier: Apache-2.0
"""案情 Prose: the record of a case as sentences: when, who, what; nothing of the person."""

from collections.abc import Iterator
from typing import Any

import msgspec

from yingda.flow.grammar import Event, kept_as
from yingda.flow.limits import day
from yingda.flow.number import spoken

from .door import standard_in_force
from .explaining import STEPS, moment
from .reading import Story

WHAT = {
    "registered": "登记", "supplemented": "补充登记", "diverted": "分流", "triaged": "分级",
    "regraded": "改级", "dispatched": "派单", "assisting_added": "加派协办",
    "dispatch_undone": "撤销派单", "disputed": "提出派单异议", "dispute_upheld": "异议成立",
    "dispute_rejected": "异议驳回", "ruled": "会商裁定", "signed_in": "签收",
    "contacted": "联系诉求人", "progress_noted": "办理进展", "progress_told": "进展告知诉求人",
    "contributed": "协办反馈", "whistled": "吹哨", "whistle_answered": "报到",
    "pause_asked": "申请暂停", "pause_granted": "批准暂停", "pause_refused": "不批准暂停",
    "resumed": "恢复计时", "extension_asked": "申请延期", "extended": "批准延期",
    "extension_refused": "不批准延期", "replied": "答复", "accepted": "审核通过",
    "sent_back": "退回补正", "followed_up": "回访", "follow_up_ended": "回访结束，未获评价",
    "reworked": "退回重办", "warned": "到点提醒", "urged": "到点催办", "escalated": "到点提级",
    "urged_by_hand": "催办", "supervised": "督办", "merged": "并入其他诉求", "took_in": "并入一件",
    "unmerged": "拆分", "let_gone": "拆出一件", "echoed": "随主件答复", "closed": "办结",
    "withdrawn": "诉求人撤回", "suspended": "挂账", "taken_up": "恢复办理", "reopened": "重新办理",
    "exclusion_asked": "申请剔除", "exclusion_approved_once": "剔除一审同意", "excluded": "剔除",
    "exclusion_refused": "不予剔除", "exclusion_contested": "对剔除提出异议",
    "exclusion_confirmed": "维持剔除", "revealed": "查看个人信息", "sealed": "设为保密",
    "erased": "删除个人信息",
}  # fmt: skip
"""What happened, in Chinese, by the kept name of the event."""

_SAID = (
    "reason", "reasons", "grounds", "why", "words", "need", "note", "decision", "told", "heard",
    "report", "answer", "into", "child", "new_facts", "override", "way", "step", "to",
)  # fmt: skip
_REASONS = ("dispute.reasons", "pause.reasons", "close.suspend_reasons", "exclusion.reasons")
_AUDIENCES = {
    "unit": "主办单位", "assisting": "协办单位", "copies": "抄送单位", "former_unit": "原承办单位",
    "whistled": "报到单位", "appellant": "诉求人", "dispatcher": "派单员", "reviewer": "审核员",
    "caller_back": "回访员", "assessor": "考评员", "duty_leader": "值班长", "hotline": "热线",
    "unit_head": "单位负责人", "head": "单位负责人", "district": "区政府",
}  # fmt: skip
_TABLES = {"step": STEPS, "to": _AUDIENCES}
_WITHIN = ("request", "grade", "objection", "whistle", "exclusion", "interview")


def lines(story: Story) -> Iterator[str]:
    """One line for the case, one for each event."""
    yield f"{spoken(story.case_no)}　{'' if story.case.erased else story.case.appeal.title}"
    for nth, event in enumerate(story.events, 1):
        yield f"{nth:>3}. {moment(event.at)}　{event.by.name}　{sentence(event)}"


def sentence(event: Event) -> str:
    """What happened, with what was said about it."""
    what = WHAT[kept_as(type(event))]
    parts = [event, *(getattr(event, name, None) for name in _WITHIN)]
    said = [*_units(event), *(_said(part, n, event) for part in parts for n in _SAID)]
    told = "；".join(dict.fromkeys(filter(None, said)))
    return f"{what}：{told}" if told else what


def _said(part: Any, name: str, event: Event) -> str:
    """What a part says under `name`; a reason chosen from a list of the book by its name."""
    value = getattr(part, name, None)
    if name in _TABLES:
        ids = (value,) if isinstance(value, str) else value or ()
        return "、".join(_TABLES[name].get(i, i) for i in ids)
    told = _text(value)
    if told and name == "reason":
        on = day(event.at)
        chosen = (c for key in _REASONS for c in standard_in_force().choices(key, on))
        return {c.id: c.name for c in chosen}.get(told, told)
    return told


def _units(event: Event) -> list[str]:
    orders = getattr(event, "orders", ()) or ()
    roles = {"lead": "主办", "assisting": "协办", "copy": "抄送"}
    return [f"{roles[o.role]} {o.name}" for o in orders if hasattr(o, "role")]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "、".join(v for v in value if isinstance(v, str))
    if isinstance(value, msgspec.Struct) and hasattr(value, "parts"):
        return "；".join(value.parts.values())
    return ""
