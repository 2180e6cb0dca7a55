# SPDX-License-Identifier: Apache-2.0
"""个人信息 Particulars in an answer that others may read: phones, ID, bank card and plate numbers,
a home to the door. Full-width digits and Chinese numerals count like plain ones.
"""

import re

from .numerals import plain_digits

_GAP = r"[ \-]?"
_PATTERNS = (
    ("identity", re.compile(r"(?<![\dA-Za-z])\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")),
    ("phone", re.compile(rf"(?<!\d)1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")),
    ("card", re.compile(rf"(?<!\d)[3-6]\d{{3}}(?:{_GAP}\d{{4}}){{3}}{_GAP}\d{{0,3}}(?!\d)")),
    ("plate", re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]·?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
    )),
    ("home", re.compile(
        r"\d{1,3}(?:号楼|栋|幢|座)(?:\d{1,2}(?:单元|门))?(?:顶层|\d{1,2}[层楼])?\d{3,4}(?![\d年元平㎡米人号户])(?:室|房)?(?!号?(?:门面|商铺|店|铺))"
        r"|\d{1,3}(?:号楼|栋|幢|座)\d{1,2}(?:单元|门)\d{2,4}(?:室|号|房)?|[A-Z]\d?栋\d{3,4}(?![\d年元平㎡米])(?!号?(?:门面|商铺|店|铺))"
        r"|(?<![\d号])(?:\d{1,2}单元|楼[上下])\d{3,4}(?=室|房|户|号|业主|住户)(?:室|房|户|号)?"
    )),
)  # fmt: skip
_OFFICE = re.compile(r"(?:值班|办公|服务|咨询|客服|维修|抢修|监督).{0,4}(?:电话|手机).{0,6}$")
_SEAT = re.compile(r"(?:地址|地点|办公|窗口|大厅|公司|注册|接待室)[^，。；]{0,12}$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def found(text: str) -> tuple[tuple[int, int, str], ...]:
    """Places of particulars: (start, end, kind), in order, none inside another."""
    spoken = plain_digits(text)
    spans: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(spoken if kind != "plate" else text):
            start, end = match.span()
            taken = any(start < b and a < end for a, b, _kind in spans)
            if not taken and _real(kind, match.group()) and not _published(kind, text, start):
                spans.append((start, end, kind))
    return tuple(sorted(spans))


def _real(kind: str, digits: str) -> bool:
    """Numbers with a check digit must pass it, so that a long case number is not taken for one."""
    if kind == "identity":
        total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
        return "10X98765432"[total % 11] == digits[17].upper()
    if kind == "card":
        return _luhn(re.sub(r"\D", "", digits))
    return True


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if nth % 2 else 1) for nth, d in enumerate(reversed(digits))]
    return len(digits) >= 16 and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _published(kind: str, text: str, start: int) -> bool:
    """A number that an office gives to be called, or its own room, is no secret."""
    before = text[max(0, start - 16) : start]
    return (kind == "phone" and bool(_OFFICE.search(before))) or (
        kind == "home" and bool(_SEAT.search(before))
    )
