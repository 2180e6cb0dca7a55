# SPDX-License-Identifier: Apache-2.0
"""征兆 Signs of a tier: what in an appeal says that it cannot wait.

Recall first: an emergency that is missed costs more than a call too many. The city's own words
(`triage.signs` of its books) and patterns of people's speech are looked for everywhere; what was
long ago, only feared, or belongs to the name of a place lowers the doubt, never below "urgent".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

RANK = {"critical": 0, "urgent": 1, "general": 2, "complex": 3}


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """One sign: where it stands, its words, the tier it speaks for, why, and what softens it."""

    start: int
    end: int
    words: str
    tier: str
    why: str
    softened: str = ""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the city's books: the tier it hints at, under the name of its group."""

    words: str
    tier: str
    why: str


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """The tier that the signs speak for. `general` with no signs means: nothing was seen."""

    tier: str
    signs: tuple[Sign, ...]
    raised_by: str = ""


_AFTERWARDS = re.compile(
    r"^.{0,6}(?:事故处理|事故赔偿|隐患|风险|保险|预案|演练|怎么办理|赔偿标准|事件(?:令|的))|^(?:的?通知|的?公告|的?短信|计划|检修公告|检修通知)"
)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One sign of `signs.toml`: patterns of people's speech that speak for a tier."""

    why: str
    tier: str
    pattern: re.Pattern[str]
    seen_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """All signs, and what softens them: what stands before a sign in its clause."""

    rules: tuple[Rule, ...]
    softeners: tuple[tuple[str, re.Pattern[str]], ...]


def book(sheet: Mapping[str, Any]) -> Book:
    """The signs of a parsed `signs.toml`. Raises KeyError, or re.error for a bad pattern."""
    slots = {f"{{{name}}}": words for name, words in sheet["slots"].items()}
    rules = []
    for one in sheet["sign"]:
        joined = "|".join(one["patterns"])
        for slot, words in slots.items():
            joined = joined.replace(slot, words)
        rules.append(
            Rule(
                why=one["why"],
                tier=one["tier"],
                pattern=re.compile(joined),
                seen_in=tuple(one["for"]),
                not_in=tuple(one["against"]),
            )
        )
    softeners = tuple((one["why"], re.compile(one["before"])) for one in sheet["softener"])
    return Book(rules=tuple(rules), softeners=softeners)


def seen(text: str, by: Book, words: Sequence[Word] = ()) -> tuple[Sign, ...]:
    """Every sign in the text, in order; of two at one place the graver one stays."""
    found: list[Sign] = []
    for rule in by.rules:
        for match in rule.pattern.finditer(text):
            found.append(_sign(text, match.start(), match.end(), rule.tier, rule.why, by))
    for word in words:
        for match in re.finditer(re.escape(word.words), text):
            found.append(_sign(text, match.start(), match.end(), word.tier, word.why, by))
    found.sort(key=lambda sign: (RANK.get(sign.tier, 9), sign.start, -sign.end))
    kept: list[Sign] = []
    for sign in found:
        if not any(sign.start < other.end and other.start < sign.end for other in kept):
            kept.append(sign)
    return tuple(sorted(kept, key=lambda sign: sign.start))


def _sign(text: str, start: int, end: int, tier: str, why: str, by: Book) -> Sign:
    return Sign(
        start=start, end=end, words=text[start:end], tier=tier, why=why,
        softened=_softened(text, start, end, by),
    )  # fmt: skip


def _softened(text: str, start: int, end: int, by: Book) -> str:
    """Why this may be no emergency of now: feared, long ago, or asked about in general."""
    before = re.split(r"[。！？!?；;\n，,]", text[:start])[-1]
    for why, pattern in by.softeners:
        if pattern.search(before):
            return why
    return "不是正在发生" if _AFTERWARDS.match(text[end:]) else ""


def suggest(
    text: str, by: Book, words: Sequence[Word] = (), incidents: Sequence[Word] = ()
) -> Suggested:
    """The tier for this text. A sign that is softened speaks for one tier less.

    `incidents`: words of an active weather warning or a declared incident; an appeal that names
    one is raised to its tier.
    """
    signs = seen(text, by, words)
    named = [one for one in incidents if one.words and one.words in text]
    raised = min(named, key=lambda one: RANK.get(one.tier, 9), default=None)
    tiers = [_after(sign) for sign in signs] + ([raised.tier] if raised else [])
    best = min(tiers, key=lambda tier: RANK.get(tier, 9), default="general")
    if best == "general" and any(sign.tier == "complex" for sign in signs):
        best = "complex"
    return Suggested(tier=best, signs=signs, raised_by=raised.why if raised else "")


def _after(sign: Sign) -> str:
    if not sign.softened:
        return sign.tier if sign.tier != "complex" else "general"
    return {"critical": "urgent"}.get(sign.tier, "general")
