# SPDX-License-Identifier: Apache-2.0
"""缺项 Gaps: which facts this appeal does not tell yet.

Who, when, where, what, and what is wanted (条例 10); some subjects need more. A gap is a question
to ask while the caller is on the line, never a reason to refuse the call.
"""

import re
from collections.abc import Mapping

import msgspec

_PLACE = re.compile(r"[区县市镇乡村街路巷道桥站幢栋]|社区|大厦|广场|学校|医院|公园|单元|号楼")
_WANT = re.compile(
    r"希望|请求|要求|请(?!问)|盼|望|恳请|建议|能否|可否|能不能|尽快|解决|处理|查处|答复|咨询|请问"
    r"|想(?:问|知道|了解)|[?？吗]"
)
_TIME = re.compile(
    r"\d+年|[\d一二三四五六七八九十]+[月日号点]|[今昨前]天|昨晚|每天|天天|一直|最近|近日|上周|星期"
    r"|多年|凌晨|夜里|晚上|早上|长期|已经"
)
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万]+[元块人户家次天个]")
_FIRM = re.compile(r"公司|企业|单位|学校|医院|厂|店|物业|开发商|银行|机构|局|所|中心|项目")
_SCHOOL = re.compile(r"学校|小学|中学|大学|学院|幼儿园|培训|机构|[一二三四五六七八九十]中")
_HOSPITAL = re.compile(r"医院|卫生[院室]|诊所|药[店房]|食堂|[店摊局办]|超市")
_LINE = re.compile(r"\d+路|·\w{5,6}|车牌|号线|公交|的士|出租|高速|国道|省道|快递|邮政")
_SOURCE = re.compile(r"工地|KTV|广场|烧烤|施工|凌晨|公司|[厂店车站场夜晚]")
_ASKS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("where", "在什么地方？请说到小区、门牌或路口", _PLACE),
    ("when", "什么时候发生的？现在还在继续吗？", _TIME),
    ("want", "希望怎样解决？", _WANT),
)
_BY_SUBJECT: Mapping[str, tuple[tuple[str, str, re.Pattern[str]], ...]] = {
    "劳动和社会保障": (
        ("employer", "是哪家单位？全称是什么？", _FIRM),
        ("amount", "涉及多少人、多少钱、哪几个月？", _NUMBER),
    ),
    "商贸旅游": (
        ("merchant", "是哪家商家？有没有发票、订单或合同？", _FIRM),
        ("amount", "涉及多少钱？", _NUMBER),
    ),
    "教育文体": (("school", "是哪所学校或机构？", _SCHOOL),),
    "卫生计生": (("hospital", "是哪家医院、门店或摊位？", _HOSPITAL),),
    "交通运输": (("line", "是哪条路、哪路车？车牌号是多少？", _LINE),),
    "环境保护": (("source", "污染从哪里来？哪些时段最严重？", _SOURCE),),
}


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that is not told yet, and the question that asks for it."""

    of: str
    ask: str


def missing(
    text: str, subject: str = "", known: Mapping[str, str] | None = None
) -> tuple[Gap, ...]:
    """What to ask still. `known`: fields that the form already has (where, when, want, phone)."""
    have = {name for name, value in (known or {}).items() if value.strip()}
    rules = (*_ASKS, *_BY_SUBJECT.get(subject, ()))
    return tuple(
        Gap(of=of, ask=ask) for of, ask, told in rules if of not in have and not told.search(text)
    )
