# SPDX-License-Identifier: Apache-2.0
"""What it costs to seal an hour of talk: megabytes on the disk, seconds of a processor; beside the
floor, which is to read the plain file and write it again."""

import math
import os
import random
import tempfile
import time
import wave
from array import array
from pathlib import Path

from django.conf import settings

from yingda.ledgers.recordings import RecordingLine
from yingda.office import hearing, recording

HOUR = 3600


def sealing() -> None:
    """Seal one recording of an hour, then open a second in its middle."""
    with tempfile.TemporaryDirectory() as place:
        settings.STATE = Path(place)
        path = _spoken(Path(place) / "bench-1.1.wav")
        plain = path.stat().st_size
        floor = _took(lambda: _copied(path, Path(place) / "copy"))
        cost = _took(lambda: recording.seal("bench", "bench-1.1", path))
        line = RecordingLine.objects.get(switch="bench", call_id="bench-1.1")
        kept = (recording.store() / line.path).stat().st_size
        begin = time.perf_counter()
        middle = b"".join(hearing.pieces(line, line.size // 2, line.size // 2 + 8000))
        opened = time.perf_counter() - begin
        line.delete()
    print(
        f"sealing  an hour of talk: {plain / 1e6:.1f} MB plain, {kept / 1e6:.1f} MB sealed;"
        f" {cost:.2f} s of a processor (copying it: {floor:.2f} s);"
        f" {len(middle) / 8000:.0f} s in its middle opened in {opened * 1000:.1f} ms"
    )


def _took(act: object) -> float:
    begun = time.process_time()
    act()  # type: ignore[operator]
    return time.process_time() - begun


def _copied(path: Path, to: Path) -> None:
    with to.open("wb") as out:
        out.write(path.read_bytes())
        os.fsync(out.fileno())


def _spoken(path: Path) -> Path:
    chance = random.Random(1)
    minute = array("h", (int(6000 * math.sin(n / 7) * chance.random()) for n in range(8000 * 60)))
    with wave.open(str(path), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        for _ in range(HOUR // 60):
            made.writeframes(minute.tobytes())
    return path
