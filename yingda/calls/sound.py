# SPDX-License-Identifier: Apache-2.0
"""声音 Sound: what a recording is made of: 8 kHz speech, its A-law, its peaks to be drawn; pure.

A switch writes 16-bit samples. A-law (ITU-T G.711) is what the carrier carried: half the size, and
every browser plays it in a WAV file.
"""

import struct
import sys
from array import array
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

RATE: Final = 8000
WIDTH: Final = 2  # bytes of a sample as the switch writes it
POINTS: Final = 600
"""So many peaks at most are drawn of one recording."""

LEAST: Final = RATE // 20  # a peak never stands for less than 50 ms
_PCM, _A_LAW = 1, 6


class BadSound(ValueError):
    """Not a recording of the switch: says why."""


class Form(Struct, frozen=True):
    """声式 Where the samples of a WAV begin, and their rate."""

    begins: int
    rate: int


def form(head: bytes) -> Form:
    """What the beginning of a WAV says. The size in it is not believed: a switch that was killed
    never wrote it. Raises BadSound."""
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        raise BadSound("不是 WAV 录音")
    at, rate = 12, 0
    while at + 8 <= len(head):
        name, size = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        if name == b"fmt " and len(head) >= at + 24:
            kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", head, at + 8)
            if (kind, channels, bits) != (_PCM, 1, 16):
                raise BadSound("录音须为单声道 16 位")
        if name == b"data" and rate:
            return Form(at + 8, rate)
        at += 8 + size + size % 2
    raise BadSound("WAV 录音没有声音部分")


def wav_head(rate: int, count: int) -> bytes:
    """The beginning of a WAV of `count` A-law samples."""
    shape = struct.pack("<HHIIHHH", _A_LAW, 1, rate, rate, 1, 8, 0)
    parts = b"WAVEfmt " + struct.pack("<I", len(shape)) + shape
    parts += b"fact" + struct.pack("<II", 4, count) + b"data" + struct.pack("<I", count)
    return b"RIFF" + struct.pack("<I", len(parts) + count) + parts


def _coded(sample: int) -> int:
    """One 16-bit sample in A-law."""
    value, sign = sample >> 3, 0x55
    if value >= 0:
        sign |= 0x80
    else:
        value = -value - 1
    exponent = max(0, value.bit_length() - 5)
    mantissa = value >> max(1, exponent) & 0x0F
    return (exponent << 4 | mantissa) ^ sign


def _decoded(code: int) -> int:
    """The 16-bit sample of an A-law code."""
    code ^= 0x55
    exponent, mantissa = code >> 4 & 7, code & 0x0F
    value = mantissa << 4 | 8
    if exponent:
        value = (value | 0x100) << (exponent - 1)
    return value if code & 0x80 else -value


_CODES = bytes(_coded(n - 65536 if n > 32767 else n) for n in range(65536))
_SAMPLES = array("h", (_decoded(code) for code in range(256)))


def samples(content: bytes) -> "array[int]":
    """The 16-bit samples of little-endian bytes; half a sample at the end is left out."""
    found = array("h", content[: len(content) // WIDTH * WIDTH])
    if sys.byteorder == "big":
        found.byteswap()
    return found


def a_law(spoken: "array[int]") -> bytes:
    """Samples in A-law."""
    return bytes(map(_CODES.__getitem__, array("H", spoken.tobytes())))


def plain(coded: bytes) -> bytes:
    """The 16-bit little-endian samples of A-law."""
    found = array("h", map(_SAMPLES.__getitem__, coded))
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


class Peaks:
    """波形 The loudest of each stretch of a recording of `count` samples, as one byte each."""

    def __init__(self, count: int) -> None:
        self.step = max(LEAST, -(-count // POINTS))
        self.kept = bytearray()
        self.rest: array[int] = array("h")

    def add(self, spoken: "array[int]") -> None:
        """Go on with these samples."""
        self.rest += spoken
        whole = len(self.rest) // self.step * self.step
        self.kept += bytes(self._of(self.rest[:whole]))
        del self.rest[:whole]

    def all(self) -> bytes:
        """Every peak, that of the unfinished stretch too."""
        return bytes(self.kept) + bytes(self._of(self.rest))

    def _of(self, spoken: "array[int]") -> Iterator[int]:
        for at in range(0, len(spoken), self.step):
            part = spoken[at : at + self.step]
            yield min(255, max(max(part), -min(part)) >> 7)
