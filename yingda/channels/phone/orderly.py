# SPDX-License-Identifier: Apache-2.0
"""传令 Orderly: carries the orders of desks to the switch, within milliseconds, on a line of its
own; never one that has grown old, never one twice."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import psycopg
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from yingda.ledgers import missed, present, seat_orders
from yingda.ledgers.ears import ears
from yingda.ledgers.seat_orders import SeatOrder
from yingda.office import calling

from . import posts, seat
from .ami import Ami, AmiFault, AmiRefused
from .switch import Switch

LOOK_EVERY, REST = 1.0, 0.1

LATE = "交换机没有及时应答，指令已作废，请重试"
LOST = "不知指令是否已执行，请看坐席现况"
UNSAID = "交换机没有照办，请看坐席现况后重试"
SAID = (
    ("没有通话", "坐席没有通话"),
    ("没有签入", "坐席没有签入"),
    ("对方不在线", "对方不在线"),
    ("不在排队", "来电已不在排队"),
    ("Interface not found", "坐席没有签入"),
    ("No such channel", "通话已经结束"),
    ("Channel does not exist", "通话已经结束"),
    ("Unable to find channel", "通话已经结束"),
)
"""拒绝用语 What the switch's refusals mean, in words an officer knows."""

WORDS = (LATE, LOST, UNSAID, *(words for _, words in SAID))
"""Every word that an order may come back with."""

_log = logging.getLogger("yingda.phone")


def _sign_on(switch: str, ami: Ami, o: SeatOrder, to: str) -> None:
    seat.sign_on(ami, o.seat, o.queues, paused=o.why)


def _sign_off(switch: str, ami: Ami, o: SeatOrder, to: str) -> None:
    posts.sign_off(switch, ami, o.seat)


def _move(switch: str, ami: Ami, o: SeatOrder, to: str) -> None:
    seat.move(ami, o.seat, o.queues)
    posts.moved(switch, o.seat, o.queues)


def _pause(switch: str, ami: Ami, o: SeatOrder, to: str) -> None:
    seat.pause(ami, o.seat, o.why[:40])


def _at_seat(act: Callable[[Ami, str], None]) -> "Way":
    return lambda switch, ami, o, to: act(ami, o.seat)


def _to(act: Callable[[Ami, str, str], object]) -> "Way":
    return lambda switch, ami, o, to: act(ami, o.seat, to)


def _heard(act: Callable[[Ami, str, str], None]) -> "Way":
    return lambda switch, ami, o, to: act(ami, o.to, o.seat)


Way = Callable[[str, Ami, SeatOrder, str], object]
WAYS: dict[str, Way] = {
    "sign_on": _sign_on, "sign_off": _sign_off, "move": _move, "pause": _pause,
    "ready": _at_seat(seat.ready), "after_call": _at_seat(seat.after_call),
    "hang_up": _at_seat(seat.hang_up), "take_back": _at_seat(seat.take_back),
    "transfer": _to(seat.transfer), "consult": _to(seat.consult),
    "three_way": _to(seat.three_way), "ring": _to(seat.ring), "call_back": _to(seat.call_back),
    "listen": _heard(seat.listen), "whisper": _heard(seat.whisper), "join": _heard(seat.join),
    "prefer": lambda switch, ami, o, to: seat.prefer(ami, to),
}  # fmt: skip
"""How each act of `orders.ACTS` is done."""


class Orderly:
    """传令 One for each switch. `one_round` never raises for a lost switch or database."""

    def __init__(self, switch: Switch) -> None:
        self.switch, self.name = switch, switch.plan.switch
        self.ami: Ami | None = None
        self.used_at = 0.0

    def carry_out(self) -> int:
        """Carry out what waits; how many orders. Those that are too old are refused."""
        for late in seat_orders.give_up(self.name, LATE):
            self._undo(late)
        seat_orders.lost(self.name, LOST)
        done = 0
        while (ami := self._line()) and (order := seat_orders.claim(self.name)):
            self._carry(ami, order)
            done += 1
        return done

    def close(self) -> None:
        """Hang up the line to the switch."""
        if self.ami:
            self.ami.close()
            self.ami = None

    def _line(self) -> Ami | None:
        """A line that is alive; None while the switch is not there."""
        try:
            if self.ami and time.monotonic() - self.used_at > LOOK_EVERY / 2:
                self.ami.act("Ping")
        except AmiFault:
            self.close()
        if self.ami is None:
            plan = self.switch.plan
            with suppress(AmiFault):
                self.ami = Ami(plan.address, plan.ami, self.switch.secret, timeout=2.0)
        self.used_at = time.monotonic()
        return self.ami

    def _carry(self, ami: Ami, order: SeatOrder) -> None:
        to = calling.opened_number(order.id, order.sealed) if order.sealed else order.to
        try:
            WAYS[order.act](self.name, ami, order, to)
        except AmiRefused as refused:
            words = next((own for part, own in SAID if part in str(refused)), UNSAID)
            if words == UNSAID:
                _log.warning("switch %s: %s", self.name, refused)
            seat_orders.settle(order, "refused", words)
            self._undo(order)
        except AmiFault:
            self.close()
            seat_orders.settle(order, "lost", LOST)
        else:
            seat_orders.settle(order, "done")

    def _undo(self, order: SeatOrder) -> None:
        """Who took a seat by this order, and was not signed on, does not sit there; who was to be
        rung back was not tried."""
        if order.act == "sign_on":
            present.leave_seat(self.name, order.seat, order.by, order.at - timedelta(seconds=2))
        elif order.act == "call_back":
            missed.end_try(order.to, "lost", timezone.now())


def _stand(orderly: Orderly, over: threading.Event) -> None:
    """Carry out orders until told to stop, whatever fails meanwhile."""
    while not over.is_set():
        try:
            with ears(seat_orders.LEFT_ON) as told:
                while not over.is_set():
                    orderly.carry_out()
                    for _ in told.notifies(timeout=LOOK_EVERY, stop_after=1):
                        pass
        except (Error, psycopg.Error) as fault:
            _log.warning("orders: %s", type(fault).__name__)
            connection.close()
            over.wait(REST * 5)
        close_old_connections()
    orderly.close()
    connection.close()


@contextmanager
def standing(switch: Switch) -> Iterator[Orderly]:
    """An orderly beside whatever else is done with the switch, in a thread of its own."""
    orderly, over = Orderly(switch), threading.Event()
    thread = threading.Thread(target=_stand, args=(orderly, over), name="orderly", daemon=True)
    thread.start()
    try:
        yield orderly
    finally:
        over.set()
        thread.join(LOOK_EVERY * 3)
