# SPDX-License-Identifier: Apache-2.0
"""声音 A-law, headers and peaks of recordings."""

import io
import math
import wave
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.calls import sound


def recorded(count, channels=1):
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(2 * channels * count))
    return out.getvalue()


def tone(count, loud):
    return array("h", (int(loud * math.sin(n / 3)) for n in range(count)))


@pytest.mark.parametrize(
    ("sample", "code"), [(0, 0xD5), (-1, 0x55), (32767, 0xAA), (-32768, 0x2A), (1000, 0xFA)]
)
def test_a_sample_is_coded_as_g711_says(sample, code):
    assert sound.a_law(array("h", [sample])) == bytes([code])


@given(st.integers(-32768, 32767))
def test_a_sample_comes_back_almost_as_it_was(sample):
    (again,) = array("h", sound.plain(sound.a_law(array("h", [sample]))))
    assert abs(again - sample) <= max(16, abs(sample) // 16)


def test_a_code_that_was_a_sample_is_coded_the_same_again():
    every = bytes(range(256))
    assert sound.a_law(sound.samples(sound.plain(every))) == every


def test_where_the_samples_begin_is_read_from_the_head():
    assert sound.form(recorded(8)[:100]) == sound.Form(44, 8000)


def test_a_part_before_the_samples_is_passed_over():
    whole = recorded(8)
    between = b"LIST" + (5).to_bytes(4, "little") + b"abcde\0"
    assert sound.form(whole[:36] + between + whole[36:]).begins == 58


@pytest.mark.parametrize(
    "head", [b"", b"RIFF", b"ID3 not a sound at all", recorded(8)[:40], recorded(8, channels=2)]
)
def test_what_is_no_recording_of_a_switch_is_refused(head):
    with pytest.raises(sound.BadSound):
        sound.form(head)


def test_the_head_of_a_law_is_read_by_others():
    head = sound.wav_head(8000, 1000)
    assert head[:4] == b"RIFF" and int.from_bytes(head[4:8], "little") == len(head) + 1000 - 8
    assert head[20:22] == b"\x06\x00" and head[-4:] == (1000).to_bytes(4, "little")


def test_half_a_sample_at_the_end_is_left_out():
    assert sound.samples(b"\x01\x00\x02") == array("h", [1])


@pytest.mark.parametrize("piece", [100, 399, 8000, 100_000])
def test_peaks_do_not_depend_on_the_pieces_they_were_read_in(piece):
    spoken = tone(50_000, 4000)
    whole, parts = sound.Peaks(50_000), sound.Peaks(50_000)
    whole.add(spoken)
    for at in range(0, len(spoken), piece):
        parts.add(spoken[at : at + piece])
    assert parts.all() == whole.all()


def test_a_long_recording_has_no_more_peaks_than_can_be_drawn():
    peaks = sound.Peaks(8000 * 3600)
    assert peaks.step == 48_000
    quiet = sound.Peaks(1000)
    quiet.add(tone(1000, 32767) + tone(0, 0))
    assert quiet.all()[0] == 255


def test_silence_has_no_peak():
    peaks = sound.Peaks(800)
    peaks.add(array("h", bytes(1600)))
    assert peaks.all() == b"\0\0"
