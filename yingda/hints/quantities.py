# SPDX-License-Identifier: Apache-2.0
"""数量 Quantity: how much, how many, how long, as people say it (欠薪两万三, 三天没水, 四十来户).

A number is read in digits or Chinese numerals, 两万三 as 23,000. What was said roughly (多, 左右,
来, 几) is marked, so that nobody takes it for a counted one.
"""

import re
from decimal import Decimal

import msgspec

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5,
           "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
           "陆": 6, "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
_BIG = {"万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}
_SIGNS = "零〇一二两俩三仨四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_MIXED = r"\d[\d,，]*(?:\.\d+)?(?:[万千百亿wWkK]{1,2}(?:\d{1,4}[千百]?)?)?"
_NUMBER = rf"(?:{_MIXED}|[{_SIGNS}]+(?:点[{_SIGNS}]+)?)"
_FORMAL = tuple("壹贰叁肆伍陆柒捌玖拾佰仟")
"""One of these alone counts nothing: 大陆人, 伍家."""
_SPREAD = re.compile(r"[一二两三四五六七八九](?=[一二三四五六七八九])")
_ROUGH_BEFORE = r"(?P<before>大概|大约|约|将近|近|差不多|至少|超过|好)?"
_ROUGH_AFTER = r"(?P<after>多|余|来|几)?"
UNITS: dict[str, tuple[str, ...]] = {
    "money": ("块钱", "元钱", "块", "元", "人民币", "美元"),
    "people": ("名", "口人", "个人", "人", "位"),
    "households": ("户", "家人", "家"),
    "duration": ("个多月", "个月", "个多星期", "个多礼拜", "个星期", "个礼拜", "星期",
                 "礼拜", "周", "天", "个小时", "小时", "个钟头", "钟头", "分钟", "年", "宿"),
    "times": ("次", "回", "趟", "遍"),
    "area": ("平方米", "平米", "平方", "㎡", "亩", "公顷"),
    "length": ("公里", "千米", "厘米", "毫米", "米", "里地"),
    "weight": ("公斤", "千克", "吨", "斤"),
    "temperature": ("摄氏度", "度", "℃"),
    "decibels": ("分贝",),
    "floors": ("层",),
    "vehicles": ("辆", "台"),
    "share": ("%", "％", "成"),
}  # fmt: skip
_OF = {unit: kind for kind, units in UNITS.items() for unit in units}
_ANY = "|".join(sorted(map(re.escape, _OF), key=len, reverse=True))
_SAID = re.compile(
    rf"{_ROUGH_BEFORE}(?P<number>{_NUMBER}|[几数]十?[百千万]?|半)(?P<mid>多|余|来|几)?(?P<big>[万亿](?=[元块人户]))?"
    rf"(?P<unit>{_ANY}){_ROUGH_AFTER}(?P<half>半)?(?P<about>左右|上下)?"
)
_OWED = re.compile(
    r"(?:欠薪|拖欠|欠|工资|押金|定金|赔|罚|交了?|花了?|收了?|骗了?|损失|共计?|合计|总共|价值)"
    rf"(?:我|我们|了|他|她|款|人民币|货款|工资|薪水)*{_ROUGH_BEFORE}(?P<number>\d+(?:\.\d+)?[万千wWkK]\d?"
    rf"|[{_SIGNS}]*[百千万亿][{_SIGNS}]*){_ROUGH_AFTER}(?![{_SIGNS}\d元块人户天年月个名])"
)
_PIECE = re.compile(r"(\d+(?:\.\d+)?)([百千万亿wWkK]*)")
_PIECES = re.compile(r"(?:\d+(?:\.\d+)?[百千万亿wWkK]*)+")


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """One quantity: where it stands, its words, its kind (a key of UNITS), the number, the unit
    as said, and whether only roughly. `number` is None where none was said (几十户)."""

    start: int
    end: int
    words: str
    kind: str
    number: Decimal | None
    unit: str
    rough: bool


def numeral(said: str) -> Decimal | None:
    """A number in digits, Chinese numerals, or both: 两万三 23000, 1.5万 15000, 一百零八 108."""
    said = said.replace(",", "").replace("，", "")
    if _PIECES.fullmatch(said):
        total, step = Decimal(0), 1
        for digits, signs in _PIECE.findall(said):
            before, step = step, 1
            for sign in signs:
                step *= _TENS.get(sign) or _BIG[sign]
            short = not signs and before > 1 and len(digits) == 1
            total += Decimal(digits) * (before // 10 if short else step)
        return total
    whole, _point, part = said.partition("点")
    value = _whole(whole)
    if value is None or any(sign not in _DIGITS for sign in part):
        return None
    digits = "".join(str(_DIGITS[sign]) for sign in part)
    return Decimal(f"{value}.{digits}") if digits else Decimal(value)


def _whole(said: str) -> int | None:
    if not said or any(s not in _DIGITS and s not in _TENS and s not in _BIG for s in said):
        return None
    if all(sign in _DIGITS for sign in said) and len(said) > 1:
        return int("".join(str(_DIGITS[sign]) for sign in said))
    total, section, digit, last = 0, 0, 0, 1
    for sign in said:
        if sign in _DIGITS:
            digit, last = _DIGITS[sign], 1 if _DIGITS[sign] == 0 else last
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit, last = 0, _TENS[sign]
        else:
            total = (total + section + digit) * _BIG[sign] if sign == "亿" else (
                total + (section + digit or 1) * _BIG[sign])  # fmt: skip
            section, digit, last = 0, 0, _BIG[sign]
    return total + section + digit * (last // 10 if last > 10 and digit else 1)


def told(text: str) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order."""
    found: list[Quantity] = []
    for match in _SAID.finditer(text):
        unit, kind = match["unit"], _OF[match["unit"]]
        said = match["number"]
        spread = len(said) == 2 and _SPREAD.match(said)  # 七八次: seven or eight
        number = Decimal("0.5") if said == "半" else None if spread else numeral(said)
        if number is not None and match["big"]:
            number *= _BIG[match["big"]]
        if number is not None and match["half"] and kind in ("duration", "weight", "area"):
            number += Decimal("0.5")
        vague = number is None
        if not _is_date(text, match, unit) and said not in _FORMAL:
            found.append(_made(match, kind, number, unit, vague))
    for match in _OWED.finditer(text):
        start, end = match.span("number")
        if not any(start < one.end and one.start < end for one in found):
            found.append(_made(match, "money", numeral(match["number"]), "", False, start))
    return tuple(sorted(found, key=lambda one: one.start))


def _is_date(text: str, match: re.Match[str], unit: str) -> bool:
    """2019年 is a year, not a span of 2,019 years; 三楼二层 is a place."""
    number = match["number"]
    if unit == "年":
        return bool(re.fullmatch(r"\d{4}|[零〇一二三四五六七八九]{4}", number)) or (
            text[match.end() : match.end() + 1] in ("级", "代") )  # fmt: skip
    return unit == "家" and text[match.end() : match.end() + 1] in ("庄", "园", "村", "里")


def _made(
    match: re.Match[str], kind: str, number: Decimal | None, unit: str, vague: bool, start: int = -1
) -> Quantity:
    said = match.groupdict()
    marks = ("before", "mid", "after", "about")
    rough = vague or "多" in unit or any(said.get(name) for name in marks)
    begin = match.start() if start < 0 else start
    end = match.end()
    return Quantity(
        start=begin, end=end, words=match.string[begin:end], kind=kind, number=number, unit=unit,
        rough=rough,
    )  # fmt: skip
