# SPDX-License-Identifier: Apache-2.0
"""地名 Toponyms: whether some words are the name of a province, city, district, town or village.

Some 400,000 names of the whole country in a few hundred kilobytes, by Bloom's filters (1970): what
is a name is always known as one, of other words a few in a hundred are taken for one. So it is a
sign among others, never proof. Made by `bench.learn_toponyms`.
"""

import zlib
from collections.abc import Iterable, Mapping
from zlib import crc32

import msgspec

KINDS = "PpCcDdTtv"
"""Province, city, district, town; in small letters without 省, 市, 区, 镇; village without 村."""
LONGEST = 8
TRIES = 5
BITS_EACH = 8


class BadToponyms(ValueError):
    """A file of toponyms that is damaged, or made for another version."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The filters as they are kept: one for each kind; where the names are from."""

    filters: dict[str, bytes]
    source: str


class Toponyms:
    """Names ready to be asked for."""

    def __init__(self, kept: Kept) -> None:
        self.source = kept.source
        self._filters = [(kind, bits, 8 * len(bits)) for kind, bits in kept.filters.items()]

    def kinds(self, words: str) -> str:
        """The kinds of which these words are probably a name, "" if of none."""
        first, step = _numbers(words)
        found = ""
        for kind, bits, many in self._filters:
            at = first % many
            if bits[at >> 3] >> (at & 7) & 1 and _all(bits, many, first, step):
                found += kind
        return found


def _numbers(words: str) -> tuple[int, int]:
    said = words.encode()
    return crc32(said), crc32(said, 7) | 1


def _all(bits: bytes, many: int, first: int, step: int) -> bool:
    places = ((first + nth * step) % many for nth in range(1, TRIES))
    return all(bits[at >> 3] >> (at & 7) & 1 for at in places)


def kept(names: Mapping[str, Iterable[str]], source: str) -> Kept:
    """Filters for the names of each kind."""
    filters = {}
    for kind, of in names.items():
        known = set(of)
        bits = bytearray(max(8, len(known) * BITS_EACH // 8))
        for words in known:
            first, step = _numbers(words)
            for nth in range(TRIES):
                at = (first + nth * step) % (8 * len(bits))
                bits[at >> 3] |= 1 << (at & 7)
        filters[kind] = bytes(bits)
    return Kept(filters=filters, source=source)


def packed(made: Kept) -> bytes:
    """The filters as they are kept in a file."""
    return zlib.compress(msgspec.msgpack.encode(made), 9)


def unpacked(raw: bytes) -> Toponyms:
    """The names of a file. Raises BadToponyms."""
    try:
        return Toponyms(msgspec.msgpack.decode(zlib.decompress(raw), type=Kept))
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise BadToponyms(f"地名文件损坏或版本不符：{fault}") from fault
