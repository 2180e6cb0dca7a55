# SPDX-License-Identifier: Apache-2.0
"""密封 Sealed fields: unreadable without the key, in another place, or after a change."""

import pytest
from cryptography.exceptions import InvalidTag

from yingda.record import sealing

KEYS = {"k2": b"b" * 32, "k1": b"a" * 32}


def test_what_was_sealed_is_opened_again():
    for text in ("欧阳测试", "13900001111", "", "🏠 测试路9号院"):
        assert sealing.opened(KEYS, "row:name", sealing.sealed(KEYS, "row:name", text)) == text


def test_the_same_text_is_never_sealed_alike():
    assert len({sealing.sealed(KEYS, "r:name", "王") for _ in range(20)}) == 20


@pytest.mark.parametrize("place", ["row:phone", "other:name", ""])
def test_a_field_put_in_another_place_is_refused(place):
    box = sealing.sealed(KEYS, "row:name", "欧阳")
    with pytest.raises(InvalidTag):
        sealing.opened(KEYS, place, box)


def test_every_changed_byte_is_noticed():
    box = sealing.sealed(KEYS, "row:name", "欧阳")
    for at in range(3, len(box)):
        changed = bytearray(box)
        changed[at] ^= 1
        with pytest.raises(InvalidTag):
            sealing.opened(KEYS, "row:name", bytes(changed))


def test_an_older_key_still_opens_and_an_unknown_one_does_not():
    old = sealing.sealed({"k1": KEYS["k1"]}, "row:name", "欧阳")
    assert sealing.key_of(old) == "k1" and sealing.opened(KEYS, "row:name", old) == "欧阳"
    with pytest.raises(KeyError):
        sealing.opened({"k9": b"9" * 32}, "row:name", old)


@pytest.mark.parametrize(
    "typed",
    [
        "13900001111", "+8613900001111", "86 139 0000 1111", "139-0000-1111",
        "１３９００００１１１１", "（139）00001111", "+86-139 0000 1111", "0086 13900001111",
    ],
)  # fmt: skip
def test_a_phone_is_found_however_it_is_typed(typed):
    assert sealing.hashed(b"k", "phone", typed) == sealing.hashed(b"k", "phone", "13900001111")


def test_a_name_is_found_with_and_without_spaces():
    assert sealing.hashed(b"k", "name", " 欧 阳 ") == sealing.hashed(b"k", "name", "欧阳")
    assert sealing.hashed(b"k", "name", "139") != sealing.hashed(b"k", "phone", "139")
    assert sealing.hashed(b"k", "name", "欧阳") != sealing.hashed(b"j", "name", "欧阳")


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("phone", "13900001111", "139****1111"), ("phone", "64001111", "****11"),
        ("phone", "", ""), ("name", "王", "王*"), ("name", "王五", "王*"),
        ("name", "欧阳测试", "欧**"), ("address", "测试路九号院二号楼", "测试路九号院****"),
        ("address", "测试", "****"),
    ],
)  # fmt: skip
def test_masks_show_enough_to_know_and_too_little_to_find(field, text, shown):
    assert sealing.masked(field, text) == shown
