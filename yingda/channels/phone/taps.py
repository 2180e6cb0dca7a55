# SPDX-License-Identifier: Apache-2.0
"""旁听 Taps: the speech of a call goes to an engine while it goes on, each side by itself.

A process of its own. The switch copies what a line says (ChanSpy) into an AudioSocket; if we are
dead or slow, or the engine is, the copy ends or is lost, and the call does not notice.
"""

import logging
import queue
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from yingda.calls import plan as plans
from yingda.calls.speech import Engine, Heard, Said, Side
from yingda.office import transcribing

from .ami import Ami, AmiFault, AmiRefused, Message
from .audiosocket import AudioSocket, Told
from .seat import tap
from .switch import Switch

BATCH, FIRST_PAUSE, LONGEST_PAUSE = 0.25, 0.2, 5.0
HELD = 500  # frames of 20 ms: what an engine may be behind; more is lost
NOTHING = 10.0
"""Seconds after which a tap from which nothing came is given up."""

LINGER = 20.0
"""Seconds that an engine has for its last words when the call is over."""

_log = logging.getLogger("yingda.taps")


class Leg:
    """One line of a call, heard by an engine in a thread of its own. `offset`: seconds since the
    talk began."""

    def __init__(self, call: str, side: Side, offset: float, engine: Engine) -> None:
        self.call, self.side, self.offset = call, side, offset
        self.frames: queue.Queue[bytes] = queue.Queue(HELD)
        self.said: list[Said] = []
        self.lost = self.size = 0
        self.begun_at, self.ended_at = time.monotonic(), 0.0
        self.thread = threading.Thread(target=self._hear, args=(engine,), daemon=True)
        self.thread.start()

    def told(self, piece: bytes) -> None:
        """Samples have come (b"": the end). Never waits: what the engine cannot take is lost."""
        self.size += len(piece)
        try:
            self.frames.put_nowait(piece)
        except queue.Full:
            self.lost += 1
        if not piece:
            self.end()

    def end(self) -> None:
        """Nothing more will come."""
        self.ended_at = self.ended_at or time.monotonic()

    def over(self) -> bool:
        """Whether nothing more comes and the engine has said all it will say."""
        if not self.size and time.monotonic() - self.begun_at > NOTHING:
            self.end()
        if not self.ended_at:
            return False
        return time.monotonic() - self.ended_at > LINGER or not self.thread.is_alive()

    def _sound(self) -> Iterator[bytes]:
        while True:
            try:
                piece = self.frames.get(timeout=BATCH)
            except queue.Empty:
                if self.ended_at:
                    return
                continue
            if not piece:
                return
            yield piece

    def _hear(self, engine: Engine) -> None:
        try:
            for one in engine(
                Heard(call=self.call, side=self.side, sound=self._sound(), live=True)
            ):
                self.said.append(
                    Said(
                        at=one.at + self.offset, until=one.until + self.offset, words=one.words,
                        side=self.side,
                    )
                )  # fmt: skip
        except Exception as fault:
            _log.error("engine at %s (%s): %s", self.call, self.side, type(fault).__name__)


class Taps:
    """旁听 Of one switch. `one_round` never raises for a lost switch."""

    def __init__(self, switch: Switch, engine: Engine) -> None:
        self.switch, self.engine = switch, engine
        plan = switch.plan
        self.name, self.wired = plan.switch, plans.lines(plan)
        self.seats = tuple(f"PJSIP/{number}-" for number in plans.seat_numbers(plan))
        address, _, port = plan.taps.rpartition(":")
        self.port = AudioSocket(address, int(port), self._known)
        self.at = f"{address}:{self.port.port}"
        self.ami: Ami | None = None
        self.pause = FIRST_PAUSE
        self.legs: dict[UUID, Leg] = {}
        self.begun: dict[str, datetime] = {}

    def close(self) -> None:
        """Hear nothing more."""
        self.port.close()
        if self.ami:
            self.ami.close()
            self.ami = None

    def one_round(self) -> float:
        """Connect, or listen a moment; the seconds to rest."""
        try:
            if self.ami is None:
                plan = self.switch.plan
                self.ami = Ami(plan.address, plan.ami, self.switch.secret, events=True)
                self.pause = FIRST_PAUSE
            for event in self.ami.events(BATCH):
                self._apply(self.ami, event)
        except AmiFault as fault:
            if self.ami:
                _log.warning("switch %s: %s", self.name, fault)
                self.ami.close()
                self.ami = None
            self._keep_finished()
            rest, self.pause = self.pause, min(LONGEST_PAUSE, self.pause * 2)
            return rest
        self._keep_finished()
        return 0.0

    def _known(self, tap_id: UUID) -> Told | None:
        leg = self.legs.get(tap_id)
        return leg.told if leg else None

    def _apply(self, ami: Ami, event: Message) -> None:
        """Whoever joins the talk of a citizen's call is heard from then on."""
        if event["Event"] != "BridgeEnter":
            return
        channel, call, uid = event["Channel"], event["Linkedid"], event["Uniqueid"]
        side: Side
        if channel.startswith(self.wired.trunks) and uid == call:
            side = "caller"
        elif channel.startswith(self.seats):
            side = "seat"
        else:
            return
        tap_id = uuid5(NAMESPACE_URL, f"{call}:{uid}")
        known = self.legs.get(tap_id)
        if known and not known.ended_at:
            return
        now = timezone.now()
        offset = (now - self.begun.setdefault(call, now)).total_seconds()
        self.legs[tap_id] = leg = Leg(call, side, offset, self.engine)
        try:
            tap(ami, uid, str(tap_id), self.at)
        except AmiRefused as refused:
            leg.end()
            _log.warning("switch %s: %s", self.name, refused)

    def _keep_finished(self) -> None:
        """Seal the words of calls in which nobody is heard any more."""
        calls: dict[str, list[UUID]] = {}
        for tap_id, leg in list(self.legs.items()):
            calls.setdefault(leg.call, []).append(tap_id)
        for call, taps in calls.items():
            legs = [self.legs[tap_id] for tap_id in taps]
            if not all([leg.over() for leg in legs]):
                continue
            said = [one for leg in legs for one in leg.said]
            if lost := sum(leg.lost for leg in legs):
                _log.warning("call %s: the engine was too slow, %d frames lost", call, lost)
            if said:
                name = self.switch.plan.transcriber
                transcribing.keep(self.name, call, name, said, self.begun[call])
            for tap_id in taps:
                del self.legs[tap_id]
            self.begun.pop(call, None)
