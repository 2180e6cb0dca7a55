# SPDX-License-Identifier: Apache-2.0
"""换钥 One field of a table is sealed again, each line once, whatever its key is made of."""

import pytest

from yingda.ledgers.calls import CallLine
from yingda.ledgers.listed import ListedLine
from yingda.record import resealing, sealing

pytestmark = pytest.mark.django_db
OLD, BOTH, NEW = {"k1": b"a" * 32}, {"k2": b"b" * 32, "k1": b"a" * 32}, {"k2": b"b" * 32}


def place(line):
    return f"{line.pk}:number"


@pytest.fixture
def lines():
    """Seven listed numbers under the old key, and one that is not kept any more."""
    made = [
        ListedLine.objects.create(
            caller=str(n), number=b"", tail="", priority=1, queue="", why="独居老人", put_by="何"
        )
        for n in range(8)
    ]
    for line in made[:7]:
        line.number = sealing.sealed(OLD, place(line), f"1380000000{line.caller}")
        line.save()
    return made


def test_every_line_is_sealed_again_once_page_by_page(lines, settings):
    settings.SEALING_KEYS = BOTH
    assert list(resealing.again(ListedLine, "number", place, size=3)) == [3, 3, 1]
    assert list(resealing.again(ListedLine, "number", place, size=3)) == []
    for line in ListedLine.objects.filter(caller__lt="7"):
        assert sealing.opened(NEW, place(line), bytes(line.number)) == f"1380000000{line.caller}"


def test_what_was_sealed_in_time_and_what_is_empty_is_left_alone(lines, settings):
    settings.SEALING_KEYS = OLD
    assert list(resealing.again(ListedLine, "number", place)) == []


def test_a_table_whose_key_has_two_parts_is_walked_too(settings):
    settings.SEALING_KEYS = BOTH
    assert list(resealing.again(CallLine, "tail", place, size=1)) == []
