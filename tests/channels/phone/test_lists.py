# SPDX-License-Identifier: Apache-2.0
"""名单 The real switch knows whom we put on the list, and forgets whom we took off."""

from datetime import UTC, date, datetime

import pytest

from yingda.channels.phone import lists
from yingda.channels.phone.lists import Lists
from yingda.flow.grammar import Person
from yingda.office import listing

pytestmark = pytest.mark.django_db
ON, NOW = date(2026, 11, 26), datetime(2026, 11, 26, 2, tzinfo=UTC)
LEADER = Person("何主任", "duty_leader")


@pytest.fixture
def ours(settings, switch, line):
    settings.CITY = type(settings.CITY)(name="示范市", phone=switch.plan)
    lists.assert_lists(line, ON)  # what an earlier test left behind is taken away
    return Lists()


def put(number, priority, queue=""):
    return listing.put(number, priority, queue, "独居老人", None, LEADER, NOW)


def test_the_switch_is_told_once_and_again_only_when_the_list_has_changed(line, ours):
    first = put("13800009001", 10)
    put("13800009002", 0, "enterprise")
    assert ours.tell(line, ON) == 2 and ours.tell(line, ON) == 0
    assert lists.known(line, "priority") == {"13800009001": "10"}
    assert lists.known(line, "queue") == {"13800009002": "enterprise"}
    listing.end(first.id, LEADER, NOW)
    assert ours.tell(line, ON) == 1
    assert lists.known(line, "priority") == {}


def test_what_the_switch_forgot_is_told_again_after_the_line_was_lost(line, ours):
    put("13800009003", 5)
    ours.tell(line, ON)
    line.act("DBDel", Family="priority", Key="13800009003")
    line.act("DBPut", Family="priority", Key="13900000000", Val="99")
    assert ours.tell(line, ON) == 0, "nobody knows yet"
    ours.forget()
    assert ours.tell(line, ON) == 2
    assert lists.known(line, "priority") == {"13800009003": "5"}


def test_what_the_switch_keeps_for_itself_is_left_alone(line, ours):
    line.act("DBPut", Family="Queue/Own", Key="main", Val="x")
    assert lists.known(line, "queue") == {} and ours.tell(line, ON) == 0
    assert line.rows("DBGetTree", Family="Queue/Own")


def test_a_long_list_is_told_in_steps_so_that_no_ring_waits(line, ours, monkeypatch):
    monkeypatch.setattr(lists, "MOST", 2)
    for n in range(3):
        put(f"1380000910{n}", 1)
    assert [ours.tell(line, ON) for _ in range(3)] == [2, 1, 0]
    assert len(lists.known(line, "priority")) == 3
