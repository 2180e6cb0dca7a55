# SPDX-License-Identifier: Apache-2.0
"""数字 Figures in the person's language: shares, verdicts, and the formula of a reading."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingda.faces.kit import labels
from yingda.measure import Reading
from yingda.measure.suggested import Suggested

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
    return in_words(reading.formula)


def in_words(formula: str) -> str:
    """A formula with its words in the person's language."""
    return CHINESE.sub(lambda words: _(words[0]), formula)


STEPS = {"register": gettext_lazy("登记"), "triage": gettext_lazy("分级"),
         "dispatch": gettext_lazy("派单")}  # fmt: skip


def kind(row: Suggested) -> str:
    """What was suggested: 分类, 等级 …"""
    return str(gettext_lazy("承办单位") if row.of == "unit" else labels.FIELDS.get(row.of, row.of))


def step(row: Suggested) -> str:
    """The form in which it stood."""
    return str(STEPS.get(row.step, row.step))
