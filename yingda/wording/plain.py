# SPDX-License-Identifier: Apache-2.0
"""易读 Plain: how hard an answer is to read for the person who asked, and what would ease it.

Figures only, each of which an author can change; no score is made of them.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from .rules import rules

LONG = 60
"""Characters without a full stop that a reader no longer holds (our choice; said in the docs)."""
CLAUSES = 6
"""Clauses of one sentence from which on nobody knows who did what."""
NESTED = 22
"""Characters in brackets, or before one "的", after which the sentence must be begun again."""
HEAVY = 6.0
_SENTENCE = re.compile(r"[^。！？；!?;\n]+")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_TWICE_NOT = re.compile(r"(?:不得不|不能不|不可不|并非不|不是不|没有不|无不|未必不|不无)")
_HEAVY = re.compile(
    r"(?:之(?![一前后间内外上下])|予以|进行|给予|加以|业已|兹|特此|系(?=[由因])|拟(?=[于对]))"
)
_CLAUSE = re.compile(r"[，,：:]")
_BRACKET = re.compile(rf"[（(][^（）()]{{{NESTED},}}[）)]")
_CHAIN = re.compile(rf"[^，。；：！？、《》\n]{{{NESTED},}}?的[^，。；：！？、\n]{{1,12}}")


class Ease(Struct, frozen=True, kw_only=True):
    """建议 What would ease the reading: the words of the advice, and of the answer's place."""

    words: str
    text: str = ""


class Plain(Struct, frozen=True, kw_only=True):
    """易读 Counts of one answer; `long`, `tangled` and `nested` are the places (start, end) of
    sentences over LONG characters, of those with CLAUSES or more, and of what is put into a
    sentence; `heavy` is written-style words for each 100 characters; `advice` at most one each."""

    characters: int
    sentences: int
    mean: float
    long: tuple[tuple[int, int], ...]
    tangled: tuple[tuple[int, int], ...]
    nested: tuple[tuple[int, int], ...]
    heavy: float
    twice_not: int
    jargon: tuple[str, ...]
    advice: tuple[Ease, ...]


def plain(text: str) -> Plain:
    """Reads `text`; an empty text has no sentences and a mean of 0."""
    parts = [m for m in _SENTENCE.finditer(text) if _WORD.search(m.group())]
    lengths = [len(_WORD.findall(m.group())) for m in parts]
    characters = sum(lengths)
    terms = (term for rule in rules() for term in rule.words if term in text)
    long = tuple(m.span() for m, n in zip(parts, lengths, strict=True) if n > LONG)
    tangled = tuple(m.span() for m in parts if len(_CLAUSE.findall(m.group())) >= CLAUSES)
    nested = tuple(m.span() for one in (_BRACKET, _CHAIN) for m in one.finditer(text))
    heavy = 100 * len(_HEAVY.findall(text)) / characters if characters else 0.0
    twice = _TWICE_NOT.search(text)
    return Plain(
        characters=characters,
        sentences=len(parts),
        mean=characters / len(parts) if parts else 0.0,
        long=long,
        tangled=tangled,
        nested=nested,
        heavy=heavy,
        twice_not=len(_TWICE_NOT.findall(text)),
        jargon=tuple(dict.fromkeys(terms)),
        advice=tuple(_advice(text, long or tangled, nested, heavy, twice)),
    )


def _advice(
    text: str,
    long: tuple[tuple[int, int], ...],
    nested: tuple[tuple[int, int], ...],
    heavy: float,
    twice: re.Match[str] | None,
) -> Iterator[Ease]:
    """The first place of each kind: more of them are seen once the first is mended."""
    if long:
        start, end = max(long, key=lambda place: place[1] - place[0])
        yield Ease(words="这一句太长，请拆成两三句，一句说一件事。", text=text[start:end].strip())
    if nested:
        yield Ease(words="句中插得太多，请把插入的话单独说。", text=text[slice(*nested[0])])
    if heavy > HEAVY:
        yield Ease(words="公文词偏多，“进行检查”可以写“检查”，“予以退还”可以写“退还”。")
    if twice:
        yield Ease(words="双重否定容易读反，请从正面说。", text=twice.group())
