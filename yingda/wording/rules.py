# SPDX-License-Identifier: Apache-2.0
"""用语规则 Rules: what to avoid in an answer, as data, each with its source and examples.

A rule speaks where one of its `patterns` is found in a sentence (that matches one of `only`),
unless the sentence, with the `reach` sentences after it, matches one of `unless` (with `near`: no
further than that many characters from the place), or the place lies in a match of `spare`, or, in
an answer that says something of its own, in a match of `stamps`. A rule with `needs` speaks of the
whole answer: when an answer of one of `outcomes` has none of them. A rule with `check` is looked
for by code (citations, particulars, answers without substance; "sounds": by learnt weights, where
no other rule of tone speaks). `words` are terms with plain words. A `firm` rule of tone speaks
even in a sentence that sounds well by learnt weights.
"""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

FOLDER = Path(__file__).parent / "rules"
Where = Literal["speech", "writing"]
Kind = Literal[
    "interrogating", "rhetorical", "blaming", "cold", "vague", "next_step", "reason", "measures",
    "citation", "particulars", "jargon",
]  # fmt: skip
Check = Literal[
    "", "bare_title", "no_such_article", "not_in_force", "unknown_title", "particulars",
    "no_answer", "sounds",
]  # fmt: skip


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """用语规则 One rule; it must speak in each example of `avoid` and in none of `fine`."""

    id: str
    name: str
    kind: Kind
    where: tuple[Where, ...] = ("speech", "writing")
    patterns: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    reach: int = 0
    near: int = 0
    firm: bool = False
    outcomes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    check: Check = ""
    words: dict[str, str] = {}
    why: str
    better: str
    source: str
    avoid: tuple[str, ...]
    fine: tuple[str, ...]


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    phrases: dict[str, str] = {}
    rule: tuple[Rule, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the files' names; raises ValueError for one that cannot be."""
    found = tuple(rule for path in sorted(FOLDER.glob("*.toml")) for rule in _read(path))
    names = [rule.id for rule in found]
    if len(names) != len(set(names)):
        raise ValueError(f"two rules of one name: {sorted(n for n in names if names.count(n) > 1)}")
    return found


def _read(path: Path) -> tuple[Rule, ...]:
    file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    return tuple(_whole(rule, file.phrases) for rule in file.rule)


def _whole(rule: Rule, phrases: dict[str, str]) -> Rule:
    """The rule with `<name>` in its patterns replaced by the phrase of the file."""

    def filled(patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(re.sub(r"<(\w+)>", lambda m: phrases[m[1]], p) for p in patterns)

    ways = bool(rule.patterns) + bool(rule.needs) + bool(rule.check) + bool(rule.words)
    if ways != 1 or bool(rule.needs) != bool(rule.outcomes):
        raise ValueError(f"{rule.id}: exactly one of patterns, needs (with outcomes), check, words")
    return msgspec.structs.replace(
        rule,
        patterns=filled(rule.patterns), only=filled(rule.only),
        unless=filled(rule.unless), spare=filled(rule.spare), stamps=filled(rule.stamps),
        needs=filled(rule.needs),
    )  # fmt: skip


@cache
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for all of `patterns`; None when there are none."""
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None


@cache
def repealed() -> dict[str, date]:
    """Laws of the past that few libraries hold: title → the last day in force."""
    book = tomllib.loads((FOLDER.parent / "repealed.toml").read_text(encoding="utf-8"))
    return msgspec.convert(book["last_day"], dict[str, date])
