# SPDX-License-Identifier: Apache-2.0
"""现况流 The stream as a browser sees it: who may listen, what they hear, what it costs."""

import time

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from tests.channels.phone.waiting import until
from tests.config.streaming import Stream, streaming
from tests.faces.people import make_city, signed_in
from yingda.channels.phone import hub
from yingda.ledgers import present
from yingda.roster.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port():
    make_city()
    with streaming() as found:
        yield found


def cookie(username):
    return signed_in(username).cookies[settings.SESSION_COOKIE_NAME].value


def test_an_officer_hears_of_their_seat_and_call_at_once(port):
    present.take_seat("a", "1001", "operator", ["main"])
    stream = Stream(port, cookie("operator"))
    assert stream.until("all")["post"] == {"switch": "a", "seat": "1001"}
    begun = time.monotonic()
    present.show("a", {
        ("call", "c1"): {"phase": "ringing", "seat": "1001", "caller": "138****0001"},
        ("call", "c2"): {"phase": "waiting", "seat": ""},
        ("seat", "1001"): {"state": "ringing", "call": "c1"},
    })  # fmt: skip
    told = [stream.next(), stream.next()]
    print(f"told after {(time.monotonic() - begun) * 1000:.1f} ms")
    assert [(event, t["name"]) for event, t in told] == [("call", "c1"), ("seat", "1001")]
    assert told[0][1]["state"]["caller"] == "138****0001"
    stream.close()


def test_nobody_but_officers_in_use_may_listen(port):
    assert Stream(port, "").status == 403
    assert Stream(port, "forged").status == 403
    User.objects.create_user("stranger", password="lantern-river-42")
    assert Stream(port, cookie("stranger")).status == 403
    mine = cookie("operator")
    Officer.objects.filter(user__username="operator").update(active=False)
    assert Stream(port, mine).status == 403


def test_the_page_may_read_it_from_another_port_of_the_same_host_only(port):
    near = Stream(port, cookie("operator"), "http://127.0.0.1:8000")
    assert near.answer.getheader("access-control-allow-origin") == "http://127.0.0.1:8000"
    far = Stream(port, cookie("operator"), "https://elsewhere.example")
    assert far.answer.getheader("access-control-allow-origin") is None


def test_many_who_listen_hold_one_connection_to_the_database(port):
    mine = cookie("duty_leader")
    streams = [Stream(port, mine) for _ in range(40)]
    assert all(stream.status == 200 for stream in streams)

    def held():
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_stat_activity where application_name = 'yingda ears'"
            )
            return cursor.fetchone()[0]

    assert held() == 1
    for stream in streams:
        stream.close()


def test_after_its_connection_was_cut_it_tells_the_whole_again(port):
    stream = Stream(port, cookie("duty_leader"))
    stream.until("all")
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'yingda ears'"
        )
    present.show("a", {("call", "c1"): {"phase": "waiting"}})
    told = stream.until("all")
    assert [call["name"] for call in told["calls"]] == ["c1"] or until(
        lambda: stream.until("call")["name"] == "c1"
    )


def test_a_browser_is_told_to_come_back_at_once(port):
    stream = Stream(port, cookie("operator"))
    assert stream.answer.readline() == b"retry: 200\n"


def test_the_stream_is_for_those_with_a_telephone(port):
    assert Stream(port, cookie("heating")).status == 403
    assert Stream(port, cookie("quality")).status == 403


def test_one_officer_cannot_open_streams_without_end(port):
    mine = cookie("operator")
    streams = [Stream(port, mine) for _ in range(hub.MOST_STREAMS)]
    assert all(stream.status == 200 for stream in streams)
    assert Stream(port, mine).status == 429
    assert Stream(port, cookie("duty_leader")).status == 200, "others still may"
    for stream in streams:
        stream.close()
    assert until(lambda: Stream(port, mine).status == 200, 5), "who has left makes room"
