# SPDX-License-Identifier: Apache-2.0
"""数字 Figures in the person's language: shares, verdicts, and the formula of a reading."""

import re

from django.utils.translation import gettext as _

from yingda.measure import Reading

CHINESE = re.compile(r"[一-鿿]+")


def percent(value: float | None) -> str:
    """A share as people read it, or a dash."""
    return "—" if value is None else f"{value * 100:.1f}%"


def target(reading: Reading) -> str:
    """The target with its direction; empty where there is none."""
    if reading.target is None:
        return ""
    return ("≤ " if reading.at_most else "≥ ") + percent(reading.target)


def verdict(reading: Reading) -> str:
    """达标 or not, or why there is no verdict."""
    if reading.met is None:
        return _("无目标") if reading.target is None else _("不判")
    return _("达标") if reading.met else _("未达标")


def tone(reading: Reading) -> str:
    """The same for the eye: met, missed or open."""
    return {True: "met", False: "missed", None: "open"}[reading.met]


def formula(reading: Reading) -> str:
    """按时签收 37 ÷ 应签收 41, its words in the person's language."""
    return CHINESE.sub(lambda words: _(words[0]), reading.formula)
