# SPDX-License-Identifier: Apache-2.0
"""转写 Speech: the port for an engine that hears speech and writes down what was said; pure.

An engine is a plain function: it is given one side of a call (`Heard`) with its sound, piece by
piece as it comes, and yields `Said` whenever it has understood something. It may be slow, stop or
raise: the call goes on, only the words are missing.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import Struct

Side = Literal["caller", "seat", "both"]


class Heard(Struct, frozen=True, kw_only=True):
    """所听 One side of a call: 16-bit little-endian samples at `rate` a second, mono. `live`: the
    call is still going on, and the sound comes as it is spoken."""

    call: str
    side: Side
    sound: Iterable[bytes]
    rate: int = 8000
    live: bool = False


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """所言 Words, from `at` to `until` in seconds from the beginning of the sound, and by whom."""

    at: float
    until: float
    words: str
    side: Side = "both"


Engine = Callable[[Heard], Iterator[Said]]

_ENCODED = msgspec.json.Encoder()
_DECODED = msgspec.json.Decoder(list[Said])


def written(said: Iterable[Said]) -> str:
    """What was said in the order in which it was, as text to be sealed."""
    ordered = sorted(said, key=lambda one: (one.at, one.side))
    return _ENCODED.encode(ordered).decode()


def read_said(text: str) -> list[Said]:
    """The words of such a text."""
    return _DECODED.decode(text)
