# SPDX-License-Identifier: Apache-2.0
"""倾听 Listen: what the switch does now, shown at once; its books, read on every few seconds.

After every (re)connect: the books first, then the present, then what the switch must know. An
event that was lost never lives longer than the next look.
"""

import logging
import time
from typing import Any

from django.utils import timezone

from yingda.calls import plan as plans
from yingda.flow.limits import day
from yingda.ledgers import present
from yingda.ledgers.calls import CallLine
from yingda.office.following import Book, read_on

from . import arrivals, call_backs, posts
from .ami import Ami, AmiFault, Message
from .announce import Announcements
from .board import Board
from .lists import Lists
from .seat import gathered, lines
from .switch import Switch

BATCH, READ_EVERY, LOOK_EVERY = 0.25, 2.0, 10.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0

_log = logging.getLogger("yingda.phone")


class Listener:
    """倾听 One switch, listened to. `one_round` never raises for a lost switch.

    `reads`: the books too; where calls are many another process does that (`follow_calls`), so
    that no ring waits for a book."""

    def __init__(self, switch: Switch, *, reads: bool = True) -> None:
        self.reads = reads
        self.switch, self.name = switch, switch.plan.switch
        self.ami: Ami | None = None
        self.board, self.lists = Board(), Lists()
        self.call_backs = call_backs.CallBacks(switch.plan)
        self.announcements = Announcements(switch)
        self.pause = FIRST_PAUSE
        self.read_at = self.look_at = 0.0
        self.differed: set[str] = set()
        self.wired = plans.lines(switch.plan)

    def one_round(self) -> float:
        """Connect or listen a moment; the seconds to rest."""
        try:
            if self.ami is None:
                self._connect()
                self.pause = FIRST_PAUSE
            else:
                self._hear(self.ami)
        except AmiFault as fault:
            self._lost(fault)
            rest, self.pause = self.pause, min(LONGEST_PAUSE, self.pause * 2)
            return rest
        return 0.0

    def close(self) -> None:
        """Hang up the line to the switch."""
        if self.ami:
            self.ami.close()
            self.ami = None

    def _connect(self) -> None:
        plan = self.switch.plan
        self.ami = Ami(plan.address, plan.ami, self.switch.secret, events=True)
        self.read_books()
        righted = posts.assert_all(self.name, self.ami)
        righted += self.lists.tell(self.ami, day(timezone.now()))
        righted += self.announcements.tell(self.ami)
        self.look(self.ami)
        _log.info("switch %s: connected, %d seats and callers put right", self.name, righted)

    def _lost(self, fault: AmiFault) -> None:
        was = self.ami is not None
        self.close()
        self.lists.forget()
        self.announcements.forget()
        self.read_books()
        if was or self.pause == FIRST_PAUSE:
            _log.warning("switch %s: %s", self.name, fault)
            present.show(self.name, {("switch", self.name): {"up": False}})

    def _hear(self, ami: Ami) -> None:
        """Show what happens; events that come together are shown in one go."""
        for event in ami.events(BATCH):
            self.board.apply(event)
            self._remember(ami, event)
            if not ami.come and not ami.left and self.board.changed:
                present.show(self.name, self.board.take())
        if self.board.changed:
            present.show(self.name, self.board.take())
        now = time.monotonic()
        if now >= self.look_at:
            self.look(ami)
        if now >= self.read_at:
            self.read_books()
            if self.announcements.tell(ami):
                self.look_at = 0.0  # so that the screens know it too

    def _remember(self, ami: Ami, event: Message) -> None:
        arrivals.noted(self.switch.plan, ami, self.board, event)
        if event["Event"] == "QueueMemberPause":
            seat = event.get("Interface", "").partition("/")[2]
            why = event.get("PausedReason", "") or "暂停"
            posts.noted(self.name, seat, why if event.get("Paused") == "1" else "")
        else:
            call_backs.noted(event, timezone.now())

    def look(self, ami: Ami) -> None:
        """Set the present as the switch itself says it is, and compare it with the book."""
        self.look_at = time.monotonic() + LOOK_EVERY
        rows, up_now = ami.rows("QueueStatus"), lines(ami)
        citizens = [row for row in up_now if self._of_citizen(row)]
        up = {row["Linkedid"] for row in citizens}
        at_seats = arrivals.talking(up_now)
        arrivals.found(self.switch.plan, self.board, citizens, at_seats)
        self.board.restore(
            [r for r in rows if r["Event"] == "QueueMember"],
            [r for r in rows if r["Event"] == "QueueEntry"], up, at_seats,
        )  # fmt: skip
        heartbeat = self._state(up) | {
            "trunks": self.in_use(up_now), "said": dict(self.announcements.said),
        }  # fmt: skip
        present.show_all(self.name, self.board.lines | {("switch", self.name): heartbeat})
        self.lists.tell(ami, day(timezone.now()))
        self.board.changed.clear()
        entries = [row for row in rows if row["Event"] == "QueueEntry"]
        members = gathered(row for row in rows if row["Event"] == "QueueMember")
        self.call_backs.go_on(members.values(), len(entries), timezone.now())
        self.call_backs.forget_old(ami, timezone.now())

    def _state(self, up: set[str]) -> dict[str, Any]:
        """The heartbeat: calls that are up, those of which book and switch say different things,
        and those of which they did at the last look too: an alarm."""
        differ = self.differing(up)
        lasting, self.differed = differ & self.differed, differ
        return {
            "up": True, "calls": len(up), "differ": sorted(differ)[:20],
            "lasting": sorted(lasting)[:20],
        }  # fmt: skip

    def differing(self, up: set[str]) -> set[str]:
        """Calls that the book has for open and the switch does not, or that are up and of which
        the book knows nothing."""
        lines = CallLine.objects.filter(switch=self.name)
        opened = lines.filter(ended_at=None, outcome="open", offered=True)
        known = lines.filter(call_id__in=up)
        return (set(opened.values_list("call_id", flat=True)) - up) | (
            up - set(known.values_list("call_id", flat=True))
        )

    def in_use(self, up_now: list[Message]) -> dict[str, tuple[int, int]]:
        """By trunk: its lines that are up, whoever rang, and the most there are (0: not said)."""
        return {
            trunk.name: (
                sum(row["Channel"].startswith(f"PJSIP/{trunk.name}-") for row in up_now),
                trunk.most,
            )
            for trunk in self.switch.plan.trunks
        }

    def _of_citizen(self, row: Message) -> bool:
        return row["Channel"].startswith(self.wired.trunks) and row["Uniqueid"] == row["Linkedid"]

    def read_books(self) -> None:
        """Read on in both books of the switch; each piece is written whole."""
        self.read_at = time.monotonic() + READ_EVERY
        if not self.reads:
            return
        for kind, path in (("cel", self.switch.cel), ("queue_log", self.switch.queue_log)):
            if path.exists():
                for _ in read_on(Book(switch=self.name, kind=kind, path=path, wired=self.wired)):
                    pass
