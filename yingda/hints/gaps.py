# SPDX-License-Identifier: Apache-2.0
"""缺项 Gaps: which facts this appeal does not tell yet, the most important first.

Where, when and what is wanted are asked of every appeal (条例 10); what a unit needs to know of a
matter besides stands in `gaps.toml`. A gap is a friendly question while the caller is on the line,
never a reason to refuse the call; what was told is not asked again.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from . import facts
from .accused import Party
from .moments import Moment
from .particulars import Found
from .quantities import Quantity

AT_MOST = 3
READ_FIRST = 120
"""Signs of an appeal that mostly tell what it is about."""
FINDERS = frozenset((
    "time", "hours", "place", "spot", "party", "plate", "money", "people", "households",
    "duration", "temperature",
))  # fmt: skip
_KNOWN = {"where": "spot", "place": "place", "spot": "spot", "happened": "time", "party": "party"}


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that is not told yet, and the question that asks for it, in both languages."""

    of: str
    ask: str
    en: str = ""


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A question of the book: told when something of `by` was found or `words` stand in the
    text."""

    of: str
    ask: str
    en: str
    by: frozenset[str]
    words: re.Pattern[str] | None


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of one matter; `about` finds it in a text, `subjects` name it in the tree.
    `anywhere`: where it is is not asked first, for a firm or a line tells it. `leaf`: the subject
    that it mostly belongs to, as "second level/third level"."""

    name: str
    subjects: tuple[str, ...]
    about: re.Pattern[str] | None
    asks: tuple[Ask, ...]
    anywhere: bool = False
    leaf: str = ""


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """All questions: of every appeal, and of each matter."""

    always: tuple[Ask, ...]
    matters: tuple[Matter, ...]


def book(sheet: Mapping[str, Any]) -> Book:
    """The questions of a parsed `gaps.toml`. Raises KeyError, or re.error for a bad pattern."""
    matters = tuple(
        Matter(
            name=one["name"], subjects=tuple(one["subjects"]),
            about=re.compile(one["about"]) if one["about"] else None,
            asks=tuple(_ask(ask) for ask in one["ask"]), anywhere=one.get("anywhere", False),
            leaf=one.get("leaf", ""),
        )
        for one in sheet["matter"]
    )  # fmt: skip
    return Book(always=tuple(_ask(ask) for ask in sheet["always"]), matters=matters)


def _ask(row: Mapping[str, Any]) -> Ask:
    words = row.get("words", "")
    return Ask(
        of=row["of"], ask=row["ask"], en=row["en"], by=frozenset(row.get("by", ())),
        words=re.compile(words) if words else None,
    )  # fmt: skip


def told(
    text: str, *, moments: Sequence[Moment] = (), quantities: Sequence[Quantity] = (),
    accused: Sequence[Party] = (), particulars: Sequence[Found] = (), spots: Sequence[str] = (),
    placed: bool = False,
) -> frozenset[str]:  # fmt: skip
    """What was found in the text, by the names of FINDERS; `placed`: a place of the roster was."""
    found = {one.kind for one in quantities}
    found |= {"plate" for one in particulars if one.kind == "plate"}
    found |= {"party"} if accused else set()
    found |= {"spot", "place"} if spots else set()
    found |= {"place"} if placed else set()
    found |= {"time"} if moments or facts.again(text) else set()
    found |= {"hours"} if facts.hours(text, moments) else set()
    return frozenset(found & FINDERS)


def known(fields: Mapping[str, str], quantities: Sequence[Quantity] = ()) -> frozenset[str]:
    """What the form says already, by the names of FINDERS; `quantities`: those of its scale."""
    said = {_KNOWN[name] for name, words in fields.items() if name in _KNOWN and words.strip()}
    said |= {"place"} if "spot" in said else set()
    return frozenset(said | ({one.kind for one in quantities} & FINDERS))


def matter(text: str, by: Book, names: Sequence[str] = ()) -> Matter | None:
    """The matter of this appeal. `names`: those of its subject in the tree, the narrowest first;
    a narrow one goes before the words of the text, one of the first level after them."""
    of_name = {subject: one for one in by.matters for subject in one.subjects}
    if len(names) >= 2 and names[0] in of_name:
        return of_name[names[0]]
    told = _told_of(text[:READ_FIRST], by) or _told_of(text, by)
    return told or next((of_name[name] for name in names if name in of_name), None)


def _told_of(text: str, by: Book) -> Matter | None:
    """The matter of which most is said; of two alike the one that stands first in the book."""
    counted = [(len(one.about.findall(text)) if one.about else 0, one) for one in by.matters]
    said = [pair for pair in counted if pair[0]]
    return max(said, key=lambda pair: pair[0])[1] if said else None


def missing(
    text: str, by: Book, have: Collection[str] = (), names: Sequence[str] = ()
) -> tuple[Gap, ...]:
    """What to ask still, the most important first: where it is, then what its matter needs, when
    it was, what is wanted. `have`: what is told, by the names of FINDERS."""
    of_matter = matter(text, by, names)
    asks = of_matter.asks if of_matter else ()
    taken = {ask.of for ask in asks}
    if any(ask.by & {"spot"} for ask in asks):
        taken.add("where")
    if any(ask.by & {"time", "hours"} for ask in asks):
        taken.add("when")
    every = {ask.of: ask for ask in by.always if ask.of not in taken}
    later = of_matter is not None and of_matter.anywhere
    first = [every.pop("where")] if "where" in every and not later else []
    return tuple(
        Gap(of=ask.of, ask=ask.ask, en=ask.en)
        for ask in (*first, *asks, *every.values())
        if not (ask.by & frozenset(have) or (ask.words and ask.words.search(text)))
    )
