# SPDX-License-Identifier: Apache-2.0
"""编号 Case numbers: thirteen digits that can be read over the telephone.

Day (yymmdd), six digits of a sequence, and a check digit by ISO/IEC 7064 MOD 11,10, which finds
every wrong digit and nearly every swapped pair. Shown as 261123-000421-7; digits alone in URLs.
"""

import unicodedata
from datetime import date

LENGTH = 13


def check_digit(digits: str) -> str:
    """The MOD 11,10 check digit of `digits`."""
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def number(day: date, serial: int) -> str:
    """The number of the `serial`-th appeal (counted without end; six digits of it are shown)."""
    digits = f"{day:%y%m%d}{serial % 1_000_000:06d}"
    return digits + check_digit(digits)


def spoken(no: str) -> str:
    """`no` in the groups in which it is shown and read aloud."""
    return f"{no[:6]}-{no[6:12]}-{no[12:]}" if len(no) == LENGTH else no


def heard(text: str) -> str | None:
    """The number in `text` as people type it (spaces, hyphens, full-width digits), or None if the
    check digit says that it was heard wrongly."""
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(ch for ch in plain if ch.isascii() and ch.isdigit())
    if len(digits) != LENGTH or check_digit(digits[:-1]) != digits[-1]:
        return None
    return digits
