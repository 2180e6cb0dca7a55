# SPDX-License-Identifier: Apache-2.0
"""听录 Who hears a recording: with a reason, within their duty, and noted each time."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.spoken_calls import recorded, sealed, talked
from yingda.calls.speech import Said
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import turns
from yingda.ledgers.calls import CallLine
from yingda.ledgers.recordings import HeardLine, RecordingLine
from yingda.office import hearing, recording, transcribing

pytestmark = pytest.mark.django_db
QUALITY = Person("质检甲", "quality", code="zhi")
OPERATOR = Person("话务甲", "operator", code="zhao")


@pytest.fixture
def call(tmp_path, settings):
    settings.STATE = tmp_path / "state"
    line = talked("c1")
    recorded(tmp_path / "recordings", "c1")
    sealed(tmp_path / "recordings")
    return line


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nobody_hears_anything(call, reason):
    assert hearing.ask(QUALITY, call, reason).code == "no_reason"
    assert not HeardLine.objects.exists()


@pytest.mark.parametrize("duty", ["quality", "duty_leader", "assessor"])
def test_who_judges_the_work_hears_every_call_and_it_is_noted(call, duty):
    heard = hearing.ask(Person("某", duty, code="mou"), call, " 核查投诉 ")
    assert (heard.by_code, heard.by_duty, heard.reason) == ("mou", duty, "核查投诉")
    assert hearing.sound_of(heard) is not None


@pytest.mark.parametrize(
    "duty", ["clerk", "dispatcher", "administrator", "caller_back", "reviewer"]
)
def test_nobody_else_hears_it(call, duty):
    assert hearing.ask(Person("某", duty, code="mou"), call, "想听").code == "not_their_call"


def test_an_operator_hears_their_own_calls_only(call):
    assert isinstance(hearing.ask(OPERATOR, call, "复核"), Refusal)
    turns.begin("a", "2001", "zhao", call.begun_at)
    assert isinstance(hearing.ask(OPERATOR, call, "复核"), HeardLine)


def test_a_reason_is_good_for_an_hour_and_for_its_giver_only(call):
    now = timezone.now()
    heard = hearing.ask(QUALITY, call, "核查", now)
    assert hearing.granted(str(heard.id), QUALITY, now)
    assert hearing.granted(str(heard.id), OPERATOR, now) is None
    assert hearing.granted(str(heard.id), QUALITY, now + timedelta(hours=1)) is None
    assert hearing.granted(str(uuid.uuid4()), QUALITY, now) is None


def test_a_recording_that_was_destroyed_is_not_heard_any_more(call):
    heard = hearing.ask(QUALITY, call, "核查")
    recording.let_expire(RecordingLine.objects.get().keep_until)
    assert hearing.sound_of(heard) is None
    assert hearing.ask(QUALITY, call, "核查").code == "no_recording"


def test_any_part_of_the_sound_is_opened_by_itself(call):
    kept = RecordingLine.objects.get()
    whole = b"".join(hearing.pieces(kept))
    assert b"".join(hearing.pieces(kept, 1000, 1500)) == whole[1000:1500]


def test_what_was_said_is_read_under_the_same_reason(call):
    said = [Said(at=1, until=2, words="暖气不热", side="caller")]
    transcribing.keep("a", "c1", "engine", said, call.begun_at)
    assert hearing.words_of(hearing.ask(QUALITY, call, "核查")) == said
    recording.let_expire(RecordingLine.objects.get().keep_until)
    assert hearing.words_of(HeardLine.objects.filter(act="heard").get()) == []


def test_a_call_without_a_recording_cannot_be_heard(call):
    talked("c2", 100)
    found = hearing.ask(QUALITY, CallLine.objects.get(call_id="c2"), "核查")
    assert found.code == "no_recording"
