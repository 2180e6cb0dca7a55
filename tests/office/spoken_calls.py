# SPDX-License-Identifier: Apache-2.0
"""Calls with a recording, for the tests: in the book, spoken, sealed."""

import math
import os
import wave
from array import array
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from tests.calls.samples import log
from yingda.calls import lines, queue_log
from yingda.calls.lines import Mark
from yingda.ledgers.calls import CallLine
from yingda.office import calling, recording


def noted(*told: str, switch: str = "a") -> None:
    """Lines of a queue_log enter the book of calls."""
    calling.note_down(switch, lines.read(log(*told).encode(), queue_log.parse, Mark()))


def talked(
    call_id: str, begun: int = 0, *, seat: str = "2001", over: bool = True, switch: str = "a",
    caller: str = "13800000001", queue: str = "main", rated: str = "",
) -> CallLine:  # fmt: skip
    """A call that a seat answered after three seconds."""
    told = [
        f"{begun}|{call_id}|{queue}|NONE|ENTERQUEUE||{caller}|1",
        f"{begun + 3}|{call_id}|{queue}|{seat}|CONNECT|3|{call_id}.1|2",
    ]
    told += [f"{begun + 9}|{call_id}|{queue}|{seat}|COMPLETECALLER|3|6|1"] if over else []
    told += [f"{begun + 12}|{call_id}|{queue}|{seat}|INFO|RATING|{rated}"] if rated else []
    noted(*told, switch=switch)
    return CallLine.objects.get(call_id=call_id)


def recorded(folder: Path, call_id: str, seconds: float = 3.0) -> Path:
    """A plain recording as the switch leaves it, finished a minute ago."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{call_id}.wav"
    loud = (
        int(9000 * abs(math.sin(n / 9000)) * math.sin(n / 5)) for n in range(int(8000 * seconds))
    )
    with wave.open(str(path), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(array("h", loud).tobytes())
    aged(path)
    return path


def aged(path: Path, seconds: float = 60) -> None:
    """As if it was last written to so long ago."""
    then = timezone.now().timestamp() - seconds
    os.utime(path, (then, then))


def sealed(folder: Path, now: datetime | None = None, switch: str = "a") -> int:
    """Seal what is finished."""
    return recording.seal_finished(switch, folder, now or timezone.now())
