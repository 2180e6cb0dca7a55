# SPDX-License-Identifier: Apache-2.0
"""封录 Recording: what the switch recorded is sealed away, once, and kept no longer than the book
says.

A recording whose call is over is coded to A-law, sealed under a key of its own, written, read back
and compared; then its line is entered; only then is the plain file removed. Broken off anywhere it
is done again: a file without its line is noise and is written over.
"""

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from msgspec import Struct

from yingda.calls import sound
from yingda.calls.call import STALE
from yingda.flow.grammar import CLOCK
from yingda.flow.limits import ZONE, day
from yingda.ledgers import recordings
from yingda.ledgers.calls import CallLine
from yingda.ledgers.recordings import HeardLine, RecordingLine, TranscriptLine
from yingda.record import resealing, sealed_file, sealing
from yingda.record.sealed_file import NotSealed
from yingda.standard.clause import Span

from .door import standard_in_force

QUIET = timedelta(seconds=5)
"""A file that was written to so recently is still being written."""

BATCH = 50
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
PIECE = 256 * 1024

_log = logging.getLogger("yingda.recordings")
_said: set[str] = set()


class Coded(Struct, frozen=True, kw_only=True):
    """A plain recording as it will be sealed: its head, how many samples follow."""

    head: bytes
    begins: int
    rate: int
    count: int

    @property
    def size(self) -> int:
        """Bytes of what is sealed."""
        return len(self.head) + self.count


def store() -> Path:
    """The folder of sealed recordings."""
    return Path(settings.STATE) / "recordings"


def place_of(switch: str, call_id: str) -> str:
    """What a recording, its key and its transcript are bound to."""
    return f"{switch}:{call_id}:recording"


def keep_until(begun: datetime) -> datetime | None:
    """How long a recording of that day is kept by the books; None where none says so."""
    said = standard_in_force().setting("recordings.keep", day(begun))
    if not said:
        return None
    span = Span.parse(str(said))
    return begun + timedelta(**{span.unit: span.amount})


def seal_finished(switch: str, folder: Path, now: datetime, most: int = BATCH) -> int:
    """Seal the recordings in `folder` whose calls are over, at most so many; how many were."""
    found = {p.stem: p for p in sorted(folder.glob("*.wav")) if NAME.fullmatch(p.stem)}
    lines = {
        line.call_id: line
        for line in CallLine.objects.filter(switch=switch, call_id__in=list(found)).only(
            "switch", "call_id", "begun_at", "ended_at", "outcome", "decided_at"
        )
    }
    done = 0
    for call_id, path in found.items():
        if done >= most:
            break
        line = lines.get(call_id)
        with suppress(FileNotFoundError):  # another was quicker
            if _is_over(line, path, now):
                done += _seal_or_say(switch, call_id, path, line.begun_at if line else None)
    return done


def _is_over(line: CallLine | None, path: Path, now: datetime) -> bool:
    """Whether nothing more will be written. What the book never heard of waits for a day."""
    written = datetime.fromtimestamp(path.stat().st_mtime, ZONE)
    over = line is not None and (line.ended_at is not None or line.outcome == "lost")
    return now - written > (QUIET if over else STALE)


def _seal_or_say(switch: str, call_id: str, path: Path, begun: datetime | None) -> bool:
    """One recording that cannot be sealed stays where it is and does not keep the others; it is
    said once."""
    try:
        return seal(switch, call_id, path, begun)
    except (sound.BadSound, NotSealed, OSError) as fault:
        if call_id not in _said:
            _said.add(call_id)
            _log.error("recording of %s cannot be sealed: %s", call_id, fault)
        return False


def seal(switch: str, call_id: str, path: Path, begun: datetime | None = None) -> bool:
    """Seal one plain recording and remove it. False if nothing was said in it: it is only removed.

    Raises BadSound for what is no recording, OSError when the disk refuses."""
    written = datetime.fromtimestamp(path.stat().st_mtime, ZONE)
    with path.open("rb") as plain:
        coded = _coded(plain)
        kept = recordings.of(switch, call_id)
        if coded.count == 0 or is_erased(call_id) or (kept and kept.gone_at):
            remove(path)
            return False
        if kept is None or kept.was != path.stat().st_size or not _opens(kept):
            _write(switch, call_id, plain, coded, begun or written)
    remove(path)
    return not _erased_meanwhile(switch, call_id)


def _erased_meanwhile(switch: str, call_id: str) -> bool:
    """A person who was erased while their call was being sealed leaves no recording either."""
    if not is_erased(call_id):
        return False
    of_call = RecordingLine.objects.filter(switch=switch, call_id=call_id, gone_at=None)
    of_call.update(key=None, peaks=b"", gone_at=Now(), gone_why="erased")
    return True


def _coded(plain: BinaryIO) -> Coded:
    size = os.fstat(plain.fileno()).st_size
    if size == 0:
        return Coded(head=b"", begins=0, rate=sound.RATE, count=0)
    form = sound.form(plain.read(4096))
    count = max(0, size - form.begins) // sound.WIDTH
    return Coded(
        head=sound.wav_head(form.rate, count), begins=form.begins, rate=form.rate, count=count
    )


def is_erased(call_id: str) -> bool:
    """Whether the person of this call was erased before the recording could be sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from ledgers_caseline c join record_particulars p"
            " on p.case_no = c.case_no where c.call = %s and c.call <> ''"
            " and p.erased_at is not null)",
            [call_id],
        )
        return bool(cursor.fetchone()[0])


def _write(switch: str, call_id: str, plain: BinaryIO, coded: Coded, begun: datetime) -> None:
    place, key = place_of(switch, call_id), sealed_file.fresh_key()
    path = store() / switch / f"{begun.astimezone(ZONE):%Y-%m-%d}" / f"{call_id}.sealed"
    make_folder(path.parent)
    draft = path.with_suffix(".draft")
    peaks, summed = sound.Peaks(coded.count), hashlib.sha256()
    with draft.open("wb") as out:
        pieces = _told(_pieces(plain, coded, peaks), summed.update)
        sealed_file.write(out, key, place, coded.size, pieces)
        out.flush()
        os.fsync(out.fileno())
    with draft.open("rb") as again:
        read = hashlib.sha256()
        for piece in sealed_file.read(again, key, place):
            read.update(piece)
    if read.digest() != summed.digest():
        raise NotSealed("读回的录音与写下的不同")
    draft.replace(path)
    sync(path.parent)
    box = sealing.sealed_bytes(settings.SEALING_KEYS, f"{place}:key", key)
    RecordingLine.objects.update_or_create(
        switch=switch, call_id=call_id,
        defaults={
            "begun_at": begun, "path": str(path.relative_to(store())), "key": box,
            "size": coded.size, "was": os.fstat(plain.fileno()).st_size,
            "seconds": coded.count / coded.rate, "peaks": peaks.all(),
            "keep_until": keep_until(begun),
        },
    )  # fmt: skip


def _pieces(plain: BinaryIO, coded: Coded, peaks: sound.Peaks) -> Iterator[bytes]:
    yield coded.head
    plain.seek(coded.begins)
    left = coded.count * sound.WIDTH
    while left:
        piece = plain.read(min(PIECE, left))
        if len(piece) < min(PIECE, left):
            raise NotSealed("录音在读取时变短了")
        left -= len(piece)
        spoken = sound.samples(piece)
        peaks.add(spoken)
        yield sound.a_law(spoken)


def _told(pieces: Iterable[bytes], tell: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        tell(piece)
        yield piece


def key_of(line: RecordingLine) -> bytes:
    """The key of a recording's file. Raises InvalidTag, KeyError."""
    box = bytes(line.key or b"")
    return sealing.opened_bytes(settings.SEALING_KEYS, _key_place(line), box)


def _opens(line: RecordingLine) -> bool:
    """Whether the sealed file is there, whole and true."""
    try:
        with (store() / line.path).open("rb") as file:
            place = place_of(line.switch, line.call_id)
            for _ in sealed_file.read(file, key_of(line), place):
                pass
        return True
    except Exception as fault:
        _log.warning("sealed recording of %s: %s", line.call_id, type(fault).__name__)
        return False


def make_folder(folder: Path) -> None:
    """Make a folder for ourselves alone, and all above it; on the disk for certain."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync(folder.parent)


def sync(folder: Path) -> None:
    """Make what was renamed or removed in a folder certain on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Take a file away for certain."""
    path.unlink(missing_ok=True)
    sync(path.parent)


def let_expire(now: datetime, most: int = BATCH) -> int:
    """Destroy recordings and transcripts whose time is over; how many. The key goes first: from
    then on the file is noise, whatever happens to it."""
    done = 0
    for line in recordings.expired(now, most):
        with transaction.atomic():
            of_call = RecordingLine.objects.filter(
                switch=line.switch, call_id=line.call_id, gone_at=None
            )
            gone = {"key": None, "peaks": b"", "gone_at": now, "gone_why": "expired"}
            if of_call.update(**gone):
                _note_gone(line, "保存期满", now)
                done += 1
    for words in recordings.expired_words(now, most):
        with transaction.atomic():
            said = TranscriptLine.objects.filter(switch=words.switch, call_id=words.call_id)
            said.update(words=None)
            _note_gone(words, "转写保存期满", now)
        done += 1
    return done + unlink_gone(now, most)


def unlink_gone(now: datetime, most: int = BATCH) -> int:
    """Take away the files of recordings that were destroyed; how many."""
    found = recordings.to_unlink(most)
    for line in found:
        path = store() / line.path
        if path.exists():
            remove(path)
        with transaction.atomic():
            of_call = RecordingLine.objects.filter(switch=line.switch, call_id=line.call_id)
            if of_call.exclude(path="").update(path="") and line.gone_why == "erased":
                _note_gone(line, "个人信息已依申请删除", now)
    return len(found)


def _note_gone(line: RecordingLine | TranscriptLine, why: str, now: datetime) -> None:
    HeardLine.objects.create(
        at=now, switch=line.switch, call_id=line.call_id, act="gone", by_code="",
        by_name=CLOCK.name, by_duty=CLOCK.duty, reason=why,
    )  # fmt: skip


def rewrap(size: int = 500) -> Iterator[int]:
    """Wrap the keys of recordings that are under an older sealing key again; the files stay."""
    return resealing.again(RecordingLine, "key", _key_place, size)


def _key_place(line: RecordingLine) -> str:
    return f"{place_of(line.switch, line.call_id)}:key"
