# SPDX-License-Identifier: Apache-2.0
"""依赖 Which libraries a program needs: the DT_NEEDED names of an ELF file, read by ourselves."""

import struct
from pathlib import Path

_LOAD, _DYNAMIC, _NEEDED, _STRTAB = 1, 2, 1, 5


def needed(path: Path) -> set[str]:
    """The names of the libraries that `path` is linked with; none if it is no 64-bit ELF file."""
    raw = path.read_bytes()
    if raw[:5] != b"\x7fELF\x02":
        return set()
    (at,) = struct.unpack_from("<Q", raw, 32)
    size, count = struct.unpack_from("<HH", raw, 54)
    segments = [struct.unpack_from("<IIQQQQ", raw, at + n * size) for n in range(count)]
    loads = [(s[3], s[2], s[5]) for s in segments if s[0] == _LOAD]
    entries: list[tuple[int, int]] = []
    for kind, _flags, offset, _at, _physical, length in segments:
        if kind == _DYNAMIC:
            entries = list(struct.iter_unpack("<QQ", raw[offset : offset + length // 16 * 16]))
    table = next((value for tag, value in entries if tag == _STRTAB), 0)
    start = next((o + table - v for v, o, n in loads if v <= table < v + n), 0)
    return {
        raw[start + value : raw.index(b"\0", start + value)].decode()
        for tag, value in entries
        if tag == _NEEDED
    }
