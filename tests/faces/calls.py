# SPDX-License-Identifier: Apache-2.0
"""Calls and a switch's present for the tests of the board, by minutes after a moment."""

from datetime import datetime, timedelta
from typing import Any

from yingda.calls import cel, lines
from yingda.calls.lines import Mark
from yingda.calls.values import moment
from yingda.ledgers import present
from yingda.office import calling

TRUNK = cel.Lines(trunks=("PJSIP/trunk-",))


def event(kind: str, at: datetime, uid: str, of: str = "", app: str = "") -> str:
    """One line of CEL."""
    channel = "PJSIP/trunk-a-1" if uid == (of or uid) else "PJSIP/1001-2"
    said = (kind, f"{at.timestamp():.6f}", uid, of or uid, channel, app, "")
    return ",".join(f'"{word}"' for word in said) + "\n"


def answered(no: str, at: datetime, after: float) -> str:
    """A call answered after so many seconds."""
    talk = at + timedelta(seconds=after)
    return (
        event("CHAN_START", at, no)
        + event("APP_START", at, no, app="Queue")
        + event("CHAN_START", talk - timedelta(seconds=0.5), f"{no}.1", no)
        + event("ANSWER", talk, f"{no}.1", no, app="AppQueue")
        + event("HANGUP", talk + timedelta(seconds=60), no)
    )


def abandoned(no: str, at: datetime, after: float) -> str:
    """A call whose caller hung up after so many seconds."""
    left = at + timedelta(seconds=after)
    return event("CHAN_START", at, no) + event("HANGUP", left, no)


def noted(*said: str) -> None:
    """Into the book."""
    text = "".join(said).encode()
    read = lines.read(text, lambda line: cel.parse(line, TRUNK), Mark(), serials=True)
    calling.note_down("a", read)


def shown(switch: str = "hotline-a", **states: dict[str, Any]) -> None:
    """The present: `seat_1001={…}`, `call_c1={…}`; a heartbeat stands beside them."""
    lines_ = {tuple(name.split("_", 1)): state for name, state in states.items()}
    heartbeat = {"up": True, "calls": 0, "differ": [], "lasting": [], "trunks": {}}
    heartbeat |= states.get("heartbeat", {})
    seen: Any = {key: state for key, state in lines_.items() if key[0] in ("seat", "call")}
    present.show_all(switch, {**seen, ("switch", switch): heartbeat})


def at(text: str) -> datetime:
    """A moment of the city."""
    return moment(text)
