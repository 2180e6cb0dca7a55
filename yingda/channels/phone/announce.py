# SPDX-License-Identifier: Apache-2.0
"""播报 Announce: what the callers of a queue hear while an incident lasts, spoken near the switch.

The switch is told what is declared, again whenever we connect: a declaration made while it was
down is heard when it is up. Words are spoken in a thread: no ring waits for a voice.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from yingda.ledgers import incidents

from . import sounds
from .ami import Ami
from .lists import known, right
from .switch import Switch

FAMILY = "announcement"
MOST = 50
LONGEST = 8.0
AGAIN_AFTER = 60.0
_log = logging.getLogger("yingda.phone")


def sound_of(words: str) -> str:
    """The name by which the switch knows the spoken words."""
    return f"storm-{hashlib.sha256(words.encode()).hexdigest()[:16]}"


class Announcements:
    """播报 Those of one switch. `said`: the sound that each queue plays, as the switch knows."""

    def __init__(self, switch: Switch) -> None:
        self.switch = switch
        self.place = switch.folder / "sounds/zh/yingda"
        self.said: Mapping[str, str] = {}
        self.told: object = None
        self.tried: dict[str, float] = {}

    def tell(self, ami: Ami) -> int:
        """Put the switch right if there may be need; how many queues were. What is not spoken yet
        is begun, and told the next time."""
        wanted = incidents.announced()
        ready = {q: f"yingda/{sound_of(w)}" for q, w in wanted.items() if self._spoken(w)}
        if ready == self.told:
            return 0
        righted = right(ami, FAMILY, ready, known(ami, FAMILY), MOST)
        self.said, self.told = known(ami, FAMILY), ready
        self._tidy(ready)
        return righted

    def forget(self) -> None:
        """The switch may have forgotten: tell it all again."""
        self.told = None

    def _spoken(self, words: str) -> bool:
        """Whether there is a sound of these words; if not, it is begun."""
        name = sound_of(words)
        if (self.place / f"{name}.wav").exists():
            return True
        now = time.monotonic()
        if now - self.tried.get(name, -AGAIN_AFTER) >= AGAIN_AFTER:
            self.tried[name] = now
            threading.Thread(target=self._speak, args=(words,), name=name, daemon=True).start()
        return False

    def _speak(self, words: str) -> None:
        root: Path = self.switch.place.program
        if not sounds.speak(words, self.place / f"{sound_of(words)}.wav", root, LONGEST):
            _log.warning("switch %s: no voice for an announcement", self.switch.plan.switch)

    def _tidy(self, ready: Mapping[str, str]) -> None:
        """Sounds of incidents that are over are not kept; a caller who hears one hears it out."""
        keep = {f"{name.rpartition('/')[2]}.wav" for name in ready.values()}
        for path in self.place.glob("storm-*.wav"):
            if path.name not in keep:
                path.unlink(missing_ok=True)
                self.tried.pop(path.stem, None)
