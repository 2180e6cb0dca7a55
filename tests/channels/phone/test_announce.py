# SPDX-License-Identifier: Apache-2.0
"""播报 The real switch says what is declared, and stops when it is over."""

from datetime import UTC, datetime

import pytest

from tests.channels.phone.waiting import until
from yingda.channels.phone import lists, sounds
from yingda.channels.phone.announce import FAMILY, Announcements, sound_of
from yingda.flow.grammar import Person
from yingda.office import incidents
from yingda.office.incidents import Declared

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
LEADER = Person("褚怀瑾", "duty_leader", code="leader1")
WORDS = "南苑路停水，正在抢修"


@pytest.fixture
def ours(settings, switch, line):
    settings.CITY = type(settings.CITY)(name="示范市", phone=switch.plan)
    made = Announcements(switch)
    lists.right(line, FAMILY, {}, lists.known(line, FAMILY), 50)
    yield made
    lists.right(line, FAMILY, {}, lists.known(line, FAMILY), 50)


def declared(**more):
    said = {"title": "供水管爆裂", "announcement": WORDS, "queues": ("main", "enterprise")}
    return incidents.declare(Declared(**(said | more)), LEADER, NOW)


def spoken(ours, words):
    path = ours.place / f"{sound_of(words)}.wav"
    assert until(path.exists), "no voice"
    return path


def test_what_is_declared_is_spoken_told_and_taken_back(ours, line, switch):
    incident = declared()
    assert ours.tell(line) == 0, "not spoken yet: nobody hears a file that is not there"
    path = spoken(ours, WORDS)
    assert 0.5 < sounds.length(path) <= 8
    assert ours.tell(line) == 2 and ours.tell(line) == 0
    name = f"yingda/{sound_of(WORDS)}"
    assert lists.known(line, FAMILY) == {"main": name, "enterprise": name} == dict(ours.said)
    incidents.end(incident.id, LEADER, NOW)
    assert ours.tell(line) == 2
    assert lists.known(line, FAMILY) == {} and not path.exists()


def test_new_words_are_said_instead(ours, line):
    incident = declared(queues=("main",))
    ours.tell(line)
    spoken(ours, WORDS)
    ours.tell(line)
    new = {"announcement": "已恢复供水", "status": "", "public": False}
    incidents.say(incident.id, LEADER, NOW, **new)
    ours.tell(line)
    spoken(ours, "已恢复供水")
    assert ours.tell(line) == 1
    assert lists.known(line, FAMILY) == {"main": f"yingda/{sound_of('已恢复供水')}"}


def test_a_caller_of_the_queue_hears_it_before_waiting(ours, line, practice, switch):
    declared(queues=("main",))
    ours.tell(line)
    spoken(ours, WORDS)
    ours.tell(line)
    practice.calls(1, stays=8, number=13800007000)
    playing = f"!Playback!yingda/{sound_of(WORDS)}!"
    assert until(lambda: playing in switch.ask("core show channels concise"), 8)


def test_what_the_switch_forgot_is_told_again(ours, line):
    declared(queues=("main",))
    ours.tell(line)
    spoken(ours, WORDS)
    ours.tell(line)
    line.act("DBDel", Family=FAMILY, Key="main")
    assert ours.tell(line) == 0
    ours.forget()
    assert ours.tell(line) == 1


def test_words_cannot_be_taken_for_an_option_of_the_voice(ours, tmp_path):
    assert sounds.speak("--version", tmp_path / "said.wav", ours.switch.place.program, 8.0)
    assert sounds.length(tmp_path / "said.wav") > 0.3
