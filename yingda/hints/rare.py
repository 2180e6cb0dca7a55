# SPDX-License-Identifier: Apache-2.0
"""稀字 Rare: the few pieces of an appeal by which the same matter is found again.

What all appeals say (希望有关部门) tells nothing; names of estates, roads, firms do. Of the
title the OF_TITLE rarest pieces of two signs are taken, of the words the OF_WORDS rarest others.
How rare a piece is stands in a table that never changes with training: traces made last year must
fit those of today. The pieces leave this room only under a keyed hash.
"""

import unicodedata
import zlib
from collections.abc import Mapping
from hashlib import blake2b
from math import log
from zlib import crc32

import msgspec

from . import grams

OF_TITLE, OF_WORDS = 16, 32
READ = 600
_KEY = 64  # bytes of a key that blake2b takes at most


class Rarity(msgspec.Struct, frozen=True, kw_only=True):
    """How rare a piece is: a byte a bucket (0: never seen), a `step` of ln(texts ÷ texts with it);
    `learnt` says from what."""

    table: bytes
    step: float
    most: float
    learnt: dict[str, str]

    def of(self, piece: str) -> float:
        """ln(texts ÷ texts with the piece); what was never seen is the rarest."""
        byte = self.table[grams.bucket(piece)]
        return (byte - 1) * self.step if byte else self.most


def learnt(texts: Mapping[str, int], whole: int, provenance: dict[str, str]) -> Rarity:
    """The table from counts: `texts` with a piece, of `whole` texts."""
    often = [0] * grams.BUCKETS
    for piece, n in texts.items():
        often[grams.bucket(piece)] += n
    most = log(whole + 1)
    step = most / 254
    table = bytes(
        1 + min(254, round(log((whole + 1) / min(n + 1, whole + 1)) / step)) if n else 0
        for n in often
    )
    return Rarity(table=table, step=step, most=most, learnt=provenance)


def packed(rarity: Rarity) -> bytes:
    """The table as it is kept in a file."""
    return zlib.compress(msgspec.msgpack.encode(rarity), 9)


def unpacked(raw: bytes) -> Rarity:
    """The table of a file. Raises zlib.error or msgspec.MsgspecError for a damaged one."""
    return msgspec.msgpack.decode(zlib.decompress(raw), type=Rarity)


def pieces(said: str) -> set[str]:
    """Every two neighbouring letters, digits or characters; digits count here (3号楼)."""
    flat = unicodedata.normalize("NFKC", said).lower()
    plain = "".join(sign for sign in flat if not sign.isspace())
    return {plain[nth : nth + 2] for nth in range(len(plain) - 1) if plain[nth : nth + 2].isalnum()}


def chosen(title: str, words: str, by: Rarity) -> dict[str, float]:
    """The pieces by which this appeal is found again, with their rarity, the rarest first."""
    first = _rarest(pieces(title), OF_TITLE, by)
    return first | _rarest(pieces(words[:READ]) - first.keys(), OF_WORDS, by)


def _rarest(of: set[str], most: int, by: Rarity) -> dict[str, float]:
    """Of equally rare ones the same are chosen everywhere: by their checksum."""
    ranked = sorted(of, key=lambda piece: (-by.of(piece), crc32(piece.encode())))
    return {piece: by.of(piece) for piece in ranked[:most]}


def keyed(piece: str, key: bytes) -> int:
    """The piece under a keyed hash of 32 bits (signed, as a database's integer)."""
    mac = blake2b(piece.encode(), digest_size=4, key=key[:_KEY], person=b"yingda-rare").digest()
    return int.from_bytes(mac, "big", signed=True)
