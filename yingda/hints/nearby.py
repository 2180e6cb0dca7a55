# SPDX-License-Identifier: Apache-2.0
"""上下文 Nearby: what the words beside the name of a place say for and against it.

天坛医院 is no longer at 天坛, 朝阳门外大街 is not 朝阳门, and 公司注册在海淀 tells a seat.
"""

import re

from . import namings

_SEAT = re.compile(
    r"(?:(?:公司|单位|总部|企业|厂家|总店)的?(?:地址|位于|在|设在|设于|注册|办公|是)"
    r"|注册地?|办公地?[在址]|营业执照|户口|户籍|老家|籍贯|身份证)[^，。,；;！？!?、]{0,6}$"
)
_ROAD = re.compile(
    r"[外内东西南北中前后上下]{0,2}(?:大街|大道|路(?![灯口边面上障])|街(?![道办])|桥|巷|胡同)"
)
_STOP = re.compile(r"(?:地铁|公交)?[东西南北]?站|[东西南北]?路口|高速")
_HOUSE = re.compile(
    r"(?:新院|总院|分院)?(?:医院|大学|学院|饭店|宾馆|酒店|小学|中学|集团|公司|银行|油田|书店|牛奶|本田|烤鱼)"
)
_STANDS = re.compile(r"社区|小区|村|居委会|[东西南北]{0,2}[门里区]|\d+号?[楼院]|这|那|附近|一带")
_WORK = re.compile(r"[^，。,；;]{0,4}?(?:上班|工作|打工)|来")
_FROM = re.compile(r"(?:从|由|去往)[^，。,；;]{0,3}$")
_HERE = re.compile(
    r"(?:家住|家在|现住|现在住|租住|住在|人住|人在|我住|发生在|出在|事发|实际在|开在|门店在|店在)"
    r"[^，。,；;]{0,6}$"
)


def seat(text: str, start: int) -> bool:
    """Whether the words before tell a company's seat or a registered home."""
    return bool(_SEAT.search(text[max(0, start - 16) : start]))


def doubts(text: str, start: int, end: int, why: str, backed: bool) -> tuple[float, list[str]]:
    """What the weight of a name is multiplied by, and why."""
    name, before, less = text[start:end], text[max(0, start - 16) : start], 1.0
    because: list[str] = []
    stands = bool(_STANDS.match(text, end))
    if why in ("简称", "片名", "同音", "别名或旧名"):
        road = namings.a_road(name) and not stands and why != "别名或旧名"
        if road or _ROAD.match(text, end):
            less *= 0.8 if backed else 0.5
            because.append("可能只是路名")
        elif _STOP.match(text, end):
            less *= 0.85
            because.append("可能只是站名、路口名")
        elif _HOUSE.match(text, end) and why != "别名或旧名":
            less *= 0.4
            because.append("后面跟着单位名，可能只是单位的名字")
        elif namings.ordinary(name) and not stands and not backed and why != "别名或旧名":
            less *= 0.4
            because.append("也是常用词")
    elif why == "通称" and namings.ordinary(name) and not backed:
        less *= 0.6
        because.append("别处也常这样叫")
    if _FROM.search(before) or _WORK.match(text, end):
        less *= 0.7
        because.append("像是来处或上班的地方")
    if _HERE.search(before):
        less *= 1.2
        because.append("前面写着住在或发生在")
    return less, because
