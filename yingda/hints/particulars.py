# SPDX-License-Identifier: Apache-2.0
"""身份信息 Identity: numbers and names in an appeal, wherever they stand and however often.

For masking before others read it, and to fill the form. People write numbers in full-width digits,
in Chinese numerals, with gaps and hyphens, and two side by side: every one is found, not the first
only. Who is found is not said to be the caller: a person decides.
"""

import re
import unicodedata

import msgspec

MASK = "＊"
_SPOKEN = str.maketrans("零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00012345678912123456789")
_DASHES = str.maketrans("－—–‐‑‒―﹣−·．", "-" * 11)
_GAP = r"[ \-_.]{0,2}"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武"
    "戴莫孔向汤温庞殷章葛管甘祝左涂喻翁柯欧蓝阮关符童柳牛詹申盛鲍伍聂舒岑尚霍祁路颜倪俞季华"
)
_NAME = rf"(?:欧阳|上官|司马|诸葛|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
_TITLES = (
    "先生|女士|小姐|师傅|老师|医生|大爷|大妈|阿姨"
    "|同志|书记|主任|经理|村长|局长|校长|院长|所长|科长|某某|某"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER = "A-HJ-NP-Z"
ROLES = (
    "老板娘?|房东|包工头|工头|法人代表|法定代表人|法人|负责人|经理|总经理|董事长|村支书|支书|书记|村主任|主任|村长"
    "|校长|园长|班主任|老师|教练|教授|医生|大夫|护士长?|司机|邻居|业主|租客|中介|院长|局长|处长|科长|所长|站长|队长"
    "|组长|会计|保安|民警|同学|同事|前夫|前妻|丈夫|妻子|老公|老婆|儿子|女儿|父亲|母亲|被告|嫌疑人|男子|女子|人员|村民|居民"
)
_AFTER_NAME = (
    r"(?=[,.;:、!?\s()\"'“”。《》/\d]|[等和与及在把将说不拒拖欠打骂跑没未已曾从对向给让叫用带收强乱私长多经态利以故为是的擅威侵占霸]"
    r"|$)"
)
_NOT_NAMES = re.compile(
    r"高兴|方便|高度|常年|白天|金额|路过|路边|路口|时间|平时|万一|向上|"
    r"向我|于是|何时|何况|安排|安全|成立|严重|明显|严格|严禁|常常|高价|"
    r"高层|余额|和平|牛奶|黄金|马上|马路|连续|钱款|温度|汤里|毛病|强行|"
    r"武力|石头|雷同|花钱|方式|管部|管一|向街|关注|曾是|童权|周末|周边|"
    r"周围|周期|周一|周五|周转|方法|施工|施压|任何|任意|任性|包括|包庇|"
    r"汪汪|白跑|全部|全家|龙头|江边|江苏|江西|陕西|金融|金钱|方面|单位|"
    r"单独|时候|向导|向物业|许可|许多|于今|房租|温馨|水费|路灯|何人|何处|"
    r"关于|关门|关停|关系|左右|喻为|祝愿|贺卡|甘愿"
)
_TOLD = "我叫|我是|本人|名叫|姓名[是为:]?|联系人[是为:]?|举报人[:]?"
_LAND = r"(?<!\d)\(?0(?:10|2\d|[3-9]\d\d)\)?" + _GAP
_NO_NAME = r"(?![些个种人地家天])(?![\u4e00-\u9fff]?[区县市镇])"
_LINE = r"(?:(?<=电话)|(?<=座机)|(?<=固话))"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mail", re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("identity", re.compile(rf"(?<![0-9A-Za-z])(?:\d{_GAP}){{17}}[\dXx](?![0-9A-Za-z])")),
    ("card", re.compile(rf"(?<!\d)[3-6]\d{{3}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?(?!\d)")),
    ("phone", re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")),
    ("phone", re.compile(rf"(?<!\d)[48]{_GAP}0{_GAP}0(?:{_GAP}\d){{7}}(?!\d)")),
    ("phone", re.compile(rf"{_LAND}[2-8](?:{_GAP}\d){{6,7}}(?!\d)")),
    (
        "phone",
        re.compile(
            rf"(?:(?<=电话)|(?<=座机)|(?<=固话))[是为: ]{{0,3}}[2-8](?:{_GAP}\d){{6,7}}(?!\d)"
        ),
    ),
    (
        "plate",
        re.compile(
            rf"[{_PROVINCES}] ?[{_LETTER}][ \-]?(?:[{_LETTER}0-9]{{5}}[0-9DF]"
            rf"|[{_LETTER}0-9]{{4}}[{_LETTER}0-9挂学警港澳])(?![A-Z0-9])",
            re.I,
        ),
    ),
    (
        "name",
        re.compile(rf"(?:{_TOLD})({_NAME})(?=[,.;:、\s(\d。]|[的是一男女身电住家联]|$)"),
    ),
    ("name", re.compile(rf"(?<![\u4e00-\u9fff])({_NAME})(?=,?(?:男|女|身份证|电话|手机))")),
    ("name", re.compile(rf"(?:{ROLES}|叫做?|名为)({_NAME}){_AFTER_NAME}")),
    ("name", re.compile(rf"(?:{ROLES})({_NAME[:-5]}[\u4e00-\u9fff]){_AFTER_NAME}")),
    ("name", re.compile(rf"(?<![\u4e00-\u9fff])({_NAME})(?=\(?(?:男|女|,\d{{2}}岁|\d{{2}}岁))")),
    (
        "name",
        re.compile(
            rf"([{SURNAMES}]某(?!些|个|种|人|地|家|天)(?:某|[\u4e00-\u9fff](?=[,.;、。]|$))?)"
        ),
    ),
    (
        "name",
        re.compile(
            rf"([{SURNAMES}](?:{_TITLES}))(?![些个种人地家天])(?![\u4e00-\u9fff]?[区县市镇])"
        ),
    ),
)
_CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One particular: its kind (phone, identity, card, plate, mail, name), where it stands in the
    text as written, and its plain form (digits only for numbers)."""

    kind: str
    start: int
    end: int
    plain: str


def found(text: str) -> tuple[Found, ...]:
    """Every particular of the text, in order, none inside another."""
    flat = _flat(text)
    spoken = flat.translate(_SPOKEN)
    taken: list[Found] = []
    for kind, pattern in _PATTERNS:
        where = flat if kind in ("name", "plate", "mail") else spoken
        for match in pattern.finditer(where):
            start, end = match.span(1) if kind == "name" else _trimmed(match)
            plain = _plain(kind, where[start:end])
            if _real(kind, plain) and not any(start < f.end and f.start < end for f in taken):
                taken.append(Found(kind=kind, start=start, end=end, plain=plain))
    return tuple(sorted(taken, key=lambda one: one.start))


def _flat(text: str) -> str:
    """Full-width signs made plain, one sign for one, so that places stay the same."""
    made = []
    for sign in text:
        flat = unicodedata.normalize("NFKC", sign)
        made.append(flat if len(flat) == 1 else sign)
    return "".join(made).translate(_DASHES)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Without the word that led to it: 电话：8765 4321 begins at the first digit."""
    words = match.group()
    return match.start() + len(words) - len(words.lstrip("是为:： ")), match.end()


def _plain(kind: str, words: str) -> str:
    if kind in ("name", "mail"):
        return words
    if kind == "plate":
        return re.sub(r"[ \-]", "", words).upper()
    digits = re.sub(r"[^\dXx]", "", words).upper()
    if kind == "phone" and re.fullmatch(r"(?:00)?86(1\d{10})", digits):
        return digits[-11:]
    return digits


def _real(kind: str, plain: str) -> bool:
    """A number with a check digit must pass it, so that a long case number is not taken for one."""
    if kind == "name":
        return not _NOT_NAMES.match(plain)
    if kind == "identity":
        return identity_holds(plain)
    if kind == "card":
        return len(plain) >= 16 and _luhn(plain)
    return True


def identity_holds(number: str) -> bool:
    """Is this an ID number of 18 digits with a true date and check digit (GB 11643-1999)?"""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1890 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * by for digit, by in zip(number[:17], _CHECKS, strict=True))
    return "10X98765432"[total % 11] == number[17]


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if nth % 2 else 1) for nth, digit in enumerate(reversed(digits))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def masked(text: str, kinds: tuple[str, ...] = ()) -> str:
    """The text as others may read it: all signs of a particular hidden but the ends that people
    need to recognise it (a phone's last two digits, a name's surname). `kinds` empty: all."""
    made, upto = [], 0
    for one in found(text):
        if kinds and one.kind not in kinds:
            continue
        made.append(text[upto : one.start])
        made.append(_hidden(one, text[one.start : one.end]))
        upto = one.end
    return "".join(made) + text[upto:]


def _hidden(one: Found, words: str) -> str:
    keep_first = 1 if one.kind in ("name", "plate") else 0
    keep_last = 2 if one.kind in ("phone", "card") else 0
    if one.kind == "name" and words[1:] in _TITLES.split("|"):
        return words  # 王女士 tells nobody more than 王＊＊
    hidden = max(len(words) - keep_first - keep_last, 1)
    return words[:keep_first] + MASK * hidden + words[len(words) - keep_last :]
