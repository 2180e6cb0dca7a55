# SPDX-License-Identifier: Apache-2.0
"""笔录 Transcribing: what an engine understood of a call, sealed and kept like its recording.

Words come while the call goes on (`channels.phone.taps`), or afterwards from the sealed recording.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from yingda.calls import sound
from yingda.calls.speech import Engine, Heard, Said, written
from yingda.ledgers import recordings
from yingda.ledgers.recordings import RecordingLine, TranscriptLine
from yingda.record import resealing, sealing

from . import hearing, recording

NAME = 80


def _place(switch: str, call_id: str) -> str:
    return recording.place_of(switch, call_id) + ":words"


def keep(
    switch: str, call_id: str, engine: str, said: Iterable[Said], begun: datetime
) -> TranscriptLine | None:
    """Seal what was said in a call, in place of what was understood of it before. None, and nothing
    kept, if the person was erased or its recording destroyed."""
    kept = recordings.of(switch, call_id)
    if recording.is_erased(call_id) or (kept and kept.gone_at):
        return None
    box = sealing.sealed(settings.SEALING_KEYS, _place(switch, call_id), written(said))
    line, _ = TranscriptLine.objects.update_or_create(
        switch=switch, call_id=call_id,
        defaults={
            "engine": engine[:NAME], "words": box,
            "keep_until": kept.keep_until if kept else recording.keep_until(begun),
        },
    )  # fmt: skip
    return line


def from_recording(kept: RecordingLine, engine: Engine, name: str) -> int:
    """Let an engine hear a sealed recording; how much it understood. What it raises is raised."""
    heard = Heard(call=kept.call_id, side="both", sound=_plain(kept))
    said = list(engine(heard))
    keep(kept.switch, kept.call_id, name, said, kept.begun_at)
    return len(said)


def catch_up(engine: Engine, name: str, most: int) -> Iterator[tuple[str, str]]:
    """Let an engine hear the newest recordings that nobody has transcribed, at most so many; each
    call with how much was understood, or why not. One that fails does not keep the others."""
    for kept in waiting(most):
        try:
            yield kept.call_id, str(from_recording(kept, engine, name))
        except Exception as fault:
            yield kept.call_id, type(fault).__name__


def _plain(kept: RecordingLine) -> Iterator[bytes]:
    """The samples of a recording, as an engine wants them."""
    begin = len(sound.wav_head(sound.RATE, 0))
    for piece in hearing.pieces(kept, begin):
        yield sound.plain(piece)


def waiting(most: int) -> list[RecordingLine]:
    """Recordings that nobody has transcribed, the newest first."""
    known = TranscriptLine.objects.filter(switch=OuterRef("switch"), call_id=OuterRef("call_id"))
    found = RecordingLine.objects.filter(~Exists(known), gone_at=None)
    return list(found.order_by("-begun_at")[:most])


def reseal(size: int = 500) -> Iterator[int]:
    """Seal transcripts that are under an older key again."""
    return resealing.again(
        TranscriptLine, "words", lambda one: _place(one.switch, one.call_id), size
    )
