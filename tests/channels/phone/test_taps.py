# SPDX-License-Identifier: Apache-2.0
"""旁听 The speech of a real call reaches an engine as it goes on; no engine disturbs a call."""

import re
import socket
import threading
import time
from uuid import uuid4

import pytest
from django.conf import settings
from msgspec.structs import replace

from tests.channels.phone.speech import speaks
from tests.channels.phone.waiting import until
from yingda.calls import sound
from yingda.calls.speech import Said, read_said
from yingda.channels.phone import seat
from yingda.channels.phone.switch import Switch
from yingda.channels.phone.taps import Taps
from yingda.ledgers.recordings import TranscriptLine
from yingda.office import transcribing
from yingda.record import sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def tapped(switch):
    """Taps with an engine, at a port of their own."""
    made = []

    def make(engine):
        plan = replace(switch.plan, taps="127.0.0.1:0", transcriber="trial")
        one = Switch(plan, switch.place, switch.key)
        made.append(Taps(one, engine))
        made[-1].one_round()
        return made[-1]

    yield make
    for taps in made:
        taps.close()


@pytest.fixture
def talk(line, practice, switch):
    """A caller who speaks for some seconds, and a seat that answers."""
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    seat.sign_on(line, "2001", ["main"])

    def begin(stays):
        speaks(practice, stays)
        assert until(lambda: seat.now(line, "2001").state == "talking")
        return seat.line_of(line, "2001")["Linkedid"]

    return begin


def hear(taps, seen, within=15.0):
    """Let the taps go on until something is so."""
    limit = time.monotonic() + within
    while not seen():
        assert time.monotonic() < limit
        taps.one_round()
    return True


def ended_well(switch, line, call):
    """Caller and seat talked for as long as they wanted; nothing ended the talk before. (A busy
    machine may let the phone of practice say the first BYE.)"""
    assert until(lambda: seat.now(line, "2001").state == "idle", 20)
    over = re.compile(rf"{re.escape(call)}\|main\|2001\|COMPLETE(?:CALLER|AGENT)\|\d+\|(\d+)")
    assert until(lambda: over.search(switch.queue_log.read_text()))
    return int(over.search(switch.queue_log.read_text())[1]) >= 3


def words_of(switch, call):
    line = TranscriptLine.objects.get(call_id=call)
    place = f"{switch.plan.switch}:{call}:recording:words"
    return read_said(sealing.opened(settings.SEALING_KEYS, place, bytes(line.words)))


def test_an_engine_hears_each_side_while_the_call_goes_on(switch, line, tapped, talk):
    loud: dict[str, list[int]] = {}

    def engine(heard):
        for n, piece in enumerate(heard.sound):
            loud.setdefault(heard.side, []).append(max(sound.samples(piece), default=0))
            if n == 50:
                yield Said(at=1, until=1.02, words=f"{heard.side} {heard.live}")

    taps = tapped(engine)
    call = talk(6)
    assert hear(taps, lambda: len(loud.get("caller", [])) > 50)
    assert seat.now(line, "2001").state == "talking", "it goes on"
    assert len(taps.legs) == 2
    assert max(loud["caller"]) > 5000, "who speaks is heard"
    assert max(loud.get("seat", [0])) < 100, "and on no other's line"
    assert ended_well(switch, line, call)
    assert hear(taps, lambda: TranscriptLine.objects.filter(call_id=call).exists())
    assert [one.words for one in words_of(switch, call)] == ["caller True"]
    assert taps.legs == {} and taps.begun == {}


@pytest.mark.parametrize("fault", ["raises", "hangs"])
def test_an_engine_that_fails_or_hangs_does_not_disturb_a_call(
    switch, line, tapped, talk, monkeypatch, fault
):
    monkeypatch.setattr("yingda.channels.phone.taps.LINGER", 0.5)
    for_ever = threading.Event()

    def engine(heard):
        next(iter(heard.sound))
        if fault == "raises":
            raise RuntimeError("engine")
        for_ever.wait()
        yield Said(at=0, until=1, words="")

    taps = tapped(engine)
    call = talk(4)
    assert hear(taps, lambda: any(leg.size for leg in taps.legs.values()))
    assert ended_well(switch, line, call)
    assert hear(taps, lambda: not taps.legs)
    for_ever.set()
    assert not TranscriptLine.objects.exists()


def test_a_listener_that_takes_nothing_or_is_not_there_does_not_disturb_a_call(switch, line, talk):
    mute = socket.create_server(("127.0.0.1", 0))
    gone = socket.create_server(("127.0.0.1", 0))
    call = talk(6)
    uid = seat.line_of(line, "2001")["Uniqueid"]
    seat.tap(line, call, str(uuid4()), f"127.0.0.1:{mute.getsockname()[1]}")
    nobody = gone.getsockname()[1]
    gone.close()
    seat.tap(line, uid, str(uuid4()), f"127.0.0.1:{nobody}")
    accepted, _ = mute.accept()
    time.sleep(2)
    accepted.close()  # dies in the middle
    assert seat.now(line, "2001").state == "talking"
    assert ended_well(switch, line, call)
    mute.close()


def test_a_tap_that_nobody_ordered_is_not_heard(tapped):
    taps = tapped(lambda heard: iter(()))
    with socket.create_connection(("127.0.0.1", taps.port.port)) as stranger:
        stranger.sendall(b"\x01\x00\x10" + uuid4().bytes)
        stranger.settimeout(5)
        assert stranger.recv(1) == b""
    assert taps.legs == {}


def test_taps_go_on_when_the_line_to_the_switch_was_lost(switch, line, tapped, talk):
    taps = tapped(lambda heard: (Said(at=0, until=1, words="喂") for _ in heard.sound))
    taps.ami.socket.shutdown(socket.SHUT_RDWR)
    taps.one_round()
    assert taps.ami is None
    assert hear(taps, lambda: taps.ami is not None)
    call = talk(3)
    assert hear(taps, lambda: TranscriptLine.objects.filter(call_id=call).exists(), 30)
    assert transcribing.waiting(1) == []
