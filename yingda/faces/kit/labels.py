# SPDX-License-Identifier: Apache-2.0
"""栏名 Labels: what each part of a command is called in a form, and a word of help."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Promise] = {
    "tier": _("等级"), "reason": _("理由"), "unrest": _("有不稳定因素"),
    "danger": _("危及生命财产"),
    "nature": _("性质"), "subject": _("分类"), "place": _("地点"), "title": _("标题"),
    "said_at": _("诉求时间"), "channel": _("渠道"), "confidential": _("要求保密"),
    "on_behalf": _("代他人反映"), "wants_reply": _("需要答复"), "beside": _("同一来电的另一件"),
    "repeat_of": _("重复诉求的原编号"), "accused": _("被投诉单位"), "note": _("说明"),
    "lead": _("主办单位"), "basis": _("依据"), "assisting": _("协办单位"), "copies": _("抄送单位"),
    "override": _("下派街道乡镇的理由"), "no_clear_unit": _("没有明确的承办单位"),
    "unit": _("单位"), "proposed": _("建议承办单位"), "grounds": _("具体情况和依据"),
    "decision": _("意见"), "participants": _("参加单位"), "way": _("方式"),
    "reached": _("联系上了"),
    "heard": _("诉求人的意见和情况"), "words": _("内容"), "tell": _("同时告知诉求人"),
    "report": _("协办情况"), "need": _("需要到场解决的问题"), "answer": _("到场处置情况"),
    "until": _("至"), "outcome": _("办理结果"), "found": _("查明的情况"), "done": _("已做的工作"),
    "difficulty": _("困难"), "measures": _("正在采取的措施"), "plan": _("计划"),
    "plan_by": _("计划完成日期"), "facts": _("事实"), "citations": _("引用的法规政策"),
    "referred_to": _("转往哪里"), "withdrawal": _("撤回的情况"), "told_at": _("告知诉求人的时间"),
    "told_way": _("告知方式"), "reasons": _("退回理由"), "confirmed": _("核实是本人"),
    "contacted": _("承办单位联系过吗"), "solved": _("解决了吗"), "satisfied": _("满意吗"),
    "to": _("对象"), "into": _("并入的诉求编号"), "why": _("办结理由"), "review_on": _("复查日期"),
    "new_facts": _("新的事实或理由"), "fields": _("查看的内容"), "told": _("告知诉求人的话"),
    "entry": _("知识条目"), "version": _("条目版本"), "line": _("转哪个热线"),
    "handed_at": _("转接时间"), "earlier": _("原诉求编号"), "new_fact": _("有新的事实吗"),
    "which": _("新的事实是什么"), "secret": _("属于哪类秘密"), "rules": _("相关规定"),
    "consequences": _("法律后果"), "name": _("姓名"), "phone": _("电话"), "address": _("住址"),
    "own_words": _("诉求原话"), "party": _("被反映对象"), "happened": _("事发时间"),
    "scale": _("涉及数量"), "spot": _("具体地点"),
}  # fmt: skip

OF_COMMAND: dict[tuple[str, str], Promise] = {
    ("Triage", "reason"): _("定级理由"),
    ("Regrade", "reason"): _("改级理由"),
    ("AskPause", "until"): _("暂停到"),
    ("AskExtension", "until"): _("新的时限"),
    ("FollowUp", "channel"): _("回访方式"),
    ("FollowUp", "words"): _("诉求人原话"),
    ("FollowUp", "reason"): _("不满意或未解决的原因"),
    ("Withdraw", "words"): _("撤回的原话"),
    ("ContestExclusion", "words"): _("异议理由"),
    ("Reply", "reason"): _("未解决的原因"),
    ("Contact", "way"): _("联系方式"),
    ("Inform", "way"): _("法定途径"),
    ("PointElsewhere", "to"): _("可以找哪里"),
    ("Reveal", "reason"): _("查看事由"),
    ("Dispatch", "basis"): _("派单依据"),
}

HELP: dict[tuple[str, str], Promise] = {
    ("Register", "title"): _("一句话说明事情，不写姓名和电话。"),
    ("Register", "party"): _("单位或个人，加密保存。"),
    ("AnswerAtOnce", "entry"): _("知识库中的编号；没有用到知识库的留空。"),
    ("AnswerAtOnce", "version"): _("留空即现行的版本。"),
    ("Dispatch", "override"): _("属于部门职责的事项，确需下派时填写。"),
    ("Reveal", "reason"): _("事由和查看人会写入案卷。"),
    ("FollowUp", "words"): _("按诉求人的原话记录；没有说的不要替他填。"),
    ("Seal", "reason"): _("设为保密后，承办单位看不到诉求人。"),
    ("Erase", "reason"): _("删除后不能恢复。"),
    ("AskExclusion", "grounds"): _("由两人审核，结果会告知诉求人。"),
}


def label(command: str, field: str) -> Promise | str:
    """What the field is called."""
    return OF_COMMAND.get((command, field)) or FIELDS.get(field) or field


def hint(command: str, field: str) -> Promise | str:
    """A word of help under the field; "" for none."""
    return HELP.get((command, field), "")
