# SPDX-License-Identifier: Apache-2.0
"""密封 Sealing of personal particulars: AES-256-GCM per field, keyed hashes for search, masks for
sight.

A sealed field is: length of the key's id (1 byte), the id, a nonce (12 bytes), the ciphertext. The
field's name and its row's id are authenticated with it, so that no field can be put in another's
place. Keys come from the environment (settings.SEALING_KEYS, the first is the current one).
"""

import hashlib
import hmac
import os
import unicodedata

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


def sealed(keys: dict[str, bytes], place: str, text: str) -> bytes:
    """`text` encrypted under the current key for `place` ("<row id>:<field>")."""
    return sealed_bytes(keys, place, text.encode())


def sealed_bytes(keys: dict[str, bytes], place: str, content: bytes) -> bytes:
    """`content` encrypted under the current key for `place`."""
    key_id, key = next(iter(keys.items()))
    nonce = os.urandom(NONCE)
    name = key_id.encode()
    return bytes([len(name)]) + name + nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def opened_bytes(keys: dict[str, bytes], place: str, box: bytes) -> bytes:
    """What was sealed. Raises KeyError for an unknown key, InvalidTag for a wrong place or
    content."""
    size = box[0]
    key = keys[bytes(box[1 : 1 + size]).decode()]
    rest = bytes(box[1 + size :])
    return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], place.encode())


def opened(keys: dict[str, bytes], place: str, box: bytes) -> str:
    """The text that was sealed."""
    return opened_bytes(keys, place, box).decode()


def key_of(box: bytes) -> str:
    """The id of the key a field is sealed under."""
    return bytes(box[1 : 1 + box[0]]).decode()


def plain_phone(text: str) -> str:
    """The digits of a phone number as people type it, without the country code of China."""
    digits = "".join(ch for ch in unicodedata.normalize("NFKC", text) if ch.isdigit())
    rest = digits.removeprefix("00")
    return rest[2:] if len(rest) == 13 and rest.startswith("86") else digits


def hashed(key: bytes, kind: str, text: str) -> str:
    """A keyed hash (32 hex digits) of a phone or name, for search by equality only."""
    plain = plain_phone(text) if kind == "phone" else "".join(text.split())
    return hmac.new(key, f"{kind}\0{plain}".encode(), hashlib.sha256).hexdigest()[:32]


def masked(field: str, text: str) -> str:
    """`text` as shown to those who have not asked for it with a reason."""
    if not text:
        return ""
    if field == "phone":
        return f"{text[:3]}****{text[-4:]}" if len(text) >= 9 else "****" + text[-2:]
    if field == "name":
        return text[0] + "*" * min(2, max(1, len(text) - 1))
    return text[:6] + "****" if len(text) > 6 else "****"
