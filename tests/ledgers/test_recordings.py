# SPDX-License-Identifier: Apache-2.0
"""录音台账 Which recordings there are, and which cases a call gave."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.appeals import registered
from yingda.ledgers import recordings
from yingda.ledgers.recordings import HeardLine, RecordingLine

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def kept(call_id, until, switch="a", gone=False):
    return RecordingLine.objects.create(
        switch=switch, call_id=call_id, begun_at=NOW, path="x", key=None if gone else b"k", size=1,
        was=1, seconds=1, peaks=b"", keep_until=until, gone_at=NOW if gone else None,
    )  # fmt: skip


def test_those_whose_time_is_over_are_found_the_oldest_first():
    kept("c1", NOW - DAY)
    kept("c2", NOW - 2 * DAY)
    kept("c3", NOW + DAY)
    kept("c4", None)
    kept("c5", NOW - DAY, gone=True)
    assert [line.call_id for line in recordings.expired(NOW, 10)] == ["c2", "c1"]
    assert [line.call_id for line in recordings.to_unlink(10)] == ["c5"]


def test_a_list_knows_which_of_its_calls_can_be_heard():
    kept("c1", NOW + DAY)
    kept("c2", NOW + DAY, gone=True)
    kept("c3", NOW + DAY, switch="b")
    assert recordings.kept("a", ["c1", "c2", "c3", "c4"]) == {"c1"}


def test_one_call_may_give_several_cases():
    numbers = sorted(registered(call="a-17.1") for _ in range(2))
    registered(call="a-17.2")
    registered()
    assert [case["case_no"] for case in recordings.cases_of("a-17.1")] == numbers


def test_who_heard_it_is_shown_the_last_first():
    for n in range(3):
        HeardLine.objects.create(
            at=NOW + n * DAY, switch="a", call_id="c1", act="heard", by_code=f"u{n}", by_name="",
            by_duty="quality", reason="核查",
        )  # fmt: skip
    assert [line.by_code for line in recordings.heard("a", "c1", 2)] == ["u2", "u1"]
    assert recordings.heard("a", "c2") == []
