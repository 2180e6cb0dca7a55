# SPDX-License-Identifier: Apache-2.0
"""值 Values of a switch's books: moments, numbers of callers, amounts. What cannot be read is
refused, never guessed."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = 631_152_000, 4_102_444_800  # 1990 to 2100: beyond, it is no moment of a call
WITHHELD = frozenset(("", "anonymous", "unknown", "<unknown>", "private", "restricted", "s"))

_SECONDS = re.compile(r"(\d{9,10})(?:\.(\d{1,9}))?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
_PLAIN = re.compile(r"\+?[0-9*#]{1,20}")


class BadLine(Exception):
    """A line that is refused; `fault` is a key of `facts.FAULTS`."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@lru_cache(4096)
def _second(whole: int) -> datetime:
    return EPOCH + timedelta(seconds=whole)


def moment(text: str) -> datetime:
    """The moment `text` names: seconds since 1970, or a date and time (without a zone: the city's).
    Raises BadLine."""
    found = _SECONDS.fullmatch(text)
    if found:
        whole = int(found[1])
        if not FIRST <= whole <= LAST:
            raise BadLine("moment")
        at = _second(whole)
        return at + timedelta(microseconds=int(found[2][:6].ljust(6, "0"))) if found[2] else at
    if not _DATE.match(text):
        raise BadLine("moment")
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadLine("moment") from error
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC)


def number(text: str) -> tuple[str, str]:
    """The caller's number, and "number" if it was refused for its letters. Withheld: empty."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "").replace("-", "")
    if plain.lower() in WITHHELD:
        return "", ""
    return (plain, "") if _PLAIN.fullmatch(plain) else ("", "number")


def amount(text: str) -> int:
    """A whole amount, 0 or more. Raises BadLine."""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise BadLine("amount")
    return int(text)
