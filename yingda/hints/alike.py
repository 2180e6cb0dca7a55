# SPDX-License-Identifier: Apache-2.0
"""相似 Alike: the same matter told by others, or by the same person again.

MinHash of the pieces of two characters (Broder 1997), 40 bands of 3: appeals that share a band
are compared in full. What one appeal costs does not grow with the number of the others, but for
the few that it truly resembles.
"""

from collections.abc import Iterable
from zlib import crc32

import msgspec

from . import grams

BANDS, PER_BAND = 40, 3
SAME = 0.5
LIKE = 0.25
_PRIME = (1 << 61) - 1
_TURNS = tuple(
    (crc32(f"a{nth}".encode()) * 2 + 1, crc32(f"b{nth}".encode()))
    for nth in range(BANDS * PER_BAND)
)
_MOST_IN_A_BAND = 400


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """Another appeal and the share of pieces that both have (Jaccard, 0 to 1)."""

    key: str
    share: float


def pieces(said: str) -> frozenset[int]:
    """The pieces of two characters, as numbers."""
    plain = "".join(sign for sign in grams.plain(said) if sign.isalnum())
    return frozenset(crc32(plain[nth : nth + 2].encode()) for nth in range(len(plain) - 1))


def bands(of: Iterable[int]) -> tuple[int, ...]:
    """The keys under which an appeal with these pieces is found again."""
    numbers = tuple(of)
    if not numbers:
        return ()
    least = [min((a * n + b) % _PRIME for n in numbers) for a, b in _TURNS]
    return tuple(
        crc32(repr((band, least[band * PER_BAND : (band + 1) * PER_BAND])).encode())
        for band in range(BANDS)
    )


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """How much two appeals have in common: 0 nothing, 1 every piece."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


class Index:
    """Appeals to be found again by what they say; kept in memory, filled by the office."""

    def __init__(self) -> None:
        self._of: dict[str, frozenset[int]] = {}
        self._bands: list[dict[int, list[str]]] = [{} for _band in range(BANDS)]

    def __len__(self) -> int:
        return len(self._of)

    def add(self, key: str, said: str) -> None:
        """Put an appeal in; again under the same key replaces it."""
        if key in self._of:
            self.remove(key)
        self._of[key] = pieces(said)
        for band, at in enumerate(bands(self._of[key])):
            self._bands[band].setdefault(at, []).append(key)

    def remove(self, key: str) -> None:
        """Take an appeal out, as when it is erased. Raises KeyError for a stranger."""
        for band, at in enumerate(bands(self._of.pop(key))):
            self._bands[band][at].remove(key)

    def nearest(self, said: str, at_most: int = 5, least: float = LIKE) -> tuple[Near, ...]:
        """The appeals that resemble this one most, at least `least`."""
        ours = pieces(said)
        keys: set[str] = set()
        for band, at in enumerate(bands(ours)):
            keys.update(self._bands[band].get(at, ())[-_MOST_IN_A_BAND:])
        found = [Near(key=key, share=share(ours, self._of[key])) for key in keys]
        ranked = sorted(found, key=lambda near: (-near.share, near.key))
        return tuple(near for near in ranked[:at_most] if near.share >= least)


def new_in(said: str, before: str, least: int = 4) -> tuple[str, ...]:
    """Sentences of this appeal that the earlier one does not say: the new facts to look at."""
    known = pieces(before)
    fresh = []
    for sentence in _sentences(said):
        own = pieces(sentence)
        if len(own) >= least and len(own - known) / len(own) > 0.6:
            fresh.append(sentence)
    return tuple(fresh)


def _sentences(said: str) -> list[str]:
    marks = str.maketrans("。！？!?；;\n", "|" * 8)
    return [part.strip() for part in said.translate(marks).split("|") if part.strip()]
