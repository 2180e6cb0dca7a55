# SPDX-License-Identifier: Apache-2.0
"""复述 Read back: the fields of a form from what was told, and the sentence that checks them.

The officer says the sentence; the caller says yes or mends it. Nothing is said that the form does
not hold, and nothing is summed up in other words.
"""

import re
from collections.abc import Mapping, Sequence

from .moments import Moment

FIELDS = ("name", "phone", "when", "where", "what", "want")
LONGEST = 90
_WANT = re.compile(
    r"(?:希望|请求|要求|恳请|盼望?|建议|能否|可否|能不能|想(?:问|知道|了解|请)|请问|请(?!问)"
    r"|麻烦)[^。！？!?；;]{2,60}[。！？!?；;]?"
)
_ENDS = re.compile(r"(?<=[。！？!?；;\n])")
_MORE = {
    "employer": "涉及单位{}", "merchant": "涉及商家{}", "school": "涉及学校{}",
    "hospital": "涉及{}", "line": "涉及{}", "source": "来源是{}", "accused": "您反映的是{}",
    "plate": "车牌{}", "amount": "涉及{}",
}  # fmt: skip
SHORTEST_PHONE = 7
WIDER = ord("０") - ord("0")
_PHONE = "(?:联系)?(?:电话|手机)?(?:号码|号)?[是为：:]?"
_HOURS = (
    (5, "凌晨"), (8, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"),
)  # fmt: skip
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：]([0-5]\d)(?![\d:：])")
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})[ T]?")


def sentence(fields: Mapping[str, str]) -> str:
    """What is read to the caller: only what the form holds, in the form's words.

    Fields: those of FIELDS, and employer, merchant, school, hospital, line, source, accused,
    plate, amount where the subject asks for them. An empty form gives "".
    """
    held = {name: said for name, words in fields.items() if (said := words.strip(" 。，,;；\n"))}
    parts = []
    if name := held.get("name"):
        parts.append(f"您是{name}")
    if phone := held.get("phone"):
        parts.append(f"联系电话{spoken_phone(phone)}")
    what = once(held.get("what", ""), held.get("phone", ""))
    told = (spoken_time(held.get("when", "")), held.get("where"), brief(what))
    if happened := "，".join(said for said in told if said):
        parts.append(f"您反映：{happened}")
    parts += [words.format(held[of]) for of, words in _MORE.items() if of in held]
    if want := once(held.get("want", ""), held.get("phone", "")):
        parts.append(f"您希望{want.removeprefix('希望')}")
    return f"{'；'.join(parts)}。请问对吗？" if parts else ""


def once(said: str, phone: str) -> str:
    """`said` without the phone that is read back before it: a clause that only gives the number is
    left out, elsewhere it is "这个电话"."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) < SHORTEST_PHONE:
        return said
    number = r"[\s\-－]?".join(f"[{d}{chr(ord(d) + WIDER)}]" for d in digits)
    number = rf"{_PHONE}\s*(?<![\d０-９]){number}(?![\d０-９])"
    alone = rf"(?:^|(?<=[，。；,;\s]))(?:我的|本人|我)?{number}(?:[，。；,;\s]+|$)"
    left = re.sub(alone, "", said)
    return re.sub(number, "这个电话", left).strip(" ，。,;；")


def brief(said: str) -> str:
    """Whole sentences from the beginning, as many as can be listened to; one at least."""
    kept = ""
    for part in _ENDS.split(said):
        if kept and len(kept) + len(part) > LONGEST:
            break
        kept += part
    return kept.strip(" 。，\n") if len(kept) <= LONGEST else f"{kept[:LONGEST]}等情况"


def spoken_phone(phone: str) -> str:
    """A number in the groups in which people say it: 138 0013 8000; 010 6555 1234; 400 123 4567."""
    digits = re.sub(r"\D", "", phone)
    if re.fullmatch(r"1\d{10}", digits):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if re.fullmatch(r"[48]00\d{7}", digits):
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    area = re.fullmatch(r"(0(?:10|2\d|[3-9]\d\d))(\d{3,4})(\d{4})", digits)
    return " ".join(area.groups()) if area else phone


def spoken_time(said: str) -> str:
    """Times as people say them: 2026-11-22 23:05 → 2026年11月22日晚上11点5分."""
    dated = _DATE.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", said)
    return _CLOCK.sub(_hour, dated)


def _hour(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    before = match.string[: match.start()]
    part = "" if re.search(r"[晨早午晚夜上]$", before) else next(p for h, p in _HOURS if hour < h)
    shown = hour - 12 if hour > 12 else hour
    return f"{part}{shown}点" + ("整" if not minute else f"{minute}分")


def told(text: str, moments: Sequence[Moment] = (), spots: Sequence[str] = ()) -> dict[str, str]:
    """Fields for the form out of what was told: when, where, what, want; a person mends them.

    `what` is the text without the sentence that says what is wanted.
    """
    wanted = _WANT.search(text)
    want = wanted.group() if wanted else ""
    what = (text[: wanted.start()] + text[wanted.end() :]) if wanted else text
    found = {
        "when": moments[0].words if moments else "",
        "where": spots[0] if spots else "",
        "what": brief(what.strip(" ，。\n")),
        "want": want.strip(" ，。\n"),
    }
    return {name: said for name, said in found.items() if said}
