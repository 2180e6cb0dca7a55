# SPDX-License-Identifier: Apache-2.0
"""气象预警 Weather warnings: which words raise an appeal while a warning is in force.

A warning comes in as data (its kind, its colour), like a declared incident; blue and yellow raise
to urgent what names its troubles, orange and red also raise to critical what names its dangers.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from .signs import Word

COLOURS = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
GRAVE = ("orange", "red")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of warning: its name, the words of its troubles and of its dangers."""

    id: str
    name: str
    urgent: tuple[str, ...]
    critical: tuple[str, ...]


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """A warning in force: the id of its kind, and its colour (a key of COLOURS)."""

    kind: str
    colour: str


def kinds(sheet: Mapping[str, Any]) -> dict[str, Kind]:
    """The kinds of a parsed `weather.toml`, by id. Raises msgspec.ValidationError."""
    found = [msgspec.convert(one, Kind) for one in sheet["warning"]]
    return {kind.id: kind for kind in found}


def declared(title: str, by: Mapping[str, Kind]) -> tuple[Warned, ...]:
    """The warnings that a title names: 暴雨橙色预警 one of rain; with no colour, none."""
    names = "|".join(re.escape(kind.name) for kind in by.values())
    ids = {kind.name: kind.id for kind in by.values()}
    shades = {shade: colour for colour, shade in COLOURS.items()}
    pattern = rf"({names})(?:灾害)?(?:预警)?[（( ]?([蓝黄橙红])色?(?:预警)?"
    return tuple(
        Warned(kind=ids[name], colour=shades[f"{shade}色"])
        for name, shade in re.findall(pattern, title)
    )


def words(warnings: Iterable[Warned], by: Mapping[str, Kind]) -> tuple[Word, ...]:
    """The words that raise an appeal now, the graver first; an unknown kind raises nothing."""
    found = []
    for warning in warnings:
        kind = by.get(warning.kind)
        if kind is None:
            continue
        why = f"{kind.name}{COLOURS.get(warning.colour, '')}预警"
        if warning.colour in GRAVE:
            found += [Word(words=said, tier="critical", why=why) for said in kind.critical]
        found += [Word(words=said, tier="urgent", why=why) for said in kind.urgent]
    return tuple(sorted(found, key=lambda word: word.tier != "critical"))
