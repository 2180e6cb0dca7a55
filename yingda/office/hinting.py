# SPDX-License-Identifier: Apache-2.0
"""提示 Hinting: what an appeal is read by here, and what is seen in it. Nothing is stored.

Weights (the city's own, else those shipped), words of the books and places of the roster are held
by each process; they are read again when the file or the roster has changed.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from msgspec import Struct
from msgspec.structs import replace

from yingda import hints
from yingda.hints import places, shipped, signs, tiers, weights
from yingda.roster.models import Place, Subject

from . import incidents
from .door import standard_in_force

FRESH = 30.0
"""Seconds after which a process looks whether the roster has changed."""

_log = logging.getLogger("yingda.hints")


class City(Struct, frozen=True, kw_only=True):
    """名录 What the hints need of the roster: places to be found in a text, subjects by code;
    `leaves`: codes of the third level by the names of second and third (电信/电信资费)."""

    stamp: tuple[int, ...]
    gazetteer: places.Gazetteer
    subjects: Mapping[str, str]
    leaves: Mapping[str, str]


def folder() -> Path:
    """Where this city's own weights are kept."""
    return Path(settings.HINTS)


def in_force(kind: str) -> weights.Weights:
    """The city's own weights of this kind if it trained some, else those that are shipped."""
    own = folder() / f"{kind}.bin"
    try:
        return _own(own, own.stat().st_mtime_ns)
    except FileNotFoundError:
        return shipped.weights(kind)
    except weights.BadWeights as fault:
        _log.error("%s: %s", own.name, fault)
        return shipped.weights(kind)


def tiers_in_force() -> tiers.Tiers:
    """The city's own tiers if it trained some, else those that are shipped."""
    own = folder() / "tier.bin"
    try:
        return _own_tiers(own, own.stat().st_mtime_ns)
    except FileNotFoundError:
        return shipped.tiers_weights()
    except weights.BadWeights as fault:
        _log.error("%s: %s", own.name, fault)
        return shipped.tiers_weights()


@lru_cache(maxsize=2)
def _own_tiers(file: Path, written: int) -> tiers.Tiers:
    return tiers.unpacked(file.read_bytes())


@lru_cache(maxsize=8)
def _own(file: Path, written: int) -> weights.Weights:
    return weights.unpacked(file.read_bytes())


_held: dict[str, tuple[float, City]] = {}


def forget() -> None:
    """Read the roster afresh at the next question."""
    _held.clear()


def city() -> City:
    """The roster as it is; looked at again after FRESH seconds, built again if it has changed."""
    name = str(connection.settings_dict["NAME"])
    at, found = _held.get(name, (0.0, None))
    if found is None or time.monotonic() - at > FRESH:
        stamp = _stamp()
        if found is None or found.stamp != stamp:
            found = _built(stamp)
        _held[name] = (time.monotonic(), found)
    return found


_STAMP = """select (select count(*) from roster_place), (select coalesce(sum(hashtext(concat_ws('|',
  code, name, kind, parent_id, array_to_string(aliases, ' ')))), 0) from roster_place),
  (select count(*) from roster_subject),
  (select coalesce(sum(hashtext(concat_ws('|', code, name, active))), 0) from roster_subject)"""


def _stamp() -> tuple[int, ...]:
    """Changes with every change of a place or subject."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return tuple(int(n) for n in cursor.fetchone())


def _built(stamp: tuple[int, ...]) -> City:
    known = [
        places.Known(
            code=code, name=name, kind=kind, parent=parent or "", aliases="|".join(aliases)
        )
        for code, name, kind, parent, aliases in Place.objects.values_list(
            "code", "name", "kind", "parent_id", "aliases"
        )
    ]
    subjects = Subject.objects.filter(active=True).order_by("code").values_list("code", "name")
    gazetteer = places.Gazetteer(known, by_sound=shipped.readings())
    names = dict(subjects)
    leaves = {
        f"{names.get(code[:4], '')}/{name}": code for code, name in names.items() if len(code) == 6
    }
    return City(stamp=stamp, gazetteer=gazetteer, subjects=names, leaves=leaves)


def learnt() -> hints.By:
    """What appeals are read by here, without places, words of the books and incidents."""
    return hints.By(
        subject=in_force("subject"), nature=in_force("nature"), book=shipped.book(),
        tier=tiers_in_force(), concepts=shipped.concept_book(), address=shipped.address_model(),
        questions=shipped.questions(),
    )  # fmt: skip


def by(now: datetime) -> hints.By:
    """What appeals are read by here and now."""
    return replace(
        learnt(), words=_words(now), gazetteer=city().gazetteer, incidents=incidents.raised_words()
    )


def _words(now: datetime) -> list[signs.Word]:
    """The words of the city's books that hint at a tier."""
    return [
        signs.Word(words=word, tier=choice.tier, why=choice.name)
        for choice in standard_in_force().choices("triage.signs", now.date())
        for word in choice.words.split()
    ]


Reader = Callable[[str, str, hints.Hints], hints.Hints]
"""阅读器 A larger model of the city's own: title, words and what our weights saw → what it sees."""

GRAVER = ("general", "urgent", "critical")


@lru_cache(maxsize=2)
def reader(name: str) -> Reader:
    """The reader that the city file names, `package.module:function`. Raises NoReader."""
    try:
        found = import_string(name.replace(":", "."))
    except ImportError as fault:
        raise NoReader(f"没有阅读器 “{name}”：{fault}") from fault
    if not callable(found):
        raise NoReader(f"阅读器 “{name}” 不是函数")
    made: Reader = found
    return made


class NoReader(Exception):
    """The reader that the city file names cannot be had; says why."""


def read(title: str, words: str, now: datetime) -> hints.Hints:
    """Everything seen in an appeal, told at `now` (aware, in the city's zone).

    A reader of the city's own has the last word, but for one thing: it never makes an appeal less
    urgent. If it fails, what our own weights saw is shown."""
    seen = hints.read(title, words, by(now), now)
    if not settings.CITY.reader:
        return seen
    try:
        larger = reader(settings.CITY.reader)(title, words, seen)
        less = GRAVER.index(larger.tier.tier) < GRAVER.index(seen.tier.tier)
    except Exception as fault:  # whatever it is: a suggestion is not worth a page that fails
        _log.error("reader %s: %s", settings.CITY.reader, type(fault).__name__)
        return seen
    return replace(larger, tier=seen.tier) if less else larger
