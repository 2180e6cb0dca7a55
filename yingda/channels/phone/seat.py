# SPDX-License-Identifier: Apache-2.0
"""坐席 Seat: what an officer does at a seat's telephone, as orders to the switch.

A seat is known by its number (1001); its line by the channel that is up. Holding and muting are the
telephone's own. Every function takes the line to the switch; refusals are the switch's own words.
"""

from collections.abc import Iterable

from msgspec import Struct

from .ami import Ami, AmiRefused, Message

AFTER_CALL = "话后处理"
AUTO = "Auto-Pause"
"""What the switch says when a seat that was rung did not answer."""

ROOMS = "three-way"


class SeatNow(Struct, frozen=True, kw_only=True):
    """坐席现况 `queues` it is signed on to; `paused` with `why`; `state`: off, idle, ringing,
    talking, away (its telephone is not there)."""

    number: str
    queues: tuple[str, ...] = ()
    paused: bool = False
    why: str = ""
    state: str = "off"


STATES = {
    "0": "away", "1": "idle", "2": "talking", "3": "talking", "4": "away", "5": "away",
    "6": "ringing", "7": "talking", "8": "talking",
}  # fmt: skip


def device(seat: str) -> str:
    """The seat's telephone in the words of the switch."""
    return f"PJSIP/{seat}"


def sign_on(ami: Ami, seat: str, queues: Iterable[str], *, paused: str = "") -> None:
    """签入 Take calls of `queues` from now on, and of no others. `paused`: not ready yet, and why.

    Asked again it changes nothing: that is how a seat is put right after the switch was down."""
    wanted, there = set(queues), set(now(ami, seat).queues)
    for queue in sorted(wanted - there):
        given = {"Paused": "true", "Reason": paused} if paused else {}
        ami.act("QueueAdd", Queue=queue, Interface=device(seat), MemberName=seat, **given)
    for queue in sorted(there - wanted):
        ami.act("QueueRemove", Queue=queue, Interface=device(seat))


def sign_off(ami: Ami, seat: str) -> None:
    """签出 Take no more calls."""
    sign_on(ami, seat, ())


def ready(ami: Ami, seat: str) -> None:
    """示闲 Take calls."""
    ami.act("QueuePause", Interface=device(seat), Paused="false")


def pause(ami: Ami, seat: str, why: str) -> None:
    """示忙 Take no calls until ready; `why` is shown and noted."""
    ami.act("QueuePause", Interface=device(seat), Paused="true", Reason=why)


def after_call(ami: Ami, seat: str) -> None:
    """话后处理 Not ready after this talk, until the case is written down."""
    pause(ami, seat, AFTER_CALL)


def move(ami: Ami, seat: str, queues: Iterable[str]) -> None:
    """调队 Take calls of these queues instead, ready or not as before. Raises AmiRefused if the
    seat is not signed on."""
    known = now(ami, seat)
    if not known.queues:
        raise AmiRefused("坐席没有签入")
    sign_on(ami, seat, queues, paused=known.why or "暂停" if known.paused else "")


def now(ami: Ami, seat: str) -> SeatNow:
    """How the seat stands with the switch."""
    return present(ami).get(seat, SeatNow(number=seat))


def present(ami: Ami) -> dict[str, SeatNow]:
    """All seats that are signed on."""
    return gathered(row for row in ami.rows("QueueStatus") if row["Event"] == "QueueMember")


def gathered(members: Iterable[Message]) -> dict[str, SeatNow]:
    """Seats from the rows of members: one row a queue."""
    found: dict[str, SeatNow] = {}
    for row in members:
        number = row.get("Location", row.get("Interface", "")).partition("/")[2]
        earlier = found.get(number)
        found[number] = SeatNow(
            number=number, queues=(*(earlier.queues if earlier else ()), row["Queue"]),
            paused=row["Paused"] == "1", why=row.get("PausedReason", ""),
            state=STATES.get(row["Status"], "away"),
        )  # fmt: skip
    return found


def lines(ami: Ami) -> list[Message]:
    """Every line that is up: its channel, its call (Linkedid), whom it is with (BridgeId)."""
    return ami.rows("CoreShowChannels")


def line_of(ami: Ami, seat: str) -> Message:
    """The seat's line. Raises AmiRefused if it is not on the telephone."""
    mine = [row for row in lines(ami) if row["Channel"].startswith(f"{device(seat)}-")]
    if not mine:
        raise AmiRefused("坐席没有通话")
    return max(mine, key=lambda row: bool(row.get("BridgeId")))


def other_of(ami: Ami, line: Message) -> Message:
    """The line that talks with `line`. Raises AmiRefused if none does."""
    bridge = line.get("BridgeId")
    for row in lines(ami):
        if bridge and row.get("BridgeId") == bridge and row["Channel"] != line["Channel"]:
            return row
    raise AmiRefused("对方不在线")


def hang_up(ami: Ami, seat: str) -> None:
    """挂机 End the seat's talk (the caller is then asked to rate it)."""
    ami.act("Hangup", Channel=line_of(ami, seat)["Channel"], Cause=16)


def transfer(ami: Ami, seat: str, to: str) -> None:
    """转接 Hand the caller to another seat or number at once; the seat is free."""
    channel = line_of(ami, seat)["Channel"]
    ami.act("BlindTransfer", Channel=channel, Context="from-seat", Exten=to)


def consult(ami: Ami, seat: str, to: str) -> None:
    """咨询转接 Ring another while the caller waits; hanging up then joins the two others."""
    channel = line_of(ami, seat)["Channel"]
    ami.act("Atxfer", Channel=channel, Context="from-seat", Exten=to)


def take_back(ami: Ami, seat: str) -> None:
    """取消咨询 Leave the one consulted; talk with the caller again."""
    ami.act("CancelAtxfer", Channel=line_of(ami, seat)["Channel"])


def three_way(ami: Ami, seat: str, to: str) -> str:
    """三方通话 Caller, seat and a third (a unit, 110) on one call; returns the name of the room."""
    mine = line_of(ami, seat)
    caller = other_of(ami, mine)
    room = caller["Linkedid"].lower()
    ami.act(
        "Redirect", Channel=caller["Channel"], ExtraChannel=mine["Channel"],
        Context=ROOMS, ExtraContext=ROOMS, Exten=room, ExtraExten=room, Priority=1, ExtraPriority=1,
    )  # fmt: skip
    _originate(ami, f"Local/{to}@from-seat", ROOMS, room)
    return room


def ring(ami: Ami, seat: str, number: str) -> None:
    """外呼 Ring the seat, then a number."""
    _originate(ami, device(seat), "from-seat", number)


def call_back(ami: Ami, seat: str, call: str) -> None:
    """回拨 Ring the seat, then the caller of a missed call, by the id of that call."""
    _originate(ami, device(seat), "missed", call)


def listen(ami: Ami, leader: str, seat: str) -> None:
    """监听 The duty leader hears a seat's talk."""
    line_of(ami, seat)
    _originate(ami, device(leader), "listen", seat)


def whisper(ami: Ami, leader: str, seat: str) -> None:
    """密语 The duty leader speaks to the seat; the caller does not hear it."""
    line_of(ami, seat)
    _originate(ami, device(leader), "whisper", seat)


def join(ami: Ami, leader: str, seat: str) -> None:
    """强插 The duty leader joins the talk."""
    line_of(ami, seat)
    _originate(ami, device(leader), "join", seat)


def tap(ami: Ami, line: str, tap_id: str, to: str) -> None:
    """旁听 Copy what a line (its unique id) says to an AudioSocket, until it hangs up."""
    ami.act(
        "Originate", Channel=f"Local/{line}@tap/n", Application="AudioSocket",
        Data=f"{tap_id},{to}", Timeout=5000, Async="true",
    )  # fmt: skip


def _originate(ami: Ami, channel: str, context: str, exten: str) -> None:
    ami.act(
        "Originate", Channel=channel, Context=context, Exten=exten, Priority=1, Timeout=30000,
        Async="true",
    )  # fmt: skip


def prefer(ami: Ami, call: str, priority: int = 10) -> None:
    """优先 Let a caller who waits go first."""
    for row in ami.rows("QueueStatus"):
        if row["Event"] == "QueueEntry" and row["Uniqueid"] == call:
            ami.act(
                "QueueChangePriorityCaller", Queue=row["Queue"], Caller=row["Channel"],
                Priority=priority, Immediate="true",
            )  # fmt: skip
            return
    raise AmiRefused("来电已不在排队")
