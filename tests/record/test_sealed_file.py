# SPDX-License-Identifier: Apache-2.0
"""密封件 A file sealed in chunks: any part opens, nothing can be changed, moved or cut off."""

import io
import os

import pytest
from cryptography.exceptions import InvalidTag

from yingda.record import sealed_file
from yingda.record.sealed_file import CHUNK, HEAD, TAG, NotSealed

KEY = b"k" * 32
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5]


@pytest.fixture
def sealed(tmp_path):
    def make(content, key=KEY, place="a:1"):
        path = tmp_path / "file"
        with path.open("wb") as out:
            sealed_file.write(out, key, place, len(content), [content[:7], content[7:]])
        return path

    return make


def opened(path, key=KEY, place="a:1", begin=0, until=None):
    with path.open("rb") as file:
        return b"".join(sealed_file.read(file, key, place, begin, until))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_read_again_whole(sealed, size):
    content = os.urandom(size)
    assert opened(sealed(content)) == content


def test_nothing_of_the_content_can_be_read_in_the_file(sealed):
    content = b"secret words " * 20_000
    assert b"secret" not in sealed(content).read_bytes()


@pytest.mark.parametrize(
    ("begin", "until"),
    [
        (0, 1),
        (5, CHUNK),
        (CHUNK - 1, CHUNK + 1),
        (CHUNK, 2 * CHUNK),
        (2 * CHUNK + 3, 10**9),
        (7, 7),
    ],
)
def test_a_part_is_read_by_itself(sealed, begin, until):
    content = os.urandom(3 * CHUNK + 5)
    assert opened(sealed(content), begin=begin, until=until) == content[begin:until]


def test_another_key_or_another_place_opens_nothing(sealed):
    path = sealed(b"words")
    for wrong in ({"key": b"x" * 32}, {"place": "a:2"}):
        with pytest.raises(InvalidTag):
            opened(path, **wrong)


@pytest.mark.parametrize("at", [HEAD, HEAD + CHUNK + TAG - 1, HEAD + CHUNK + TAG])
def test_a_changed_byte_is_found(sealed, at):
    path = sealed(os.urandom(2 * CHUNK))
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(InvalidTag):
        opened(path)


def test_chunks_that_changed_places_are_found(sealed):
    path = sealed(os.urandom(3 * CHUNK))
    content = path.read_bytes()
    first, second = content[HEAD : HEAD + CHUNK + TAG], content[HEAD + CHUNK + TAG :][: CHUNK + TAG]
    path.write_bytes(content[:HEAD] + second + first + content[HEAD + 2 * (CHUNK + TAG) :])
    with pytest.raises(InvalidTag):
        opened(path)


def test_a_file_cut_off_between_two_chunks_is_found_even_with_its_size_put_right(sealed):
    path = sealed(os.urandom(3 * CHUNK))
    content = path.read_bytes()[: HEAD + 2 * (CHUNK + TAG)]
    path.write_bytes(content)
    with pytest.raises(NotSealed):
        opened(path, until=10)
    path.write_bytes(content[:4] + (2 * CHUNK).to_bytes(8, "big") + content[HEAD:])
    with pytest.raises(InvalidTag):
        opened(path, until=10)


@pytest.mark.parametrize("content", [b"", b"YDS1", b"RIFF and something longer"])
def test_what_is_no_sealed_file_is_refused(tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(NotSealed):
        opened(path)


@pytest.mark.parametrize("size", [4, 6])
def test_pieces_that_are_not_as_long_as_was_said_are_refused(size):
    with pytest.raises(NotSealed):
        sealed_file.write(io.BytesIO(), KEY, "a:1", size, [b"12345"])


def test_every_file_has_a_key_of_its_own():
    assert len({sealed_file.fresh_key() for _ in range(10)}) == 10
