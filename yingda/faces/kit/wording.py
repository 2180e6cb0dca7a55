# SPDX-License-Identifier: Apache-2.0
"""经过 Wording: what happened in a case, told in prose, one sentence for each kind of event."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from yingda.flow.grammar import Event, kept_as
from yingda.flow.limits import ZONE

from . import names

SENTENCES: dict[str, Promise] = {
    "registered": _("登记诉求，来自{channel}。"),
    "supplemented": _("补充了诉求内容。"),
    "diverted": _("分流：{exit}。"),
    "triaged": _("定为{tier}。"),
    "regraded": _("改为{tier}。"),
    "dispatched": _("派单给{orders}。"),
    "assisting_added": _("加派{order}协办。"),
    "dispatch_undone": _("撤销派单。"),
    "disputed": _("对派单提出异议：{dispute_reason}，建议由{proposed}承办。"),
    "dispute_upheld": _("异议成立，重新派单。"),
    "dispute_rejected": _("异议不成立，继续办理。"),
    "ruled": _("会商裁定，参加单位：{participants}。"),
    "signed_in": _("签收工单。"),
    "contacted": _("联系诉求人（{way}）：{reached}。"),
    "progress_noted": _("记录办理进展。"),
    "progress_told": _("告知诉求人办理进展。"),
    "contributed": _("反馈协办情况。"),
    "whistled": _("吹哨，请{whistle}到场。"),
    "whistle_answered": _("到场报到。"),
    "pause_asked": _("申请暂停计时至{until}：{pause_reason}。"),
    "pause_granted": _("批准暂停计时，最迟{ends_by}恢复。"),
    "pause_refused": _("不批准暂停计时。"),
    "resumed": _("恢复计时。"),
    "extension_asked": _("申请延期至{until}。"),
    "extended": _("批准延期至{until}。"),
    "extension_refused": _("不批准延期。"),
    "replied": _("答复：{outcome}。"),
    "accepted": _("审核通过，答复告知诉求人。"),
    "sent_back": _("退回补正。"),
    "followed_up": _("回访：{interview}。"),
    "follow_up_ended": _("回访{attempts}次未得到答复，回访结束，不作任何推定。"),
    "reworked": _("退回重办，时限重新计算。"),
    "warned": _("{step}时限将到，系统提醒。"),
    "urged": _("{step}时限已紧，系统催办。"),
    "escalated": _("{step}超过时限，系统提级督办。"),
    "urged_by_hand": _("催办。"),
    "supervised": _("督办，对象：{to}。"),
    "merged": _("并入诉求{into}。"),
    "took_in": _("并入一件诉求{child}。"),
    "unmerged": _("从诉求{parent}拆出。"),
    "let_gone": _("拆出诉求{child}。"),
    "echoed": _("随主件{parent}一并答复：{outcome}。"),
    "closed": _("办结。"),
    "withdrawn": _("诉求人撤回诉求。"),
    "suspended": _("挂账：{suspend_reason}，{review_on}复查。"),
    "taken_up": _("恢复办理。"),
    "reopened": _("有新的事实，重新办理。"),
    "exclusion_asked": _("申请不计入考评（剔除）：{exclusion_reason}。"),
    "exclusion_approved_once": _("剔除申请初审同意。"),
    "excluded": _("剔除申请复审同意，本件不计入考评。"),
    "exclusion_refused": _("不予剔除，本件计入考评。"),
    "exclusion_contested": _("诉求人对剔除提出异议。"),
    "exclusion_confirmed": _("复核后维持剔除。"),
    "revealed": _("查看了诉求人的{fields}。"),
    "sealed": _("设为保密件。"),
    "erased": _("删除了诉求人的个人信息。"),
}

SHORT: dict[str, Promise] = {
    "registered": _("新诉求已登记"), "supplemented": _("诉求有补充"), "diverted": _("诉求已分流"),
    "triaged": _("诉求已分级"), "regraded": _("等级已改"), "dispatched": _("新工单"),
    "assisting_added": _("加派协办"), "dispatch_undone": _("派单已撤销"),
    "disputed": _("提出派单异议"), "dispute_upheld": _("异议成立"),
    "dispute_rejected": _("异议不成立"), "ruled": _("会商已裁定"), "contributed": _("协办已反馈"),
    "progress_told": _("告知进展"), "whistled": _("有哨声"), "whistle_answered": _("已报到"),
    "pause_asked": _("申请暂停计时"), "pause_granted": _("暂停已批准"),
    "pause_refused": _("暂停未批准"), "resumed": _("恢复计时"), "extension_asked": _("申请延期"),
    "extended": _("延期已批准"), "extension_refused": _("延期未批准"), "replied": _("答复待审核"),
    "accepted": _("答复已通过"), "sent_back": _("答复被退回"), "reworked": _("退回重办"),
    "warned": _("时限将到"), "urged": _("时限催办"), "escalated": _("超期提级"),
    "urged_by_hand": _("催办"), "supervised": _("督办"), "merged": _("已并单"),
    "took_in": _("并入一件"), "unmerged": _("已拆分"), "echoed": _("随主件答复"),
    "closed": _("已办结"), "withdrawn": _("已撤回"), "suspended": _("已挂账"),
    "taken_up": _("恢复办理"), "reopened": _("重新办理"), "exclusion_asked": _("申请剔除"),
    "excluded": _("已剔除"), "exclusion_refused": _("未剔除"),
    "exclusion_contested": _("剔除有异议"), "exclusion_confirmed": _("维持剔除"),
}  # fmt: skip

DETAILS: dict[str, Promise] = {
    "note": _("说明"), "told": _("告知内容"), "basis": _("依据"), "reason": _("理由"),
    "override": _("下派理由"), "grounds": _("具体情况"), "decision": _("意见"),
    "heard": _("诉求人意见"),
    "words": _("内容"), "report": _("协办情况"), "need": _("需要解决"), "answer": _("处置情况"),
    "reasons": _("退回理由"), "why": _("办结理由"), "new_facts": _("新的事实"),
    "found": _("查明"), "done": _("已做"), "difficulty": _("困难"), "measures": _("措施"),
    "plan": _("计划"), "plan_by": _("计划完成"), "facts": _("事实"), "referred_to": _("转往"),
    "withdrawal": _("撤回情况"),
}  # fmt: skip


class Told(Struct, frozen=True, kw_only=True):
    """One event as it stands in the timeline."""

    position: int
    kind: str
    at: datetime
    who: str
    duty: str
    sentence: str
    details: list[tuple[str, str]]
    photos: tuple[str, ...] = ()


def kind_name(kind: str) -> str:
    """A few words for a notice about an event of this kind."""
    return str(SHORT.get(kind, kind))


def story(events: Iterable[Event]) -> list[Told]:
    """The events in prose, oldest first."""
    return [told(event, position) for position, event in enumerate(events, 1)]


def told(event: Event, position: int = 0) -> Told:
    """One event in prose."""
    by = event.by
    unit = names.unit(by.unit) if by.unit else ""
    who = f"{unit} {by.name}".strip() if by.name != unit else by.name
    kind = kept_as(type(event))
    return Told(
        position=position, kind=kind, at=event.at, who=who,
        duty="" if by.duty in ("clock", "appellant") else names.of("duty", by.duty),
        sentence=str(SENTENCES[kind]).format_map(Slots(event)), details=_details(event),
    )  # fmt: skip


class Slots(dict[str, str]):
    """The words that fill the slots of a sentence, taken from the event when they are asked for."""

    def __init__(self, event: Any) -> None:
        super().__init__()
        self.event = event

    def __missing__(self, slot: str) -> str:
        special = SPECIAL.get(slot)
        value = special(self.event) if special else getattr(self.event, slot, "")
        return said(slot, value)


def said(slot: str, value: Any) -> str:
    """A value as words: moments, lists, ids by their names."""
    if isinstance(value, datetime):
        return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(said(slot, v) for v in value)
    if slot in ("to", "fields", "step"):
        table = {"to": "audience", "fields": "field", "step": "step"}[slot]
        return names.of(table, value)
    return str(value)


def _orders(e: Any) -> str:
    return "、".join(f"{o.name}（{names.of('role', o.role)}）" for o in e.orders)


def _interview(e: Any) -> str:
    i = e.interview
    if not i.reached:
        return str(_("未联系上"))
    if not i.valid:
        return str(_("联系上，未作评价"))
    parts = []
    if i.contacted is not None:
        parts.append(str(_("承办单位联系过") if i.contacted else _("承办单位没有联系")))
    if i.solved:
        parts.append(names.of("solved", i.solved))
    if i.satisfied:
        parts.append(names.of("satisfied", i.satisfied))
    return "，".join(parts)


def _outcome(e: Any) -> str:
    return names.of("outcome", e.answer.outcome.value)


SPECIAL: dict[str, Any] = {
    "channel": lambda e: names.of("channel", e.appeal.channel),
    "exit": lambda e: names.of("exit", e.exit),
    "tier": lambda e: names.of("tier", e.grade.tier),
    "orders": _orders,
    "order": lambda e: e.order.name,
    "dispute_reason": lambda e: names.choice("dispute.reasons", e.objection.reason),
    "proposed": lambda e: names.unit(e.objection.proposed),
    "way": lambda e: e.way,
    "reached": lambda e: str(_("已联系上") if e.reached else _("未联系上")),
    "whistle": lambda e: e.whistle.name,
    "until": lambda e: getattr(e, "until", None) or e.request.until,
    "pause_reason": lambda e: names.choice("pause.reasons", e.request.reason),
    "ends_by": lambda e: e.pause.ends_by,
    "outcome": _outcome,
    "interview": _interview,
    "suspend_reason": lambda e: names.choice("close.suspend_reasons", e.reason),
    "exclusion_reason": lambda e: names.choice("exclusion.reasons", e.exclusion.reason),
}
_NESTED = ("grade", "objection", "request", "whistle", "exclusion", "interview")


def _details(event: Any) -> list[tuple[str, str]]:
    """The free text of an event, each with its label."""
    kind = kept_as(type(event))
    coded = {"suspended", "pause_asked", "disputed", "exclusion_asked"}
    found: list[tuple[str, str]] = []
    holders = [event, *(getattr(event, n) for n in _NESTED if hasattr(event, n))]
    for holder in holders:
        for name, label in DETAILS.items():
            value = getattr(holder, name, "")
            if name == "reason" and kind in coded:
                continue
            if isinstance(value, str) and value.strip():
                found.append((str(label), value))
    answer = getattr(event, "answer", None)
    if isinstance(answer, Struct):
        found += _reply(answer)
    return found


def _reply(answer: Any) -> list[tuple[str, str]]:
    parts = [(str(DETAILS.get(name, name)), text) for name, text in answer.parts.items()]
    for q in answer.citations:
        parts.append((str(_("引用")), f"{q.title} {q.article}（{q.valid_on.isoformat()}）"))
    if answer.told_at:
        told = f"{said('told_at', answer.told_at)} {answer.told_way}"
        parts.append((str(_("告知诉求人")), told))
    return parts
