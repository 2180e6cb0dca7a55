# SPDX-License-Identifier: Apache-2.0
"""封录 A finished call's recording is sealed once, whatever breaks; and is gone in its time."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.office.appeals import act, registering
from tests.office.spoken_calls import aged, recorded, talked
from tests.office.spoken_calls import sealed as keep
from yingda.calls import sound
from yingda.flow import reveal
from yingda.flow.grammar import Person
from yingda.flow.limits import day
from yingda.ledgers.callers import CallerLine
from yingda.ledgers.calls import CallLine
from yingda.ledgers.listed import ListedLine
from yingda.ledgers.recordings import HeardLine, RecordingLine, TranscriptLine
from yingda.office import (
    Told,
    answering,
    carry_out,
    hearing,
    listing,
    recording,
    resealing,
    transcribing,
)  # fmt: skip
from yingda.record import sealing

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def folder(tmp_path, settings):
    settings.STATE = tmp_path / "state"
    place = tmp_path / "recordings"
    place.mkdir()
    return place


@pytest.fixture
def record(folder):
    def make(call_id, seconds=3.0, head=True):
        path = recorded(folder, call_id, seconds)
        if not head:  # as a switch that was killed leaves it
            content = path.read_bytes()
            path.write_bytes(content[:40] + bytes(4) + content[44:])
            aged(path)
        return path

    return make


def heard(call_id="c1"):
    return b"".join(hearing.pieces(RecordingLine.objects.get(call_id=call_id)))


def test_a_finished_call_is_sealed_and_its_plain_file_is_gone(folder, record):
    talked("c1")
    path = record("c1")
    plain = path.read_bytes()
    assert keep(folder) == 1
    assert not path.exists()
    line = RecordingLine.objects.get()
    assert line.seconds == 3 and line.was == len(plain)
    whole = heard()
    assert len(whole) == line.size and whole[20:22] == b"\x06\0"
    again, before = sound.samples(sound.plain(whole[-24000:])), sound.samples(plain[44:])
    assert max(abs(a - b) for a, b in zip(again, before, strict=True)) < 300
    assert max(line.peaks) == max(before) >> 7


def test_nothing_of_the_speech_can_be_read_on_the_disk(folder, record):
    talked("c1")
    record("c1")
    keep(folder)
    (file,) = [p for p in recording.store().rglob("*") if p.is_file()]
    content = file.read_bytes()
    assert b"WAVE" not in content and heard()[200:260] not in content
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_call_that_goes_on_is_left_alone(folder, record):
    talked("c1", over=False)
    path = record("c1")
    assert keep(folder) == 0 and path.exists()


def test_a_file_just_written_to_is_left_alone(folder, record):
    talked("c1")
    aged(record("c1"), 1)
    assert keep(folder) == 0


def test_a_recording_of_which_the_book_knows_nothing_waits_for_a_day(folder, record):
    path = record("c9")
    assert keep(folder) == 0
    aged(path, 90_000)
    assert keep(folder) == 1


def test_a_recording_that_a_killed_switch_left_is_whole_up_to_there(folder, record):
    talked("c1")
    record("c1", head=False)
    assert keep(folder) == 1
    assert RecordingLine.objects.get().seconds == 3


def test_a_recording_in_which_nobody_spoke_is_only_removed(folder, record):
    talked("c1")
    path = record("c1", seconds=0)
    assert keep(folder) == 0
    assert not path.exists() and not RecordingLine.objects.exists()


@pytest.mark.parametrize("content", [b"not a recording", b"RIFF0000WAVEfmt "])
def test_what_cannot_be_sealed_stays_and_does_not_keep_the_others(folder, record, content):
    for call_id in ("c1", "c2"):
        talked(call_id)
    path = record("c1")
    path.write_bytes(content)
    aged(path)
    record("c2")
    assert keep(folder) == 1
    assert path.exists()


def test_a_name_that_is_no_id_of_a_call_is_not_touched(folder, record):
    path = record("c1").rename(folder / "..wav")
    aged(path, 90_000)
    assert keep(folder) == 0 and path.exists()


@pytest.mark.parametrize("broken", ["write", "line", "remove"])
def test_broken_off_anywhere_it_is_done_again_and_nothing_is_lost(
    folder, record, monkeypatch, broken
):
    talked("c1")
    path = record("c1")
    where = {
        "write": (recording.sealed_file, "read"),
        "line": (RecordingLine.objects, "update_or_create"),
        "remove": (recording, "remove"),
    }[broken]  # fmt: skip

    def killed(*_given, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*where, killed)
        with pytest.raises(KeyboardInterrupt):
            keep(folder)
    assert path.exists()
    assert keep(folder) == 1
    assert not path.exists() and len(heard()) == RecordingLine.objects.get().size


def test_sealed_already_but_the_plain_file_still_there_is_compared_first(folder, record):
    talked("c1")
    plain = record("c1").read_bytes()
    keep(folder)
    line = RecordingLine.objects.get()
    (recording.store() / line.path).write_bytes(b"YDS1 broken")
    path = folder / "c1.wav"
    path.write_bytes(plain)
    aged(path)
    assert keep(folder) == 1
    assert len(heard()) == line.size and not path.exists()


def test_it_is_kept_as_long_as_the_book_says_and_then_destroyed_and_noted(folder, record):
    talked("c1")
    record("c1")
    keep(folder)
    line = RecordingLine.objects.get()
    assert line.keep_until == line.begun_at + timedelta(days=730)
    file = recording.store() / line.path
    assert recording.let_expire(line.keep_until - MINUTE) == 0 and file.exists()
    recording.let_expire(line.keep_until)
    line.refresh_from_db()
    assert (line.key, line.gone_why, line.path) == (None, "expired", "")
    assert not file.exists()
    assert [(h.act, h.reason) for h in HeardLine.objects.all()] == [("gone", "保存期满")]
    assert recording.let_expire(line.keep_until) == 0


def test_words_are_destroyed_in_their_time_and_that_is_noted_as_well(folder, record):
    talked("c1")
    record("c1")
    keep(folder)
    line = RecordingLine.objects.get()
    transcribing.keep("a", "c1", "x", [], line.begun_at)
    recording.let_expire(line.keep_until)
    assert TranscriptLine.objects.get().words is None
    assert {h.reason for h in HeardLine.objects.all()} == {"保存期满", "转写保存期满"}


def test_a_file_that_was_not_removed_in_time_is_removed_later(folder, record, monkeypatch):
    talked("c1")
    record("c1")
    keep(folder)
    line = RecordingLine.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(recording, "unlink_gone", lambda *_: 0)
        recording.let_expire(line.keep_until)
    file = recording.store() / line.path
    assert file.exists()
    recording.let_expire(line.keep_until)
    assert not file.exists()


def test_the_recording_goes_when_the_person_is_erased(folder, record):
    talked("c1")
    record("c1")
    keep(folder)
    line = RecordingLine.objects.get()
    transcribing.keep("a", "c1", "x", [], line.begun_at)
    begun = timezone.now()
    done = carry_out(registering(call="c1"), now=begun, told=Told(name="张", phone="13800000001"))
    act(done.case_no, reveal.Erase(by=Person("员", "administrator"), reason="申请"), begun + MINUTE)
    line.refresh_from_db()
    assert (line.key, line.gone_why, bytes(line.peaks)) == (None, "erased", b"")
    assert TranscriptLine.objects.get().words is None
    recording.let_expire(timezone.now())
    assert not [p for p in recording.store().rglob("*") if p.is_file()]
    assert HeardLine.objects.get().act == "gone"
    record("c1")
    assert keep(folder) == 0 and not (folder / "c1.wav").exists()


def test_a_new_sealing_key_wraps_the_keys_again_and_the_files_stay(folder, record, settings):
    settings.SEALING_KEYS = {"k1": b"a" * 32}
    for call_id in ("c1", "c2"):
        talked(call_id)
        record(call_id)
    keep(folder)
    transcribing.keep("a", "c1", "x", [], timezone.now())
    before = heard()
    settings.SEALING_KEYS = {"k2": b"b" * 32, "k1": b"a" * 32}
    assert sum(resealing.reseal(size=1)) == 5  # two keys, one transcript, two callers
    settings.SEALING_KEYS = {"k2": b"b" * 32}
    assert heard() == before
    assert {sealing.key_of(bytes(r.key)) for r in RecordingLine.objects.all()} == {"k2"}
    assert sum(resealing.reseal()) == 0


@pytest.mark.parametrize("change", [lambda h: h.delete(), lambda h: h.update(reason="x")])
def test_what_was_noted_is_never_changed(folder, record, change):
    test_it_is_kept_as_long_as_the_book_says_and_then_destroyed_and_noted(folder, record)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(HeardLine.objects.all())


def erased(call="c1", phone="13800000001"):
    begun = timezone.now()
    done = carry_out(registering(call=call), now=begun, told=Told(name="张", phone=phone))
    act(done.case_no, reveal.Erase(by=Person("员", "administrator"), reason="申请"), begun + MINUTE)


def test_a_person_erased_while_their_call_is_being_sealed_leaves_no_recording(
    folder, record, monkeypatch
):
    talked("c1")
    record("c1")
    whole = recording._write
    monkeypatch.setattr(recording, "_write", lambda *given: (erased(), whole(*given)))
    assert keep(folder) == 0
    line = RecordingLine.objects.get()
    assert (line.key, line.gone_why, bytes(line.peaks)) == (None, "erased", b"")


def test_the_callers_number_and_last_digits_go_when_the_person_is_erased(db):
    for call in ("a-17.1", "a-17.2"):
        talked(call)
        answering.rang("a", call, "13800000001", timezone.now())
    erased("a-17.1")
    assert CallLine.objects.get(call_id="a-17.1").tail is None
    assert CallLine.objects.get(call_id="a-17.2").tail is not None
    gone = CallerLine.objects.get(call_id="a-17.1")
    assert (gone.number, gone.caller) == (None, "")


def test_who_is_erased_stands_on_no_list_of_callers_once_no_case_of_theirs_is_left(db):
    leader = Person("何主任", "duty_leader")
    now = timezone.now()
    for number in ("13800000001", "13800000002"):
        listing.put(number, 10, "", "独居老人", None, leader, now)
    other = carry_out(registering(), now=now, told=Told(name="张", phone="13800000001")).case_no
    erased()
    assert len(list(listing.in_the_open(day(now)))) == 2, "another case of theirs is still there"
    act(other, reveal.Erase(by=Person("员", "administrator"), reason="申请"), now + MINUTE)
    assert [one.number for one in listing.in_the_open(day(now))] == ["13800000002"]
    gone = ListedLine.objects.order_by("id").first()
    assert (bytes(gone.number), gone.tail, gone.why, gone.caller) == (b"", "", "", "")
    assert gone.ended_at and sum(listing.reseal()) == 0
