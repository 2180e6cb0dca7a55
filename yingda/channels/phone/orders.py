# SPDX-License-Identifier: Apache-2.0
"""坐席指令 Orders: the one way in which a page asks something of the switch.

`give` looks whether the officer may and whether it can be, and leaves the order; it waits for
nothing. `orderly` carries it out beside the switch, and what came of it is told to the page.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from msgspec import Struct

from yingda.calls import plan as plans
from yingda.calls.plan import Plan
from yingda.flow.grammar import CLOCK, Person, Refusal
from yingda.ledgers import present, seat_orders
from yingda.ledgers.present import SeatPost
from yingda.ledgers.seat_orders import SeatOrder
from yingda.office import calling

from .board import masked

DESK = ("operator", "duty_leader", "caller_back")
LEADER = ("duty_leader",)

PRIVATE = 7
"""Numbers of so many digits are a person's: kept sealed, and only until the order is done."""

NUMBER = re.compile(r"\+?[0-9*#]{2,20}")
CALL = re.compile(r"[a-z0-9][a-z0-9.-]{2,79}")


class Act(Struct, frozen=True, kw_only=True):
    """指令 What may be ordered. `of`: whose seat it is done at - "mine" (the officer's own), "any"
    (a seat named; an officer's own, or anyone's for the duty leader), "none". `to`: what is named
    beside it. `why`: a reason is needed."""

    name: str
    duties: tuple[str, ...] = DESK
    of: str = "mine"
    to: re.Pattern[str] | None = None
    why: bool = False


ACTS = {
    "sign_on": Act(name="签入", of="none"),
    "sign_off": Act(name="签出", of="any"),
    "ready": Act(name="示闲", of="any"),
    "pause": Act(name="示忙", of="any", why=True),
    "after_call": Act(name="话后处理"),
    "hang_up": Act(name="挂机", of="any"),
    "transfer": Act(name="转接", to=NUMBER),
    "consult": Act(name="咨询转接", to=NUMBER),
    "take_back": Act(name="取消咨询"),
    "three_way": Act(name="三方通话", to=NUMBER),
    "ring": Act(name="外呼", to=NUMBER),
    "call_back": Act(name="回拨", to=CALL),
    "listen": Act(name="监听", duties=LEADER, of="other", why=True),
    "whisper": Act(name="密语", duties=LEADER, of="other", why=True),
    "join": Act(name="强插", duties=LEADER, of="other", why=True),
    "move": Act(name="调队", duties=LEADER, of="any"),
    "prefer": Act(name="优先接入", duties=LEADER, of="none", to=CALL),
}
"""指令表 Every act, who may order it, and what must be said with it."""

Asked = dict[str, Any]


def give(
    act: str, by: Person, *, seat: str = "", to: str = "", queues: Sequence[str] = (),
    why: str = "", switch: str = "",
) -> SeatOrder | Refusal:  # fmt: skip
    """Leave an order for the switch; what it is known by, or why it may not be.

    `seat`: which seat (own acts: the officer's own). `to`: the other seat or number, the id of a
    call, the sound of an announcement ("": none). For `listen`, `whisper` and `join` the seat is
    the one that is heard; the duty leader's own seat rings. `queues`: for `sign_on` and `move`.
    """
    known = ACTS.get(act)
    if known is None:
        return Refusal("unknown_order", "没有这一指令", fields=("act",))
    if by.duty not in known.duties or not by.code:
        return Refusal("not_their_duty", "这一操作不属于您的岗位")
    if known.to and not known.to.fullmatch(to):
        return Refusal("no_target", "请写明对方的坐席号、电话号码或来电编号", fields=("to",))
    if known.why and not why.strip():
        return Refusal("no_reason", "请写明理由", fields=("why",))
    plan: Plan = settings.CITY.phone
    names = {queue.name for queue in plan.queues}
    if act == "move" and not queues:
        return Refusal("no_queue", "请选择队列", fields=("queues",))
    if unknown := sorted(set(queues) - names):
        return Refusal("unknown_queue", "没有队列 {queue}", given={"queue": unknown[0]})
    asked = {
        "act": act, "by": by.code, "duty": by.duty, "queues": [*queues], "why": why.strip(),
        "switch": switch or plan.switch, "seat": seat, "to": to,
    }  # fmt: skip
    fault = _SEATS[known.of](asked, by)
    if fault is None and act == "sign_on":
        fault = _seated(asked, by, plan)
    if fault is not None:
        return fault
    return _leave(asked)


def by_clock(act: str, switch: str, seat: str, to: str, why: str) -> SeatOrder:
    """An order that nobody gave but the clock: an automatic call-back, at a seat that is idle."""
    return seat_orders.leave(
        act=act, switch=switch, seat=seat, to=to, why=why, by=CLOCK.name, duty=CLOCK.duty
    )


def _leave(asked: Asked) -> SeatOrder:
    """Leave it; a person's number is sealed."""
    if ACTS[asked["act"]].to is NUMBER and len(asked["to"]) >= PRIVATE:
        asked["id"] = seat_orders.fresh_id()
        asked["sealed"] = calling.sealed_number(asked["id"], asked["to"])
        asked["to"] = masked(asked["to"])
    asked["why"] = asked["why"][: seat_orders.KEPT]
    return seat_orders.leave(**asked)


def _own(asked: Asked, by: Person) -> Refusal | None:
    """At the officer's own seat."""
    post = present.post_of(by.code)
    if post is None:
        return Refusal("no_seat", "您还没有签入坐席，请先签入")
    if asked["seat"] not in ("", post.seat):
        return Refusal("not_their_seat", "坐席 {seat} 不是您的", given={"seat": asked["seat"]})
    asked["seat"], asked["switch"] = post.seat, post.switch
    return None


def _any(asked: Asked, by: Person) -> Refusal | None:
    """At one's own seat, or (the duty leader, with a reason) at any that is named."""
    if by.duty not in LEADER or not asked["seat"]:
        return _own(asked, by)
    post = SeatPost.objects.filter(switch=asked["switch"], seat=asked["seat"]).first()
    if post is None and asked["seat"] not in _numbers():
        return Refusal("unknown_seat", "没有坐席 {seat}", given={"seat": asked["seat"]})
    if (post is None or post.officer != by.code) and not asked["why"]:
        return Refusal("no_reason", "请写明理由", fields=("why",))
    return None


def _other(asked: Asked, by: Person) -> Refusal | None:
    """At another's seat, heard from the duty leader's own."""
    mine = present.post_of(by.code)
    if mine is None:
        return Refusal("no_seat", "您还没有签入坐席，请先签入")
    if asked["seat"] == mine.seat:
        return Refusal("own_seat", "不能监听自己的坐席", fields=("seat",))
    if asked["seat"] not in _numbers():
        return Refusal("unknown_seat", "没有坐席 {seat}", given={"seat": asked["seat"]})
    asked["switch"], asked["to"] = mine.switch, mine.seat
    return None


def _nothing(asked: Asked, by: Person) -> Refusal | None:
    return None


_SEATS: dict[str, Callable[[Asked, Person], Refusal | None]] = {
    "mine": _own, "any": _any, "other": _other, "none": _nothing,
}  # fmt: skip


def _seated(asked: Asked, by: Person, plan: Plan) -> Refusal | None:
    """Take the seat: one officer, one seat. What they take there is what the plan gives the seat
    unless queues are named; a duty leader may take none."""
    row = plans.seat_numbers(plan).get(asked["seat"])
    if row is None:
        return Refusal("unknown_seat", "没有坐席 {seat}", given={"seat": asked["seat"]})
    if not asked["queues"] and by.duty not in LEADER:
        asked["queues"] = [*row.queues]
    taken = present.take_seat(
        asked["switch"], asked["seat"], by.code, asked["queues"], asked["why"][:40]
    )
    if taken is not None:
        return None
    mine = present.post_of(by.code)
    if mine is not None:
        given = {"seat": mine.seat}
        return Refusal("seated_elsewhere", "您已在坐席 {seat} 签入，请先签出", given=given)
    return Refusal("seat_taken", "坐席 {seat} 已有人签入", given={"seat": asked["seat"]})


def _numbers() -> set[str]:
    return set(plans.seat_numbers(settings.CITY.phone))
