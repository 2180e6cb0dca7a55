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
    said = f'<nop><action><exec rtp_stream="{spoken(made.folder)},-1,8"/></action></nop>'
    with_speech = practice._end(stays, practice._CALLER)
    text = (practice.FORMS / "caller.xml").read_text(encoding="utf-8")
    text = text.replace("[auto_media_port]", "[rtpstream_audio_port]")
    text = text.replace("%%END%%", said + with_speech)
    numbers = made.folder / f"speakers-{number}.csv"
    numbers.write_text(f"SEQUENTIAL\n{number}\n")
    asked = next(n for queue in made.plan.queues for n in queue.numbers)
    host = made.plan.trunks[0].host
    words = [f"{made.plan.address}:{made.plan.sip}", "-s", asked, "-inf", str(numbers)]
    return made._sipp(f"speaker-{number}", text, [*words, "-m", "1", "-i", host, "-mi", host])
