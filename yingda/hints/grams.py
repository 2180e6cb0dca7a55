# SPDX-License-Identifier: Apache-2.0
"""字段 Grams: the pieces of one and two characters by which an appeal is recognised.

Chinese has no spaces, and operators type fast: pieces of characters need no word list and forgive
a wrong character. Where a list of words is given, every word of it that stands somewhere is a
piece too: no cutting into words, which can go wrong. The title says what the matter is, so it
weighs as much as all of the text; of a long text only the beginning counts, where people say what
they want.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Set
from zlib import crc32

BUCKETS = 1 << 17
READ = 300
LONGEST = 5
WORD = " "  # a word's piece begins with a gap, which no other piece holds
WEIGHS = 1.4  # a word, beside a piece of characters (chosen on messages that two readers agree on)
NO_WORDS: frozenset[str] = frozenset()
_NOISE = re.compile(r"\s+|_x000D_|[*＊]+")
_DIGITS = re.compile(r"\d+")


def plain(text: str) -> str:
    """The text in one form: full-width signs made plain, numbers and gaps taken out of the way."""
    flat = unicodedata.normalize("NFKC", text).lower()
    return _DIGITS.sub("0", _NOISE.sub("", flat))


def halves(title: str, text: str, words: Set[str] = NO_WORDS) -> tuple[Counter[str], Counter[str]]:
    """Every piece of one or two characters and every word, of title and text, and how often."""
    head, body = plain(title), plain(text)[:READ]
    return (
        Counter(_pieces(f"^{head}$") + _words(head, words) if head else ()),
        Counter(_pieces(body) + _words(body, words)),
    )


def _pieces(said: str) -> list[str]:
    return [*said, *(said[nth : nth + 2] for nth in range(len(said) - 1))]


def _words(said: str, words: Set[str]) -> list[str]:
    if not words:
        return []
    return [
        WORD + said[nth : nth + long]
        for long in range(2, LONGEST + 1)
        for nth in range(len(said) - long + 1)
        if said[nth : nth + long] in words
    ]


def bucket(piece: str) -> int:
    """Where the weights of a piece are kept: 0 to BUCKETS - 1, the same on every machine."""
    return crc32(piece.encode()) % BUCKETS
