# SPDX-License-Identifier: Apache-2.0
"""现况广播 Who is told what of the switch's present."""

import json

import pytest

from yingda.channels.phone import hub as hubs
from yingda.channels.phone.hub import Hub

SEATS = {("a", "1001"): "zhao", ("a", "1002"): "qian"}


@pytest.fixture
def hub():
    made = Hub()
    made.restore([("a", "switch", "a", {"up": True})], SEATS)
    return made


def say(hub, kind, name, state, switch="a"):
    hub.hear(json.dumps({"switch": switch, "kind": kind, "name": name, "state": state}))


def read(client):
    """What they have not read yet, as (event, what was told)."""
    found = []
    while not client.unread.empty():
        event, told = client.unread.get_nowait().decode().rstrip().split("\n")
        found.append((event.removeprefix("event: "), json.loads(told.removeprefix("data: "))))
    return found


def test_an_officer_is_told_of_their_own_call_only(hub):
    zhao, qian = hub.join("zhao", False), hub.join("qian", False)
    read(zhao), read(qian)
    say(hub, "call", "c1", {"phase": "ringing", "seat": "1001", "caller": "138****0001"})
    say(hub, "call", "c2", {"phase": "waiting", "seat": ""})
    assert [told["name"] for _, told in read(zhao)] == ["c1"]
    assert read(qian) == []


def test_the_call_of_the_same_seat_number_on_another_switch_is_not_theirs(hub):
    zhao = hub.join("zhao", False)
    read(zhao)
    say(hub, "call", "c1", {"phase": "ringing", "seat": "1001"}, switch="b")
    assert read(zhao) == []


def test_a_call_that_goes_to_another_seat_is_gone_for_the_first(hub):
    zhao, qian = hub.join("zhao", False), hub.join("qian", False)
    say(hub, "call", "c1", {"phase": "ringing", "seat": "1001"})
    read(zhao), read(qian)
    say(hub, "call", "c1", {"phase": "ringing", "seat": "1002"})
    assert read(zhao)[0][1]["state"] is None
    assert read(qian)[0][1]["state"]["seat"] == "1002"


def test_the_duty_leader_is_told_of_all_and_of_calls_for_help(hub):
    leader, zhao = hub.join("sun", True), hub.join("zhao", False)
    read(leader), read(zhao)
    say(hub, "call", "c1", {"phase": "waiting", "seat": ""})
    say(hub, "seat", "1002", {"state": "idle"})
    say(hub, "help", "c1", {"seat": "1001", "why": "辱骂"})
    assert [event for event, _ in read(leader)] == ["call", "seat", "help"]
    assert read(zhao) == []


def test_no_browser_is_told_the_hash_of_a_caller(hub):
    leader = hub.join("sun", True)
    say(hub, "call", "c1", {"phase": "waiting", "who": "9f", "caller": "138****0001"})
    assert "who" not in str(read(leader)) and "who" not in str(hub.everything(leader))


def test_what_came_of_an_order_is_told_to_the_one_who_gave_it(hub):
    zhao, leader = hub.join("zhao", False), hub.join("sun", True)
    read(zhao), read(leader)
    say(hub, "order", "o1", {"act": "ready", "seat": "1001", "by": "zhao", "outcome": "done"})
    assert [event for event, _ in read(zhao)] == ["order"] and read(leader) == []


def test_what_has_not_changed_is_not_told_again(hub):
    leader = hub.join("sun", True)
    say(hub, "seat", "1001", {"state": "idle"})
    read(leader)
    say(hub, "seat", "1001", {"state": "idle"})
    assert read(leader) == []


def test_who_takes_a_seat_or_leaves_it_is_told_the_whole(hub):
    li = hub.join("li", False)
    assert read(li)[0][1]["post"] is None
    say(hub, "post", "1003", {"officer": "li"})
    assert read(li)[0][1]["post"] == {"switch": "a", "seat": "1003"}
    say(hub, "post", "1003", None)
    assert read(li)[0][1]["post"] is None


def test_how_many_wait_is_told_once_when_it_changes(hub):
    zhao = hub.join("zhao", False)
    say(hub, "call", "c1", {"phase": "waiting", "queue": "main"})
    say(hub, "call", "c2", {"phase": "talking", "queue": "main"})
    read(zhao)
    hub.count(), hub.count()
    assert read(zhao) == [("waiting", {"main": 1})]


def test_who_reads_too_slowly_is_let_go_and_holds_up_nobody(hub):
    slow = hub.join("sun", True)
    for number in range(hubs.MOST_UNREAD + 5):
        say(hub, "call", f"c{number}", {"phase": "waiting"})
    assert slow.gone and slow.unread.qsize() == hubs.MOST_UNREAD
    hub.leave(slow)
    assert not hub.leaders and not hub.clients


def test_after_the_database_was_away_everyone_is_told_the_whole(hub):
    zhao = hub.join("zhao", False)
    say(hub, "call", "old", {"phase": "talking", "seat": "1001"})
    read(zhao)
    hub.restore([("a", "call", "new", {"phase": "ringing", "seat": "1001"})], SEATS)
    ((event, told),) = read(zhao)
    assert event == "all" and [call["name"] for call in told["calls"]] == ["new"]


def test_a_switch_that_is_silent_for_long_is_shown_as_away(hub):
    zhao = hub.join("zhao", False)
    read(zhao)
    hub.heard["a"] -= hubs.SILENT + 1
    hub.count()
    assert ("switch", {"switch": "a", "name": "a", "state": {"up": False}}) in read(zhao)
    say(hub, "switch", "a", {"up": True})
    assert read(zhao)[0][1]["state"] == {"up": True}
