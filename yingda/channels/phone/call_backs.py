# SPDX-License-Identifier: Apache-2.0
"""漏接回拨 Call-backs: missed callers are rung back from a seat, by hand or by themselves.

By themselves only while nobody waits anywhere: those who wait come first. A seat rings, and when it
is answered the person is rung, by the id of their call: the number never leaves the switch.
"""

import logging
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from yingda.calls.plan import Plan
from yingda.flow.grammar import Person, Refusal
from yingda.flow.limits import ZONE
from yingda.ledgers import missed, present
from yingda.ledgers.missed import Missed
from yingda.ledgers.seat_orders import SeatOrder

from . import orders
from .ami import Ami, Message
from .lists import known
from .seat import SeatNow

FORGET_EVERY = 3600.0  # seconds
WHY = "自动回拨"

RESULTS: dict[str, missed.Result] = {
    "ANSWER": "reached", "NOANSWER": "no_answer", "CANCEL": "no_answer", "BUSY": "busy",
    "CONGESTION": "busy", "CHANUNAVAIL": "busy", "NONUMBER": "wrong_number",
}  # fmt: skip
"""回拨结果 What the switch says of a call-back, in the words of the ledger."""

_log = logging.getLogger("yingda.phone")


def since(plan: Plan, now: datetime) -> datetime:
    """Who was missed before is not rung back any more."""
    return now - timedelta(days=plan.call_backs.days)


def by_hand(call_id: str, by: Person, plan: Plan, now: datetime) -> SeatOrder | Refusal:
    """Ring the officer's own seat, then the person whose last missed call this is."""
    person = missed.of_call(call_id, since(plan, now), now)
    if person is None:
        return Refusal("not_missed", "这位来电人已经接通，或已不在漏接名单上")
    post = present.post_of(by.code)
    if post is None:
        return Refusal("no_seat", "您还没有签入坐席，请先签入")
    if missed.begin_try(person, post.seat, now) is None:
        return Refusal("being_tried", "这位来电人正在回拨，或刚刚接通")
    order = orders.give("call_back", by, to=call_id)
    if isinstance(order, Refusal):
        missed.end_try(call_id, "lost", now)
    return order


def noted(event: Message, now: datetime) -> None:
    """What the switch says came of a call-back. A seat that was not answered tried nobody."""
    if event.get("UserEvent") == "CalledBack":
        result = RESULTS.get(event.get("Result", ""), "lost")
        missed.end_try(event.get("Call", ""), result, now)
    elif event["Event"] == "OriginateResponse" and event.get("Response") == "Failure":
        missed.end_try(event.get("Exten", ""), "lost", now)


class CallBacks:
    """自动回拨 Those of one switch; `go_on` is asked after each look at it."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.forget_at = plan, 0.0

    def go_on(self, seats: Iterable[SeatNow], waiting: int, now: datetime) -> int:
        """Ring back as many as there are idle seats to spare, if it is time; how many are rung."""
        rules = self.plan.call_backs
        first, last = rules.hours
        if not rules.automatic or waiting or not first <= now.astimezone(ZONE).hour < last:
            return 0
        idle = [seat for seat in seats if seat.state == "idle" and not seat.paused]
        free = len(idle) - rules.spare - self._running()
        if free <= 0:
            return 0
        rung = 0
        for person, seat in self._pairs(idle, now):
            if rung == free:
                break
            rung += self._ring(person, seat, now)
        return rung

    def _running(self) -> int:
        """Call-backs for which a seat still rings: it may seem idle yet."""
        return missed.TryLine.objects.filter(switch=self.plan.switch, result="").count()

    def _pairs(self, idle: list[SeatNow], now: datetime) -> Iterator[tuple[Missed, SeatNow]]:
        """Persons in their order, each with an idle seat that serves their queue."""
        left = list(idle)
        patience = timedelta(minutes=self.plan.call_backs.gap)
        for person in missed.waiting(since(self.plan, now), now):
            rested = person.tried_at is None or now - person.tried_at >= patience
            if person.trying or person.switch != self.plan.switch or not rested:
                continue
            seat = next((s for s in left if not person.queue or person.queue in s.queues), None)
            if seat is not None:
                left.remove(seat)
                yield person, seat

    def _ring(self, person: Missed, seat: SeatNow, now: datetime) -> bool:
        if missed.begin_try(person, seat.number, now) is None:
            return False
        orders.by_clock("call_back", self.plan.switch, seat.number, person.call_id, WHY)
        _log.info("switch %s: seat %s rings %s back", self.plan.switch, seat.number, person.call_id)
        return True

    def forget_old(self, ami: Ami, now: datetime) -> int:
        """Let the switch forget the numbers of those whom nobody will ring back; how many. Looked
        at once an hour."""
        if time.monotonic() < self.forget_at:
            return 0
        self.forget_at = time.monotonic() + FORGET_EVERY
        before = since(self.plan, now).timestamp()
        old = [call for call in known(ami, "missed") if _begun(call) < before]
        for call in old:
            ami.act("DBDel", Family="missed", Key=call)
        return len(old)


def _begun(call: str) -> float:
    """When a call began, as its id says; one that does not say so is as old as can be."""
    try:
        return float(call.rpartition("-")[2].partition(".")[0])
    except ValueError:
        return 0.0
