# SPDX-License-Identifier: Apache-2.0
"""参数 Arguments of commands: days, moments and numbers as they are typed, and argparse's own words
in the person's language."""

import argparse
import gettext
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path

from .words import english, tell

_WORDS = Path(__file__).parent / "locale"


def speak() -> None:
    """Let argparse refuse in the person's language. It asks its module's own `_`."""
    found = gettext.NullTranslations()
    if not english():
        found = gettext.translation("argparse", _WORDS, languages=["zh"])
    argparse._ = found.gettext  # type: ignore[attr-defined]
    argparse.ngettext = found.ngettext  # type: ignore[attr-defined]


def day(typed: str) -> date:
    """A day. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        said = ("“{typed}”不是日期，请写成 2026-11-26", "“{typed}” is no day: write 2026-11-26")
        raise ArgumentTypeError(tell(*said).format(typed=typed)) from None


def moment(typed: str) -> datetime:
    """A day or a moment, in the city's zone if it names none. Raises ArgumentTypeError."""
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        said = (
            "“{typed}”不是时间，请写成 2026-11-26 或 2026-11-26T08:30",
            "“{typed}” is no moment: write 2026-11-26 or 2026-11-26T08:30",
        )
        raise ArgumentTypeError(tell(*said).format(typed=typed)) from None


def count(typed: str) -> int:
    """A whole number. Raises ArgumentTypeError."""
    try:
        return int(typed)
    except ValueError:
        said = ("“{typed}”不是整数", "“{typed}” is no whole number")
        raise ArgumentTypeError(tell(*said).format(typed=typed)) from None


def amount(typed: str) -> float:
    """A number. Raises ArgumentTypeError."""
    try:
        return float(typed)
    except ValueError:
        said = ("“{typed}”不是数字", "“{typed}” is no number")
        raise ArgumentTypeError(tell(*said).format(typed=typed)) from None
