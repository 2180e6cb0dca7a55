# SPDX-License-Identifier: Apache-2.0
"""听录 Hearing: who may hear a recording and read what was said, only with a reason, and noted.

Quality, duty leaders and assessors hear every call; an operator those that they answered
themselves. Each time is a line of `HeardLine`: who, when, which call, why.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from yingda.calls.speech import Said, read_said
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import recordings, turns
from yingda.ledgers.calls import CallLine
from yingda.ledgers.recordings import HeardLine, RecordingLine
from yingda.record import sealed_file, sealing

from . import recording

LISTENERS = frozenset(("quality", "duty_leader", "assessor"))
"""Who hears every recording."""

LASTS = timedelta(hours=1)
"""So long one reason is good for."""


def may_hear(by: Person, line: CallLine) -> bool:
    """Whether the recording of a call is theirs to hear."""
    if by.duty in LISTENERS:
        return True
    one = CallLine.objects.filter(switch=line.switch, call_id=line.call_id)
    return by.duty == "operator" and turns.own(one, by.code).exists()


def ask(
    by: Person, line: CallLine, reason: str, now: datetime | None = None
) -> HeardLine | Refusal:
    """Note that `by` will hear the recording of a call, and why; or why they may not."""
    if not reason.strip():
        return Refusal("no_reason", "听取录音须写明事由，并会留下记录", fields=("reason",))
    if not may_hear(by, line):
        return Refusal("not_their_call", "话务员只能听取本人接听的来话")
    kept = recordings.of(line.switch, line.call_id)
    words = recordings.transcript(line.switch, line.call_id)
    if (kept is None or kept.gone_at) and (words is None or words.words is None):
        return Refusal("no_recording", "这通来话没有可听的录音")
    return HeardLine.objects.create(
        at=now or timezone.now(), switch=line.switch, call_id=line.call_id, act="heard",
        by_code=by.code, by_name=by.name, by_duty=by.duty,
        reason=reason.replace("\0", "").strip()[:400],
    )  # fmt: skip


def granted(heard_id: str, by: Person, now: datetime | None = None) -> HeardLine | None:
    """The line by which `by` may hear a call now; None for another's, or one that is too old."""
    since = (now or timezone.now()) - LASTS
    found = HeardLine.objects.filter(id=heard_id, by_code=by.code, act="heard", at__gt=since)
    return found.first()


def sound_of(heard: HeardLine) -> RecordingLine | None:
    """The recording that was asked for, while it is there."""
    kept = recordings.of(heard.switch, heard.call_id)
    return kept if kept and not kept.gone_at and (recording.store() / kept.path).exists() else None


def pieces(kept: RecordingLine, begin: int = 0, until: int | None = None) -> Iterator[bytes]:
    """The WAV of a recording from `begin` to `until`, opened a chunk at a time."""
    key, place = recording.key_of(kept), recording.place_of(kept.switch, kept.call_id)
    with (recording.store() / kept.path).open("rb") as file:
        yield from sealed_file.read(file, key, place, begin, until)


def words_of(heard: HeardLine) -> list[Said]:
    """What was said, as far as it was transcribed."""
    line = recordings.transcript(heard.switch, heard.call_id)
    if line is None or line.words is None:
        return []
    place = recording.place_of(heard.switch, heard.call_id) + ":words"
    return read_said(sealing.opened(settings.SEALING_KEYS, place, bytes(line.words)))
