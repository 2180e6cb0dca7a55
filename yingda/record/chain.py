# SPDX-License-Identifier: Apache-2.0
"""链 Each entry is chained to the one before by a keyed hash (HMAC-SHA-256), so that a change or a
removal shows. The key is not in the database."""

import hashlib
import hmac

START = b"\0" * 32


def link(key: bytes, before: bytes, of: str, no: str, position: int, body: str) -> bytes:
    """The mac (32 bytes) of an entry that follows one with the mac `before`."""
    where = f"{of}\0{no}\0{position}\0".encode()
    return hmac.new(key, before + where + body.encode(), hashlib.sha256).digest()


def seal(key: bytes, before: bytes, macs: list[bytes]) -> bytes:
    """The mac (32 bytes) of a seal over entries with `macs` that follows the seal `before`."""
    return hmac.new(key, before + b"".join(macs), hashlib.sha256).digest()
