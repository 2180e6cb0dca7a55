# SPDX-License-Identifier: Apache-2.0
"""被诉方 Accused: which firm, office or person an appeal is about, for the form; a person confirms.

A name of a firm ends as firms end (公司, 物业, 医院); of several, the one that stands behind 投诉,
举报 or 反映 comes first. A person is found by the part that they play (老板张某某).
"""

import re

import msgspec

from . import particulars

_ENDS = (
    "有限责任公司|股份有限公司|有限公司|集团公司|物业公司|分公司|公司|物业|开发商|医院|卫生院|诊所|门诊部|药房|药店|学校"
    "|小学|中学|大学|学院|幼儿园|培训机构|培训班|培训中心|驾校|银行|支行|营业厅|酒店|宾馆|饭店|餐厅|火锅店|烧烤店"
    "|超市|商场|健身房|健身会所|美容院|俱乐部|工地|项目部|厂|村委会|居委会|街道办|派出所|管委会|合作社|养殖场|搅拌站"
    "|旅行社|中介|门店|网吧|影楼|婚庆|家政|快递"
)
_MORE = (
    "(?:(?:服务|管理|科技|发展|集团|工程|装饰|置业|投资|贸易|餐饮|文化|咨询|销售|连锁|经营|运营){0,4}"
    "(?:股份|有限责任|有限)?公司)?"
)
_FIRM = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9（）()·＊*]{{2,22}}?(?:{_ENDS}){_MORE}(?![\u4e00-\u9fff]?[车费])"
)
_LEADS = re.compile(
    r"^.*(?:投诉|举报|反映|控告|检举|关于|是|在|去|到|被|向|找|由|给|和|与|对|把|从|让|请|我们|我|你们|他们|附近的?"
    r"|旁边的?|楼下的?|门口的?|这家|一家|那家|某家|叫做?|名为|[，,。；;：:、])"
)
_BARE = re.compile(rf"^(?:{_ENDS}|小区物业|物业公司|本公司|该公司|这公司|某公司|总公司)$")
_ASKED = re.compile(r"(?:投诉|举报|反映|控告|检举|状告|曝光)[^。！？!?\n]{0,4}$")


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who an appeal is about: firm or person, where they stand, in which words, and whether they
    were named right behind 投诉, 举报, 反映."""

    kind: str
    start: int
    end: int
    words: str
    asked: bool


def accused(text: str) -> tuple[Party, ...]:
    """Firms and persons, those named outright first, then in the order of the text."""
    found = [_party("firm", text, *span) for span in _firms(text)]
    for one in particulars.found(text):
        if one.kind == "name" and not text[: one.start].endswith(("我叫", "我是", "本人")):
            found.append(_party("person", text, one.start, one.end))
    return tuple(sorted(found, key=lambda party: (not party.asked, party.start)))


def _firms(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _FIRM.finditer(text):
        words = _LEADS.sub("", match.group())
        if len(words) >= 4 and not _BARE.match(words):
            spans.append((match.end() - len(words), match.end()))
    return spans


def _party(kind: str, text: str, start: int, end: int) -> Party:
    asked = bool(_ASKED.search(text[:start]))
    return Party(kind=kind, start=start, end=end, words=text[start:end], asked=asked)


_ROLE = re.compile(rf"(?:{particulars.ROLES})$")
_ROLE_FIRST = re.compile(rf"^((?:{particulars.ROLES})?)([\u4e00-\u9fff]{{2,4}})$")
_PARTS = re.compile(r"([、,，;；/\s]+)")


def role_before(text: str, one: Party) -> str:
    """The part a person plays, as told right before the name: 老板 of 老板张某某; "" for a firm."""
    found = _ROLE.search(text[: one.start]) if one.kind == "person" else None
    return found.group() if found else ""


def masked(said: str) -> str:
    """Whom an appeal is about, as others may read it: a firm whole, of a person the surname."""
    return "".join(_hidden(part) for part in _PARTS.split(said))


def masked_in(words: str, said: str) -> str:
    """`words` with the persons among those hidden whom the appeal is about (`said`)."""
    for part in _PARTS.split(said):
        person = _ROLE_FIRST.match(part)
        if person and _hidden(part) != part:
            words = words.replace(person[2], _hidden(person[2]))
    return words


def _hidden(part: str) -> str:
    person = _ROLE_FIRST.match(part)
    if re.search(rf"(?:{_ENDS})$", part) or not person or person[2][0] not in particulars.SURNAMES:
        return particulars.masked(part)
    role, name = person.groups()
    return role + name[0] + particulars.MASK * (len(name) - 1)
