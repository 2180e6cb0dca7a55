# SPDX-License-Identifier: Apache-2.0
"""字段 Grams: the pieces of one and two characters by which an appeal is recognised.

Chinese has no spaces, and operators type fast: pieces of characters need no word list and forgive
a wrong character. The title says what the matter is, so it weighs as much as all of the text; of
a long text only the beginning counts, where people say what they want.
"""

import re
import unicodedata
from collections import Counter
from zlib import crc32

BUCKETS = 1 << 17
READ = 300
_NOISE = re.compile(r"\s+|_x000D_|[*＊]+")
_DIGITS = re.compile(r"\d+")


def plain(text: str) -> str:
    """The text in one form: full-width signs made plain, numbers and gaps taken out of the way."""
    flat = unicodedata.normalize("NFKC", text).lower()
    return _DIGITS.sub("0", _NOISE.sub("", flat))


def halves(title: str, text: str) -> tuple[Counter[str], Counter[str]]:
    """Every piece of one or two characters, of the title and of the text, and how often."""
    head, body = plain(title), plain(text)[:READ]
    return Counter(_pieces(f"^{head}$") if head else ()), Counter(_pieces(body))


def _pieces(said: str) -> list[str]:
    return [*said, *(said[nth : nth + 2] for nth in range(len(said) - 1))]


def bucket(piece: str) -> int:
    """Where the weights of a piece are kept: 0 to BUCKETS - 1, the same on every machine."""
    return crc32(piece.encode()) % BUCKETS
