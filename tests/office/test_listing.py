# SPDX-License-Identifier: Apache-2.0
"""列名 The list of callers: kept with a reason, its numbers sealed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from yingda.flow.grammar import Person, Refusal
from yingda.ledgers.listed import ListedLine
from yingda.office import listing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
ON = date(2026, 11, 26)
LEADER = Person("何主任", "duty_leader")
OPERATOR = Person("赵", "operator")


def put(number="138 0000 0001", priority=10, queue="", why="独居老人", until=None, by=LEADER):
    return listing.put(number, priority, queue, why, until, by, NOW)


def test_who_is_put_on_the_list_is_known_to_the_switch_in_the_open():
    put()
    put("+86 13800000002", 0, "language")
    assert {(o.number, o.priority, o.queue) for o in listing.in_the_open(ON)} == {
        ("13800000001", 10, ""), ("13800000002", 0, "language"),
    }  # fmt: skip


def test_the_number_stands_nowhere_in_the_open():
    put()
    with connection.cursor() as cursor:
        cursor.execute("select l::text from ledgers_listedline l")
        assert "13800000001" not in cursor.fetchone()[0]


def test_a_caller_stands_on_the_list_once_and_the_earlier_line_is_kept():
    put()
    put(priority=20)
    assert [o.priority for o in listing.in_the_open(ON)] == [20]
    assert ListedLine.objects.exclude(ended_at=None).get().ended_by == "何主任"


def test_a_caller_is_taken_off_once():
    line = put()
    assert listing.end(line.id, LEADER, NOW) and not listing.end(line.id, LEADER, NOW)
    assert not list(listing.in_the_open(ON))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"by": OPERATOR}, "not_their_duty"), ({"number": "张女士"}, "no_number"),
        ({"number": "1" * 16}, "no_number"), ({"why": " "}, "no_reason"),
        ({"priority": 100}, "no_priority"), ({"queue": "nowhere"}, "no_queue"),
        ({"priority": 0}, "nothing_listed"),
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_is_refused_with_its_field(said, code):
    refusal = put(**said)
    assert isinstance(refusal, Refusal) and refusal.code == code
    assert not ListedLine.objects.exists()


def test_numbers_are_sealed_again_under_a_new_key(settings):
    put()
    settings.SEALING_KEYS = {"new": b"n" * 32} | settings.SEALING_KEYS
    assert sum(listing.reseal()) == 1 and sum(listing.reseal()) == 0
    settings.SEALING_KEYS = {"new": b"n" * 32}
    assert [o.number for o in listing.in_the_open(ON)] == ["13800000001"]


def test_the_number_of_who_is_taken_off_is_kept_no_longer():
    line = put()
    listing.end(line.id, LEADER, NOW)
    line.refresh_from_db()
    assert (bytes(line.number), line.tail) == (b"", "0001")
    assert sum(listing.reseal()) == 0
