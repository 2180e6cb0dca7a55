# SPDX-License-Identifier: Apache-2.0
"""语音 Sounds: what callers hear, spoken from the plan's words; a tone where no voice can be had.

Eight kHz, mono, 16 bit: what the carrier carries. The greeting must not eat the fifteen seconds:
it is spoken faster until it lasts at most four.
"""

import math
import subprocess
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

from yingda.calls.plan import Plan
from yingda.calls.sound import a_law

from . import program

RATE = 8000
LONGEST_GREETING = 4.0
SPEEDS = (190, 220, 250, 290, 340)


def said(plan: Plan) -> dict[str, str]:
    """The words by the name of their file."""
    return {
        "greeting": plan.greeting, "rating": plan.rating, "call-back": plan.call_back,
        "still-waiting": plan.still_waiting, "thanks": plan.thanks,
    }  # fmt: skip


def make(plan: Plan, folder: Path, root: Path, say: Callable[[str], None] = print) -> None:
    """Make every sound under `folder`/sounds, unless it is there for these very words.

    A city may put recordings of its own voice in their place: a `.wav` without a `.txt` is kept."""
    place = folder / "sounds/zh/yingda"
    for name, words in said(plan).items():
        path, note = place / f"{name}.wav", place / f"{name}.txt"
        if path.exists() and (not note.exists() or note.read_text(encoding="utf-8") == words):
            continue
        samples = _spoken(words, root, LONGEST_GREETING if name == "greeting" else 10.0)
        if samples is None:
            say(f"没有语音合成程序，{name} 暂用提示音")
        _write(path, samples or tone())
        note.write_text(words, encoding="utf-8")
    if not (place / "tone.wav").exists():
        _write(place / "tone.wav", tone(0.1))
    if not any((folder / "sounds/moh").iterdir()):
        _write(folder / "sounds/moh/quiet.wav", _waiting())
    seconds = length(place / "greeting.wav")
    if seconds > LONGEST_GREETING:
        say(f"问候语有 {seconds:.1f} 秒，应不超过 {LONGEST_GREETING:.0f} 秒：它算在十五秒之内")


def speak(words: str, path: Path, root: Path, longest: float) -> bool:
    """Speak words into a sound that is whole when it is there; False without a voice."""
    samples = _spoken(words, root, longest)
    if samples is None:
        return False
    draft = path.with_suffix(".part")
    _write(draft, samples)
    draft.replace(path)
    return True


def length(path: Path) -> float:
    """Seconds of a sound."""
    with wave.open(str(path)) as sound:
        return sound.getnframes() / sound.getframerate()


def speech(words: str, root: Path) -> bytes:
    """Words in A-law, with a pause after them, as a caller of practice says them again and again;
    a tone without a voice."""
    spoken = _spoken(words, root, 20.0) or tone(3.0)
    return a_law(spoken + array("h", bytes(2 * 2 * RATE)))


def tone(seconds: float = 0.5, hertz: int = 440) -> array:
    """A plain tone, where nothing can be spoken."""
    return array(
        "h",
        (int(8000 * math.sin(2 * math.pi * hertz * n / RATE)) for n in range(int(seconds * RATE))),
    )


def _waiting() -> array:
    """What a waiting caller hears: a soft tone every four seconds, so that the line lives."""
    soft = array("h", (value // 4 for value in tone(0.2, 480)))
    return soft + array("h", bytes(2 * (4 * RATE - len(soft))))


def _spoken(words: str, root: Path, longest: float) -> array | None:
    """The words, spoken as slowly as `longest` seconds allow; None without a voice."""
    if not program.has(root, "espeak-ng"):
        return None
    samples = array("h")
    for speed in SPEEDS:
        line = program.command(root, "espeak-ng")
        line += [f"--path={program.libraries(root)}", "-v", "cmn", "-s", str(speed), "--stdout"]
        done = subprocess.run(
            [*line, "--", words], capture_output=True, env=program.environment(root), timeout=30
        )
        if done.returncode or len(done.stdout) < 100:
            return None
        rate = int.from_bytes(done.stdout[24:28], "little")
        samples = _resampled(array("h", done.stdout[44 : len(done.stdout) // 2 * 2]), rate)
        if len(samples) <= longest * RATE:
            break
    return samples


def _resampled(samples: array, rate: int) -> array:
    """At 8 kHz: the mean of what falls together, which is filter enough for speech."""
    step = rate / RATE
    ends = [round(n * step) for n in range(int(len(samples) / step) + 1)]
    return array(
        "h", (sum(samples[a:b]) // (b - a) for a, b in zip(ends, ends[1:], strict=False) if b > a)
    )


def _write(path: Path, samples: array) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())
