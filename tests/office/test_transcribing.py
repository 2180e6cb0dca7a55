# SPDX-License-Identifier: Apache-2.0
"""笔录 What an engine understood of a sealed recording is sealed as well."""

import pytest

from tests.office.spoken_calls import recorded, sealed, talked
from yingda.calls.speech import Said
from yingda.ledgers.recordings import RecordingLine, TranscriptLine
from yingda.office import transcribing

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(tmp_path, settings):
    settings.STATE = tmp_path / "state"
    for n, call_id in enumerate(("c1", "c2")):
        talked(call_id, n * 100)
        recorded(tmp_path / "recordings", call_id, seconds=20)
    sealed(tmp_path / "recordings")
    return RecordingLine.objects.get(call_id="c1")


def loud(heard):
    """An engine that only hears how long it was and how loud."""
    size = most = 0
    for piece in heard.sound:
        size += len(piece)
        most = max(most, *piece[1::2])
    yield Said(at=0, until=size / 2 / heard.rate, words=f"{heard.side} {most > 0}")


def test_an_engine_hears_the_whole_recording_from_its_sealed_file(kept):
    assert transcribing.from_recording(kept, loud, "loud") == 1
    line = TranscriptLine.objects.get()
    assert line.engine == "loud" and line.keep_until == kept.keep_until
    assert b"both" not in bytes(line.words)


def test_what_waits_for_an_engine_is_listed_the_newest_first(kept):
    assert [line.call_id for line in transcribing.waiting(9)] == ["c2", "c1"]
    transcribing.from_recording(kept, loud, "loud")
    assert [line.call_id for line in transcribing.waiting(9)] == ["c2"]


def test_an_engine_that_fails_leaves_no_half_of_a_transcript(kept):
    def broken(heard):
        yield Said(at=0, until=1, words="喂")
        raise RuntimeError("engine")

    with pytest.raises(RuntimeError):
        transcribing.from_recording(kept, broken, "broken")
    assert not TranscriptLine.objects.exists()


def test_a_second_engine_takes_the_place_of_the_first(kept):
    transcribing.from_recording(kept, loud, "one")
    transcribing.from_recording(kept, loud, "two")
    assert TranscriptLine.objects.get().engine == "two"


def test_a_call_whose_recording_was_destroyed_keeps_no_words(kept):
    RecordingLine.objects.filter(call_id="c1").update(gone_at=kept.begun_at, key=None)
    assert transcribing.keep("a", "c1", "x", [], kept.begun_at) is None


def test_catching_up_goes_on_after_one_that_failed(kept):
    def fails_at_first(heard):
        if heard.call == "c2":
            raise RuntimeError("engine")
        yield from loud(heard)

    assert list(transcribing.catch_up(fails_at_first, "x", 9)) == [
        ("c2", "RuntimeError"), ("c1", "1"),
    ]  # fmt: skip
    assert [line.call_id for line in transcribing.waiting(9)] == ["c2"]
