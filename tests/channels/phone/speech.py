# SPDX-License-Identifier: Apache-2.0
"""Callers who speak: a tone in A-law, sent over RTP by SIPp."""

import math
from array import array
from pathlib import Path
from subprocess import Popen

from yingda.calls import sound
from yingda.channels.phone import practice
from yingda.channels.phone.practice import Practice


def spoken(folder: Path, seconds: float = 2.0) -> Path:
    """A file of what a caller says, again and again."""
    path = folder / "speech.alaw"
    tone = array("h", (int(8000 * math.sin(n / 6)) for n in range(int(seconds * sound.RATE))))
    path.write_bytes(sound.a_law(tone))
    return path


def speaks(made: Practice, stays: float, number: int = practice.FIRST_NUMBER) -> "Popen[bytes]":
    """One caller who speaks as soon as the line is up, and hangs up after `stays` seconds."""
    return made.calls(1, stays=stays, number=number, says=spoken(made.folder))
