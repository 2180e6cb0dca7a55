# SPDX-License-Identifier: Apache-2.0
"""来话剔除 A request is decided once."""

from datetime import UTC, datetime, timedelta

import pytest

from yingda.ledgers import set_aside
from yingda.ledgers.set_aside import SetAsideAsked

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)


def asked(n=0):
    return SetAsideAsked.objects.create(
        begins=NOW - timedelta(hours=n + 2), until=NOW - timedelta(hours=n + 1),
        reason="trunk_outage", grounds="故障单", asked_by="zhao", asked_name="赵",
    )  # fmt: skip


def test_a_request_waits_until_it_is_decided_and_is_decided_once():
    one = asked()
    assert list(set_aside.waiting()) == [one]
    assert set_aside.decide(one.id, True, "chu", "褚", "", NOW)
    assert not set_aside.decide(one.id, False, "wei", "卫", "重复", NOW)
    assert not set_aside.waiting()
    assert set_aside.decided(None, 10)[0].decided_name == "褚"


def test_what_was_decided_is_paged_by_key():
    lines = [asked(n) for n in range(3)]
    for line in lines:
        set_aside.decide(line.id, False, "chu", "褚", "依据不足", NOW)
    first = set_aside.decided(None, 2)
    assert [line.id for line in first] == [lines[2].id, lines[1].id]
    assert [line.id for line in set_aside.decided(first[-1].id, 2)] == [lines[0].id]
