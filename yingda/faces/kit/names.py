# SPDX-License-Identifier: Apache-2.0
"""名称 Names of ids, in the person's language: stages, tiers, natures …, and the roster's own.

Names of subjects, places and units are read once a minute, so that a list of fifty cases costs no
statement for them.
"""

import time
from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingda import office
from yingda.flow.limits import day
from yingda.roster.models import Place, Subject, Unit

FRESH = 60.0

TABLES: dict[str, dict[str, Promise]] = {
    "stage": {
        "registered": _("待分级"), "triaged": _("待派单"), "consulting": _("会商中"),
        "dispatched": _("待签收"), "signed_in": _("办理中"), "replied": _("待审核"),
        "accepted": _("待回访"), "followed_up": _("已回访"), "closed": _("已办结"),
        "diverted": _("已分流"), "suspended": _("已挂账"), "merged": _("已并单"),
    },
    "tier": {
        "critical": _("特急"), "urgent": _("紧急"), "general": _("一般"), "complex": _("复杂疑难"),
        "": _("未分级"),
    },
    "nature": {
        "consult": _("咨询"), "help": _("求助"), "complaint": _("投诉"), "report": _("举报"),
        "suggest": _("建议"), "praise": _("表扬"), "other": _("其他"),
    },
    "outcome": {
        "resolved": _("已解决"), "partly": _("部分解决"), "unresolved": _("暂未解决"),
        "unreasonable": _("诉求不合理"), "withdrawn": _("诉求人撤回"), "referred": _("转其他途径"),
    },
    "step": {
        "dispatch": _("派单"), "sign_in": _("签收"), "contact": _("首次联系"),
        "reply": _("办理答复"),
        "review": _("审核"), "follow_up": _("回访"), "whistle": _("报到"), "ruling": _("异议裁定"),
        "suspension": _("挂账复查"),
    },
    "role": {
        "lead": _("主办"), "assisting": _("协办"), "copy": _("抄送"), "whistle": _("哨声"),
    },
    "ended": {
        "undone": _("已撤销"), "disputed": _("异议成立"), "merged": _("已并单"),
        "suspended": _("已挂账"), "ruled": _("裁定改派"), "reopened": _("重新办理"),
    },
    "asks": {
        "ruling": _("派单异议"), "extension": _("申请延期"), "pause": _("申请暂停"),
        "exclusion": _("申请剔除"),
    },
    "channel": {
        "phone": _("电话"), "web": _("网站"), "api": _("接口"), "wechat": _("微信"),
        "sms": _("短信"),
        "visit": _("来访"), "letter": _("来信"), "machine": _("接口"), "weibo": _("微博"),
    },
    "exit": {
        "answered": _("即时答复"), "emergency_line": _("转紧急热线"),
        "lawful_channel": _("告知法定途径"),
        "repeat": _("告知办理进展"), "secret": _("解释说明"), "beyond_duties": _("引导其他渠道"),
        "unlawful": _("劝导教育"),
    },
    "way": {
        "litigation": _("诉讼"), "arbitration": _("仲裁"), "discipline": _("纪检监察"),
        "reconsideration": _("行政复议"), "disclosure": _("政府信息公开"), "petition": _("信访"),
    },
    "secret": {
        "state_secret": _("国家秘密"), "trade_secret": _("商业秘密"), "privacy": _("个人隐私"),
    },
    "solved": {"yes": _("已解决"), "partly": _("部分解决"), "no": _("未解决")},
    "satisfied": {
        "very": _("非常满意"), "satisfied": _("满意"), "basically": _("基本满意"),
        "dissatisfied": _("不满意"), "very_dissatisfied": _("非常不满意"),
    },
    "audience": {
        "unit": _("主办单位"), "assisting": _("协办单位"), "copies": _("抄送单位"),
        "former_unit": _("原承办单位"), "whistled": _("报到单位"), "appellant": _("诉求人"),
        "dispatcher": _("派单员"), "reviewer": _("审核员"), "caller_back": _("回访员"),
        "assessor": _("考评员"), "duty_leader": _("值班长"), "hotline": _("热线"),
        "unit_head": _("单位负责人"), "district": _("区政府"), "children": _("并入的诉求"),
    },
    "duty": {
        "operator": _("话务员"), "dispatcher": _("派单员"), "clerk": _("经办人"),
        "reviewer": _("审核员"), "caller_back": _("回访员"), "duty_leader": _("值班长"),
        "assessor": _("考评员"), "quality": _("质检员"), "administrator": _("系统管理员"),
        "appellant": _("诉求人"), "machine": _("接口"), "clock": _("时钟"),
    },
    "exclusion": {
        "asked": _("待初审"), "once": _("待复审"), "excluded": _("已剔除"), "refused": _("未剔除"),
        "contested": _("诉求人有异议"), "upheld": _("维持剔除"), "withdrawn": _("已撤回"),
    },
    "field": {
        "title": _("标题"), "nature": _("性质"), "subject": _("分类"), "place": _("地点"),
        "name": _("姓名"), "phone": _("电话"), "address": _("住址"), "words": _("诉求原话"),
        "party": _("被反映对象"), "happened": _("事发时间"), "scale": _("涉及数量"),
        "said_at": _("诉求时间"), "channel": _("渠道"),
    },
}  # fmt: skip


def of(table: str, value: object) -> str:
    """The name of `value` in `table`; the id itself where it has none."""
    found = TABLES[table].get(str(value))
    return str(found) if found is not None else str(value)


def choice(list_name: str, value: str, on: date | None = None) -> str:
    """The name of an entry of a list of the standard (a reason, a channel)."""
    found = office.standard_in_force().choices(list_name, on or day(timezone.now()))
    return next((choice_name(c) for c in found if c.id == value), value)


def choice_name(c: object) -> str:
    """The name of a choice in the person's language."""
    english = getattr(c, "name_en", "") if (get_language() or "").startswith("en") else ""
    return english or str(getattr(c, "name", ""))


_read: dict[str, tuple[float, dict[str, str]]] = {}


def forget() -> None:
    """Read the roster's names afresh at the next question."""
    _read.clear()


def _kept(kind: str, ask: Callable[[], dict[str, str]]) -> dict[str, str]:
    at, found = _read.get(kind, (0.0, {}))
    if not at or time.monotonic() - at > FRESH:
        found = ask()
        _read[kind] = (time.monotonic(), found)
    return found


def subjects() -> dict[str, str]:
    """Code → name of every subject in use, in the order of the tree."""
    rows = Subject.objects.filter(active=True).order_by("code")
    return _kept("subject", lambda: dict(rows.values_list("code", "name")))


def places() -> dict[str, str]:
    """Code → name of districts and streets."""
    rows = Place.objects.filter(kind__in=["district", "street"]).order_by("code")
    return _kept("place", lambda: dict(rows.values_list("code", "name")))


def subject(code: str) -> str:
    """The name of a subject; the code itself where there is none."""
    return subjects().get(code, code) if code else ""


def place(code: str) -> str:
    """The name of a district or street."""
    return places().get(code, code) if code else ""


def unit(code: str) -> str:
    """The name of a unit."""
    rows = Unit.objects.all()
    found = _kept("unit", lambda: dict(rows.values_list("code", "name")))
    return found.get(code, code) if code else ""
