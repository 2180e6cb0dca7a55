# SPDX-License-Identifier: Apache-2.0
"""易读 Plain: how hard an answer is to read for the person who asked.

Figures only, each of which an author can change; no score is made of them.
"""

import re

from msgspec import Struct

from .rules import rules

LONG = 60
"""Characters without a full stop that a reader no longer holds (our choice; said in the docs)."""
_SENTENCE = re.compile(r"[^。！？；!?;\n]+")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_TWICE_NOT = re.compile(r"(?:不得不|不能不|不可不|并非不|不是不|没有不|无不|未必不|不无)")
_HEAVY = re.compile(r"(?:之|其|该|予以|进行|给予|加以|系|均|且|业已|尚|亦|兹)")


class Plain(Struct, frozen=True, kw_only=True):
    """易读 Counts of one answer; `long` are the places (start, end) of sentences over LONG
    characters, `heavy` is written-style words for each 100 characters."""

    characters: int
    sentences: int
    mean: float
    long: tuple[tuple[int, int], ...]
    heavy: float
    twice_not: int
    jargon: tuple[str, ...]


def plain(text: str) -> Plain:
    """Reads `text`; an empty text has no sentences and a mean of 0."""
    parts = [m for m in _SENTENCE.finditer(text) if _WORD.search(m.group())]
    lengths = [len(_WORD.findall(m.group())) for m in parts]
    characters = sum(lengths)
    terms = (term for rule in rules() for term in rule.words if term in text)
    return Plain(
        characters=characters,
        sentences=len(parts),
        mean=characters / len(parts) if parts else 0.0,
        long=tuple(m.span() for m, n in zip(parts, lengths, strict=True) if n > LONG),
        heavy=100 * len(_HEAVY.findall(text)) / characters if characters else 0.0,
        twice_not=len(_TWICE_NOT.findall(text)),
        jargon=tuple(dict.fromkeys(terms)),
    )
