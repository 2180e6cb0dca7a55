# SPDX-License-Identifier: Apache-2.0
"""字段 Grams: the pieces of one and two characters by which an appeal is recognised.

Chinese has no spaces, and operators type fast: pieces of characters need no word list and forgive
a wrong character. The title says what the matter is, so it counts three times; of a long text
only the beginning counts, where people say what they want.
"""

import re
import unicodedata
from collections import Counter
from zlib import crc32

BUCKETS = 1 << 17
TITLE_COUNTS = 3
READ = 300
_NOISE = re.compile(r"\s+|_x000D_|[*＊]+")
_DIGITS = re.compile(r"\d+")


def plain(text: str) -> str:
    """The text in one form: full-width signs made plain, numbers and gaps taken out of the way."""
    flat = unicodedata.normalize("NFKC", text).lower()
    return _DIGITS.sub("0", _NOISE.sub("", flat))


def counted(title: str, text: str) -> Counter[str]:
    """Every piece of one or two characters with how often it stands there."""
    head, body = f"^{plain(title)}$", plain(text)[:READ]
    pieces: Counter[str] = Counter()
    for said, times in ((head, TITLE_COUNTS), (body, 1)):
        for piece, often in Counter(_pieces(said)).items():
            pieces[piece] += times * often
    return pieces


def _pieces(said: str) -> list[str]:
    return [*said, *(said[nth : nth + 2] for nth in range(len(said) - 1))]


def bucket(piece: str) -> int:
    """Where the weights of a piece are kept: 0 to BUCKETS - 1, the same on every machine."""
    return crc32(piece.encode()) % BUCKETS
