# SPDX-License-Identifier: Apache-2.0
"""要素 Facts for the form: when the matter was, how much or how many it touches, whom it is about,
and the public spot; each as it may stand in its field. A person takes it or not.

What was said stays as it was said; beside it stands the day that "昨晚" was, since the form is read
later. A door number is left out: the spot is seen by many and is never somebody's home.
"""

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from .accused import Party, role_before
from .moments import PARTS_OF_DAY, Moment
from .particulars import Found
from .quantities import Quantity
from .whereabouts import Whereabouts

KINDS = ("happened", "scale", "party", "spot")
MOST = 3
SHORT = 80
"""Signs of a note as an operator types it; in a letter a lone name need not be whom it is about."""
_SURE = {"happened": 0.75, "scale": 0.9, "party": 0.7, "spot": 0.75}
"""How often what is shown as sure was right where we read it, docs/howto/suggestions.md."""
_PART = rf"(?:{PARTS_OF_DAY})"
_N = r"[\d一二两三四五六七八九十]{1,3}"
_AGAIN = re.compile(
    rf"(?:每(?:天|日|晚|周|个?月|逢?周末|隔?{_N}天)|天天|一到(?:晚上|夜里|周末|下雨天))(?:的)?{_PART}?"
    rf"(?:{_N}[点时](?:半|多|左右)?)?(?:(?:到|至)(?:第二天|次日|{_PART})?{_N}[点时]半?)?(?:以后|之后|以前|之前|后|前)?"
)
_CLOCK = re.compile(r"[点时刻:：]|小时|分钟|钟头|刚[才刚]")
_MONTHS = re.compile(
    r"月(?:初|底|末|中|上旬|中旬|下旬|份)?$|[年季初底末]$|[春夏秋冬]天?$"
    r"|个?多?[月年]多?(?:以|之)?前$"
)
_YEARS = re.compile(r"^(?:今|本|去|前|大前)年(?:的)?$|\d{4}年(?:的)?$")
_DATED = re.compile(r"[\d一二三四五六七八九十]月.{1,4}[日号]")
_BEFORE_IT_BEGAN = re.compile(
    r"^[^，。；！？]{0,6}(?:买|购|入住|收房|签|办[了的]?卡|办卡|交[了的]?钱|下单|租)"
)
_NEAR = re.compile(
    r"昨|今[天日早晚晨儿]|前[天晚]|刚[才刚]|(?:天|小时|钟头|分钟|星期|周)多?(?:以|之)?前|上个?(?:周|星期)"
)
"""In a letter a date may be that of a contract or of a reply; of these words it is the matter's."""
_DAYLESS = re.compile(rf"^(?:{_PART}|大概|约|[\d一二两三四五六七八九十]{{1,3}}[点时])")
_USUAL = re.compile(r"(?:时候|经常|往往|有时|总是|老是|一般|常常|平时)[^，。；！？]{0,6}$")
_NO_TIME = re.compile(r"^(?:广场|大道|[路街站村]|的?(?:回复|答复|通知|文件|信访))")
_REPORTED = re.compile(
    r"^[^，。；！？]{0,5}(?:反映|投诉|打[了过]?电话|来电|报修|举报)过?"
    r"|^[^。；！？]{0,60}(?:发过|发表|发帖|发了[一份篇]|投诉过?[，。）]|处投诉|信访回复)"
)
_GOES_ON = re.compile(r"^(?:了|都|还|没|不|以来)|^[，,](?:还|仍|至今|现在)")
_LASTING = re.compile(r"(?:已经?|持续|连续|停[水电气暖]|断[水电网]|坏|没[水电气])了?(?:有|快)?$")
_OF_A_LIFE = re.compile(
    r"(?:工作|上班|居住|住|生活|结婚|打拼|只有|还有|不到)了?(?:快|将近)?$|[上下第]$"
)
_SO_LONG = re.compile(r"了(?:有|快)?$")
_CLAUSE_ENDS = re.compile(r"^[，。；！？,;!?\s]|^$")
_SCALES = ("people", "households", "money", "vehicles", "area", "weight", "temperature",
           "decibels", "duration")  # fmt: skip
_WARM = re.compile(r"(?:温|只有|才|不到|屋|室|仅)[^，。；！？]{0,4}$")
_HOW_LONG = re.compile(r"(?:停|断|没|欠|拖欠|拘|关|晚点|迟发|放假|假)[^，。；！？\d]{0,6}$")
_OF_PAY = re.compile(r"^(?:[（(].{0,8}[）)])?的?(?:工资|没有?[水电气]|没)")
_EACH = re.compile(r"(每(?:人|户|家|月|个月|年|天|平米|平方米?|辆|台|次|斤))[^，。；！？\d]{0,4}$")
_ONE = re.compile(r"^[1一]?[个]?$")
_ROOM = re.compile(
    r"[东南西北]?[\dA-Za-z一二三四五六七八九十百]+(?:号楼|号院\d+号楼|栋|幢|座|楼|单元|门|层|室|户)"
)
_BESIDE = re.compile(r"(?:旁边?|附近|门口|对面|楼下|后面|前面|[东南西北]侧)$")
_TO_A_SPOT = re.compile(
    r"^(?:刚才|刚刚|今天|昨天|前天|昨晚|我们|咱们|你们|他们|这个|那个|这里|附近|有人|目前|关于|根据|靠近|感谢|回复|地处|位于|坐落|家住|本人|原住"
    r"|就|我|把|在|的|是|到|从|被|以|于|[市县区](?=..))+"
)
_DIVISIONS = re.compile(
    r"^.*(?:街道|镇(?!上)|乡(?![下里])|(?<![小园社矿厂景校])区(?![域内里外]))(?=..)"
)
_NO_SPOT = re.compile(
    r"[了过把就很的]|那里|哪里|国务院|政府|质量及|意味|还我|全小区|严重|打破|考虑|自己|整个|逐级|问题|与家|读|这些|水泥|这么|^但|因为|以及"
    r"|面对|迁|卖方|产权|\d年|一条|(?:[跑走让修问带赶半一占开堵小大马道线铁条]路|线路|铁路)$"
    r"|^(?:小区|学校|公园|单位|医院|卫生院|[中小大]学|幼儿园|菜?市场|超市|广场|家|楼|路|门)?"
    r"(?:旁边?|附近|门口|对面|楼下|后面|前面|里)?$"
)
_NO_PARTY = re.compile(
    r"[的了要没]|^(?:周边|附近|求|无|有|几|一[家个所间]|开设|设置|建设|根据|经过|如今|先前|所有|各|多[家个]|社区居委会$"
    r"|隔壁|楼[上下]|对面|本|该|贵|请)|^(?:地产|物业|建筑|装修|快递|保险|中介|施工|开发)公司$|^.{0,2}(?:开发商|银行)$"
    r"|^(?:儿童|人民|市|区)医院$|(?:书记|[市省区县]长|领导)$"
)
_TO_A_PARTY = re.compile(
    r"^.*[(（](?!.*[)）])|^(?:目前|难道|已经?|确认|但|可|且|而|房子|由|及|以及|其|与|和|跟|经|找|状?告|控告|卖方)+(?=...)"
)
_PLACED_BY = re.compile(r"^(?:站|旁|附近|门口|对面|路口|[东南西北]门|校区|停车场|公交)")
_PROPER = re.compile(r"(?:公司|物业|医院|大学|集团|银行|超市|酒店|饭店|餐厅|火锅店)$")
_HOME = re.compile(r"(?:我家|家住|我住|住在|本人住|家在|住址|地址|家庭)[^，。；！？]{0,6}$")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact for its field (`of`: one of KINDS): what may stand there, whether it is sure, how
    likely from 0 to 1 (an estimate), and other candidates."""

    of: str
    value: str
    sure: bool
    chance: float
    others: tuple[str, ...] = ()


def told(
    text: str, now: datetime, *, particulars: Sequence[Found], moments: Sequence[Moment],
    quantities: Sequence[Quantity], accused: Sequence[Party], spots: Sequence[str],
    whereabouts: Sequence[Whereabouts],
) -> tuple[Fact, ...]:  # fmt: skip
    """The facts of a text out of what was found in it, in the order of KINDS. `now` is aware."""
    when = happened(text, moments, quantities, now)
    apart = [(one.start, one.end) for one in whereabouts]
    apart += [(one.start, one.end) for one in particulars]
    every = (
        when, scale(text, quantities, when.value if when else "", apart), party(text, accused),
        spot(text, whereabouts, spots, moments),
    )  # fmt: skip
    return tuple(one for one in every if one)


def happened(
    text: str, moments: Sequence[Moment], amounts: Sequence[Quantity], now: datetime
) -> Fact | None:
    """When it was: what comes again and again as said, else the moment with its day, else since
    when it lasts. `now` is aware, in the city's zone."""
    if often := _AGAIN.search(text):
        return _fact("happened", (often.group(),), len(often.group()) > 2)
    moments = [one for one in moments if not _NO_TIME.search(text[one.end :])]
    if usual := next((m for m in moments if _USUAL.search(text[: m.start])), None):
        return _fact("happened", (usual.words,), False)
    past = [one for one in moments if one.at <= now]
    of_it = [one for one in past if not _aside(text, one)] or past
    if not of_it:
        return _lasting(text, amounts, now)
    ranked = sorted(of_it, key=lambda one: (_fineness(one.words), -one.at.timestamp()))
    said = tuple(dict.fromkeys(dated(one, now) for one in ranked))
    fine = [_fineness(one.words) for one in ranked]
    near = bool(_NEAR.search(ranked[0].words)) or (len(text) <= SHORT and fine[0] < 2)
    return _fact("happened", said, near and fine.count(fine[0]) == 1)


def again(text: str) -> bool:
    """Whether it comes again and again: 每天晚上, 天天."""
    return bool(_AGAIN.search(text))


def hours(text: str, moments: Sequence[Moment]) -> bool:
    """Whether the time of day is told, to the hour or by its part."""
    found = _AGAIN.search(text)
    said = [one.words for one in moments] + ([found.group()] if found else [])
    return any(_CLOCK.search(words) or re.search(_PART, words) for words in said)


def _aside(text: str, one: Moment) -> bool:
    """When something was bought or reported before is seldom when the matter was."""
    after = text[one.end : one.end + 12]
    return bool(_BEFORE_IT_BEGAN.search(after) or _REPORTED.search(after))


def _fineness(words: str) -> int:
    """0 to the minute, 1 to the day, 2 to the month or less."""
    if _CLOCK.search(words):
        return 0
    return 2 if _MONTHS.search(words) or _YEARS.search(words) else 1


def dated(one: Moment, now: datetime) -> str:
    """The words with the day that they mean: 昨晚十一点多（11月25日23:00左右）."""
    fine = _fineness(one.words)
    if _DATED.search(one.words) or re.search(r"\d{4}年", one.words):
        return one.words
    if _DAYLESS.search(one.words):
        return one.words
    if _YEARS.search(one.words):
        return f"{one.words}（{one.at.year}年）"
    year = "" if one.at.year == now.year else f"{one.at.year}年"
    if fine == 2:
        exact = f"{one.at.year}年{one.at.month}月"
        return f"{one.words}（{exact}{'前后' if one.words.endswith('前') else ''}）"
    exact = f"{year}{one.at.month}月{one.at.day}日"
    if fine == 0:
        exact += f"{one.at:%H:%M}" + ("左右" if one.rough else "")
    return f"{one.words}（{exact}{'前后' if one.words.endswith('天前') else ''}）"


def _lasting(text: str, amounts: Sequence[Quantity], now: datetime) -> Fact | None:
    for one in amounts:
        span = _days(one)
        if span is None or not _lasts(text[: one.start], text[one.end :]):
            continue
        begun = datetime.fromtimestamp(now.timestamp() - span * 86400, now.tzinfo)
        since = f"{begun.month}月{begun.day}日" if begun.year == now.year else f"{begun:%Y年%m月}"
        return _fact("happened", (f"已有{one.words}（约{since}起）",), True)
    return None


def _lasts(before: str, after: str) -> bool:
    """停水两天了, 已经三天, 堆了一个多星期; not 欠了三个月工资, which tells how much."""
    if _OF_A_LIFE.search(before):
        return False
    if _GOES_ON.search(after) or _LASTING.search(before):
        return True
    return bool(_SO_LONG.search(before) and _CLAUSE_ENDS.search(after))


def _days(one: Quantity) -> float | None:
    """How many days a span is; None for one that is shorter, or not a counted one."""
    if one.kind != "duration" or one.number is None:
        return None
    for sign, days in (("月", 30), ("年", 365), ("周", 7), ("星期", 7), ("礼拜", 7), ("天", 1)):
        if sign in one.unit:
            return float(one.number) * days
    return None


def scale(
    text: str, amounts: Sequence[Quantity], when: str = "", apart: Sequence[tuple[int, int]] = ()
) -> Fact | None:
    """How much and how many: one of each kind, at most three, in the order told. `when`: what the
    time says already; `apart`: places of addresses and numbers, in which no amount is meant."""
    kept: dict[str, str] = {}
    for one in amounts:
        inside = any(start <= one.start < end for start, end in apart)
        alone = one.kind in ("people", "households", "vehicles") and one.number == 1
        if one.kind not in _SCALES or one.kind in kept or inside or alone or one.words in when:
            continue
        before, after = text[: one.start], text[one.end :]
        if one.kind == "temperature" and not _WARM.search(before):
            continue
        if one.kind == "duration" and not (_HOW_LONG.search(before) or _OF_PAY.search(after)):
            continue
        each = _EACH.search(text[: one.start])
        unit = "元" if one.kind == "money" and not one.unit else ""
        kept[one.kind] = f"{each[1] if each else ''}{one.words}{unit}"
    if not kept:
        return None
    return _fact("scale", ("、".join(list(kept.values())[:MOST]),), len(kept) <= MOST)


def party(text: str, parties: Sequence[Party]) -> Fact | None:
    """Whom it is about: who was named right behind 投诉, 举报, 反映, else the only one named."""
    named = [
        one for one in parties
        if not _NO_PARTY.search(one.words) and not _PLACED_BY.search(text[one.end :])
    ]  # fmt: skip
    told = (role_before(text, one) + _TO_A_PARTY.sub("", one.words) for one in named)
    said = tuple(dict.fromkeys(told))
    if not said:
        return None
    alone = (
        len(said) == 1
        and len(text) <= SHORT
        and (named[0].kind == "person" or bool(_PROPER.search(said[0])))
    )
    return _fact("party", said, named[0].asked or alone)


def spot(
    text: str, told: Sequence[Whereabouts], spots: Sequence[str], moments: Sequence[Moment] = ()
) -> Fact | None:
    """The public spot: the first address that is not a company's seat, without what leads to one
    door and without the street, which has its own field; a home is told by its estate only."""
    seats = [one.words for one in told if one.seat]
    found = []
    for words in spots:
        start = text.find(words)
        begins = max((m.end for m in moments if m.start <= start < m.end), default=start)
        if not any(words in seat or seat in words for seat in seats):
            home = bool(_HOME.search(text[:start]))
            found.append(public(words[begins - start :], home))
    said = tuple(dict.fromkeys(w for w in found if len(w) >= 3 and not _NO_SPOT.search(w)))
    return _fact("spot", said, len(said) == 1) if said else None


def public(words: str, home: bool = False) -> str:
    """An address without the door: 幸福里3号楼2单元501室 → 幸福里; 某某小区3号楼旁 stays, being
    beside a house and in none."""
    words = _DIVISIONS.sub("", _TO_A_SPOT.sub("", words))
    room = _ROOM.search(words)
    if not room or (_BESIDE.search(words) and not home and "室" not in words):
        return words if not home else _BESIDE.sub("", words)
    return words[: room.start()]


def _fact(of: str, said: tuple[str, ...], sure: bool) -> Fact:
    chance = _SURE[of] if sure else 0.35
    return Fact(of=of, value=said[0], sure=sure, chance=chance, others=said[1:3])
