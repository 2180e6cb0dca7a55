# SPDX-License-Identifier: Apache-2.0
"""中文数字 Numerals: 第二百三十四条 is 234; full-width and Chinese digits as plain ones."""

_ROWS = (
    "零〇○０0", "一壹１1幺", "二贰两２2", "三叁３3", "四肆４4",
    "五伍５5", "六陆６6", "七柒７7", "八捌８8", "九玖９9",
)  # fmt: skip
_DIGITS = {digit: n for n, row in enumerate(_ROWS) for digit in row}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
CHARACTERS = "".join(_DIGITS) + "".join(_TENS)
_PLAIN = {ord(d): str(n) for d, n in _DIGITS.items() if d not in "两"} | {
    ord("Ｘ"): "X", ord("ｘ"): "x", ord("－"): "-", ord("—"): "-", ord("　"): " ",
}  # fmt: skip


def number(words: str) -> int | None:
    """The number that `words` says, in digits or in Chinese; None when it says none.

    "二百三十四" 234, "十二" 12, "１５" 15, "二〇二一" 2021.
    """
    if not words or any(c not in _DIGITS and c not in _TENS for c in words):
        return None
    if not any(c in _TENS for c in words):
        return int("".join(str(_DIGITS[c]) for c in words))
    total, digit = 0, 0
    for c in words:
        if c in _DIGITS:
            digit = digit * 10 + _DIGITS[c] if c.isdigit() and c.isdecimal() else _DIGITS[c]
        elif _TENS[c] == 10_000:
            total, digit = (total + digit) * 10_000, 0
        else:
            total, digit = total + (digit or 1) * _TENS[c], 0
    return total + digit


def said(n: int) -> str:
    """A number under 10,000 in Chinese, as articles are named: 115 is 一百一十五."""
    words, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // value % 10
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + unit
        gap = bool(words) and not digit
    return words.removeprefix("一") if 10 <= n < 20 else words or "零"


def plain_digits(text: str) -> str:
    """`text` with full-width and Chinese digits as ASCII digits, of the same length."""
    return text.translate(_PLAIN)
