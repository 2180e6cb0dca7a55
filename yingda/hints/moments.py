# SPDX-License-Identifier: Apache-2.0
"""时刻 Moment: when something was, as people say it (昨晚十一点多), given when they say it.

"Now" comes in as an argument. What was said roughly (多, 左右, 大概, 晚上) is marked as rough, so
that the form shows it as said and nobody takes it for a measured time.
"""

import re
from datetime import datetime, timedelta

import msgspec

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
           "七": 7, "八": 8, "九": 9}  # fmt: skip
_N = r"[\d零〇○一二两三四五六七八九十]{1,3}"
_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "当天": 0,
         "前晚": -2, "昨晚": -1, "昨夜": -1, "昨儿": -1, "今晚": 0, "今早": 0, "今晨": 0,
         "今儿": 0, "昨早": -1}  # fmt: skip
_PARTS = {"凌晨": (0, 3), "清晨": (0, 6), "早上": (0, 8), "早晨": (0, 7), "上午": (0, 10),
          "中午": (12, 12), "下午": (12, 15), "傍晚": (12, 18), "晚上": (12, 20), "夜里": (12, 23),
          "半夜": (0, 1), "深夜": (12, 23), "晚": (12, 20), "夜": (12, 23), "早": (0, 8),
          "晨": (0, 6)}  # fmt: skip
_EVENING = ("晚上", "晚", "夜", "夜里", "深夜")
_DAY = (
    r"(?P<day>大前天|前天|昨天|昨日|今天|今日|当天|前晚|昨晚|昨夜|昨早|昨儿|今晚|今早|今晨|今儿)"
    rf"|(?:(?P<year>\d{{4}}|[零〇○一二三四五六七八九]{{4}})年)?(?P<month>{_N})月(?P<date>{_N})[日号]"
    r"|(?P<week>上周|上个?星期|这周|本周|这个?星期|周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
)
PARTS_OF_DAY = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜"
_PART = rf"(?P<part>{PARTS_OF_DAY})"
_CLOCK = (
    rf"(?P<hour>{_N})(?:点钟?|时|:|：)(?:(?P<half>半)|(?P<quarter>[一三])刻"
    rf"|(?P<minute>{_N})分?)?(?P<rough>多|左右|前后|许|来钟)?"
)
_WHEN = re.compile(rf"(?:{_DAY})(?:的)?(?:{_PART})?(?:[,，]?(?:大概|大约|约)?(?:{_CLOCK}))?")
_TIME = re.compile(rf"(?:{_PART})(?:大概|大约|约)?(?:{_CLOCK})")
_AGO = re.compile(
    rf"(?P<n>{_N}|半)多?(?P<unit>个?小时|个?钟头|分钟|天|个?多?星期|个?多?礼拜|周|个多?月|年)多?(?:以|之)?前"
)
_MONTH = re.compile(
    r"(?P<which>上上个?月|上个?月|这个月|本月|当月)(?:的)?(?:(?P<date>\d{1,2}|[一二三四五六七八九十廿]{1,3})[号日]"
    r"|(?P<part>初|上旬|中旬|中|下旬|底|末))?"
)
_YEAR = re.compile(
    rf"(?P<which>大前年|前年|去年|今年|本年|(?P<year>(?:19|20)\d\d)年)"
    rf"(?:的)?(?:(?P<month>{_N})月份?|(?P<part>年初|年底|年末|初|底|末|春天|春季|夏天|夏季|秋天|秋季|冬天|冬季))?"
)
_DAY_OF_YEAR = re.compile(r"(?P<which>元旦|五一|劳动节|六一|儿童节|国庆节?|十一(?=期间|长假|假期))")
_JUST = re.compile(r"刚才|刚刚|方才")
_UNITS = {"小时": timedelta(hours=1), "钟头": timedelta(hours=1), "分钟": timedelta(minutes=1),
          "天": timedelta(days=1), "星期": timedelta(weeks=1), "周": timedelta(weeks=1),
          "礼拜": timedelta(weeks=1),
          "月": timedelta(days=30), "年": timedelta(days=365)}  # fmt: skip


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A moment told in the text: where, in which words, when (aware), and whether only roughly."""

    start: int
    end: int
    words: str
    at: datetime
    rough: bool


def numeral(words: str) -> int | None:
    """A number to 99 in digits or Chinese numerals (十一, 廿 is not read); None if it is none."""
    if words.isdecimal():
        return int(words)
    if "十" in words:
        tens, _ten, ones = words.partition("十")
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS.get(words)


def told(text: str, now: datetime) -> tuple[Moment, ...]:
    """Every moment of the text, in order. `now` is aware, in the city's zone; what would lie in
    the future is left out but for tonight."""
    found: list[Moment] = []
    for pattern, read in (
        (_WHEN, _when), (_AGO, _ago), (_MONTH, _month), (_YEAR, _year), (_DAY_OF_YEAR, _feast),
        (_JUST, _just), (_TIME, _when),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            start, end = match.span()
            made = read(match, now)
            if made and not any(start < m.end and m.start < end for m in found):
                at, rough = made
                words = text[start:end]
                found.append(Moment(start=start, end=end, words=words, at=at, rough=rough))
    return tuple(sorted(found, key=lambda moment: moment.start))


def _when(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    said = match.groupdict()
    day = _day(said, now)
    part = said.get("part") or (said.get("day") or "")[-1:]
    shift, usual = _PARTS.get(part, (0, 12))
    hour = numeral(said["hour"]) if said.get("hour") else None
    if day is None or (said.get("hour") and hour is None) or (hour or 0) > 24:
        return None
    rough = hour is None or bool(said.get("rough"))
    if hour is None:
        hour = usual
    elif hour == 12 and part in _EVENING:
        hour = 24
    elif shift and hour < 12 and not (part in _EVENING and hour < 5):
        hour += shift if not (part == "中午" and hour >= 11) else 0
    minute = 30 if said.get("half") else {"一": 15, "三": 45}.get(said.get("quarter") or "", 0)
    minute = (numeral(said["minute"]) or 0) if said.get("minute") else minute
    if minute > 59:
        return None
    late = part in _EVENING and (hour < 5 or hour == 24)
    at = day.replace(hour=0, minute=0) + timedelta(hours=hour % 24, minutes=minute)
    at += timedelta(days=1) if late else timedelta()
    if at > now and not said.get("day") and not said.get("month") and not said.get("week"):
        at -= timedelta(days=1)
    return (at, rough) if at <= now + timedelta(days=1) else None


def _day(said: dict[str, str | None], now: datetime) -> datetime | None:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if word := said.get("day"):
        return midnight + timedelta(days=_DAYS[word])
    if (month := said.get("month")) and (date := said.get("date")):
        return _calendar_day(said.get("year"), numeral(month), numeral(date), midnight)
    if (week := said.get("week")) and (weekday := said.get("weekday")):
        wanted = "一二三四五六日".index(weekday.replace("天", "日"))
        back = (midnight.weekday() - wanted) % 7 if week in ("周", "星期", "礼拜") else (
            midnight.weekday() - wanted + (7 if week.startswith("上") else 0))  # fmt: skip
        return midnight - timedelta(days=back)
    return midnight


def _calendar_day(
    year: str | None, month: int | None, date: int | None, midnight: datetime
) -> datetime | None:
    """A day without its year is the last one that has been."""
    digits = "".join(str(_DIGITS.get(sign, sign)) for sign in year) if year else ""
    try:
        day = midnight.replace(year=int(digits or midnight.year), month=month or 0, day=date or 0)
    except ValueError:
        return None
    if not digits and day > midnight:
        try:
            return day.replace(year=day.year - 1)
        except ValueError:
            return None
    return day


def _ago(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    unit = _UNITS[match["unit"].replace("个", "").replace("多", "")]
    number = 0.5 if match["n"] == "半" else numeral(match["n"])
    return None if number is None else (now - unit * number, True)


_PARTS_OF_MONTH = {"初": 3, "上旬": 5, "中": 15, "中旬": 15, "下旬": 25, "底": 28, "末": 28}
_PARTS_OF_YEAR = {"春": 4, "夏": 7, "秋": 10, "冬": 12, "初": 1, "底": 12, "末": 12}
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "劳动": (5, 1), "六一": (6, 1), "儿童": (6, 1),
           "国庆": (10, 1), "十一": (10, 1)}  # fmt: skip


def _noon(year: int, month: int, day: int, now: datetime) -> datetime | None:
    """Noon of a day; None for a day that no calendar has or that has not come."""
    try:
        at = now.replace(
            year=year, month=month, day=day, hour=12, minute=0, second=0, microsecond=0
        )
    except ValueError:
        return None
    return at if at <= now + timedelta(days=1) else None


def _month(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    back = 2 if match["which"].startswith("上上") else 1 if match["which"].startswith("上") else 0
    months = now.year * 12 + now.month - 1 - back
    day = numeral(match["date"]) if match["date"] else _PARTS_OF_MONTH.get(match["part"] or "", 15)
    if back == 0 and not match["date"]:
        day = min(day or 1, now.day)
    at = _noon(months // 12, months % 12 + 1, day or 0, now)
    return None if at is None else (at, True)


def _year(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    back = {"大前年": 3, "前年": 2, "去年": 1}.get(match["which"], 0)
    year = int(match["year"]) if match["year"] else now.year - back
    part = (match["part"] or "").removeprefix("年")[:1]
    month = numeral(match["month"]) if match["month"] else _PARTS_OF_YEAR.get(part, 6)
    if not match["month"] and year == now.year:
        month = min(month or 1, now.month)
    at = _noon(year, month or 0, 15 if (year, month) != (now.year, now.month) else 1, now)
    return None if at is None else (at, True)


def _feast(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    month, day = _FEASTS[match["which"][:2]]
    at = _noon(now.year, month, day, now) or _noon(now.year - 1, month, day, now)
    return None if at is None else (at, True)


def _just(match: re.Match[str], now: datetime) -> tuple[datetime, bool] | None:
    return now, True
