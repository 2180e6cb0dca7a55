# SPDX-License-Identifier: Apache-2.0
"""套话雷达 Formula radar: how much of an answer was said word for word in answers to other facts.

Shown to its author and to quality staff, never a score. Greetings, names of laws, numbers and
places' numbers do not count: they may and should be alike.
"""

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

SIZE = 6
"""Characters of a shingle: shorter ones meet by chance, longer ones miss a changed word."""
_UNCOUNTED = re.compile(
    r"《[^》]*》(?:第[零〇一二三四五六七八九十百千\d]+[条款项])*"
    r"|(?:尊敬的)?(?:网友|市民|诉求人|先生|女士)[^，。\n]{0,12}[，：:！]"
    r"|您?(?:好|您好)[！!，,。]?|感谢您?[^，。！\n]{0,30}[。！\n]|(?:特此|现)?(?:回复|答复)如下[：:。]?"
    r"|(?:您|你)(?:在|于|通过)[^，。]{0,20}(?:反映|提出)[^，。]{0,30}(?:收悉|收到)[^，。]{0,4}[，。]"
    r"|如有(?:疑问|其他问题)[^。\n]*[。\n]?|祝您?[^。！\n]{0,16}[。！\n]"
)
_NOISE = re.compile(r"[\W\d_a-zA-Z]+")


class Alike(Struct, frozen=True, kw_only=True):
    """雷同 `share` (0-1) of the answer's own words that stand in the answer `other` ("" for none),
    and the longest passage that both have."""

    share: float
    other: str
    passage: str


class Seen(Struct, frozen=True, kw_only=True):
    """所见 The shingles of the other answers of a unit: in which answer each was seen."""

    where: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, answers: Iterable[tuple[str, str]]) -> "Seen":
        """From (name, text) of the answers; the same text twice counts twice."""
        where: dict[str, list[str]] = {}
        for name, text in answers:
            for shingle in dict.fromkeys(_shingles(text)):
                where.setdefault(shingle, []).append(name)
        return cls(where={shingle: tuple(names) for shingle, names in where.items()})


def counted(text: str) -> str:
    """`text` without what may be alike."""
    return _NOISE.sub("", _UNCOUNTED.sub("", text))


def alike(text: str, seen: Seen, *, but: str = "", apart: Collection[str] = ()) -> Alike:
    """The answer most alike to `text`, leaving out the one named `but` (the answer itself) and
    those named in `apart` (other answers to the same facts).

    An answer of which fewer than 20 characters count is alike to nothing: it says too little.
    """
    own = _shingles(text)
    if len(own) < 20 - SIZE + 1:
        return Alike(share=0.0, other="", passage="")
    votes: dict[str, int] = {}
    for shingle in dict.fromkeys(own):
        for name in seen.where.get(shingle, ()):
            votes[name] = votes.get(name, 0) + 1
    for name in (but, *apart):
        votes.pop(name, None)
    if not votes:
        return Alike(share=0.0, other="", passage="")
    other = max(votes, key=lambda name: (votes[name], name))
    shared = [other in seen.where.get(shingle, ()) for shingle in own]
    return Alike(share=votes[other] / len(set(own)), other=other, passage=_passage(text, shared))


def _shingles(text: str) -> list[str]:
    words = counted(text)
    return [words[i : i + SIZE] for i in range(len(words) - SIZE + 1)]


def _passage(text: str, shared: list[bool]) -> str:
    """The longest run of shared shingles, as it stands without punctuation."""
    words, best, run = counted(text), (0, 0), 0
    for i, same in enumerate([*shared, False]):
        if same:
            run += 1
        elif run:
            best, run = max(best, (run, -(i - run))), 0
    length, start = best[0], -best[1]
    return words[start : start + length + SIZE - 1] if length else ""
