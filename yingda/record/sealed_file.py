# SPDX-License-Identifier: Apache-2.0
"""密封件 A file sealed in chunks (AES-256-GCM), so that any part of it is opened by itself.

`YDS1`, the size of what is sealed (8 bytes), then chunks of 64 KiB, each with its tag of 16 bytes.
A key seals one file and no other, so a chunk's number is its nonce. Its place, the size and whether
it is the last are authenticated with each: none can be moved, left out, cut off or put elsewhere.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK: Final = b"YDS1"
HEAD: Final = len(MARK) + 8
CHUNK: Final = 64 * 1024
TAG: Final = 16


class NotSealed(ValueError):
    """Not a sealed file, or not whole."""


def fresh_key() -> bytes:
    """A key for one file."""
    return AESGCM.generate_key(256)


def write(out: BinaryIO, key: bytes, place: str, size: int, pieces: Iterable[bytes]) -> None:
    """Seal `pieces`, which are `size` bytes together. Raises NotSealed if they are not."""
    out.write(MARK + size.to_bytes(8, "big"))
    cipher, written = AESGCM(key), 0
    for number, chunk in enumerate(_chunked(pieces)):
        written += len(chunk)
        last = written == size
        if written > size or (len(chunk) < CHUNK and not last):
            raise NotSealed(f"应有{size}字节，已有{written}字节")
        out.write(cipher.encrypt(_nonce(number), chunk, _beside(place, size, last)))
    if written != size:
        raise NotSealed(f"应有{size}字节，只有{written}字节")


def _chunked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)


def size_of(file: BinaryIO) -> int:
    """How much is sealed in `file`. Raises NotSealed if it is none, or not as long as it says."""
    file.seek(0)
    head = file.read(HEAD)
    if len(head) < HEAD or not head.startswith(MARK):
        raise NotSealed("不是密封件")
    size = int.from_bytes(head[len(MARK) :], "big")
    if os.fstat(file.fileno()).st_size != HEAD + size + TAG * -(-size // CHUNK):
        raise NotSealed("密封件不完整")
    return size


def read(
    file: BinaryIO, key: bytes, place: str, begin: int = 0, until: int | None = None
) -> Iterator[bytes]:
    """The plain bytes from `begin` (included) to `until`, a chunk at a time. Raises NotSealed, and
    InvalidTag for a wrong key, place or content."""
    size = size_of(file)
    until = size if until is None else min(until, size)
    cipher = AESGCM(key)
    for number in range(begin // CHUNK, -(-until // CHUNK)):
        at = number * CHUNK
        file.seek(HEAD + number * (CHUNK + TAG))
        sealed = file.read(CHUNK + TAG)
        chunk = cipher.decrypt(_nonce(number), sealed, _beside(place, size, at + CHUNK >= size))
        yield chunk[max(0, begin - at) : until - at]


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _beside(place: str, size: int, last: bool) -> bytes:
    return f"{place}\0{size}\0{last:d}".encode()
