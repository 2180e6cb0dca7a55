# SPDX-License-Identifier: Apache-2.0
"""队列日志 The queue_log of app_queue: why a call left, who answered. Its clock is whole seconds.

A line: time|call|queue|seat|event|amounts. Holds are in seconds, but RINGNOANSWER in milliseconds.
Versions: before 11 CONNECT has no ring time; some write the time with a fraction, databases as a
date. https://docs.asterisk.org describes the events.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from .facts import (
    Abandoned,
    Answered,
    CallFact,
    Completed,
    Ended,
    Kind,
    Left,
    Noted,
    Parsed,
    Paused,
    Queued,
    Rang,
    Rated,
    Resumed,
    SeatFact,
    SeatSignedOff,
    SeatSignedOn,
    SeatStopped,
    SwitchStarted,
    Transferred,
)
from .values import BadLine, amount, moment, number

NAME: Final = "queue_log"
LEAST = 5  # fields of a line
NOBODY = ("NONE", "")
QUIET = frozenset((
    "CONFIGRELOAD", "PENALTY", "AGENTDUMP", "OUTCALL", "DID", "QUEUESTATUS", "ADDMEMBERQUEUE",
    "RINGMEMBER", "AGENTCALLBACKLOGIN", "AGENTCALLBACKLOGOFF", "ROTATE", "TRANSFERCANCEL",
))  # fmt: skip
"""Events that tell nothing of the promise."""

LEFT = {
    "EXITWITHTIMEOUT": "timeout",
    "EXITWITHKEY": "key",
    "EXITEMPTY": "empty",
    "JOINEMPTY": "empty",
    "JOINUNAVAIL": "empty",
    "LEAVEUNAVAIL": "empty",
    "FULL": "full",
    "WITHDRAW": "withdrawn",
    "SYSCOMPAT": "failed",
}
Line = tuple[datetime, str, str, tuple[str, ...]]  # moment, queue, seat, amounts


def parse(text: str, tests: frozenset[str] = frozenset()) -> Parsed:
    """What one whole line says. `tests`: numbers whose calls are trials, not offered."""
    fields = text.rstrip("\r\n").split("|")
    if len(fields) < LEAST:
        return Parsed(fault="columns")
    try:
        at = moment(fields[0])
    except BadLine as bad:
        return Parsed(fault=bad.fault)
    call, queue, seat, event = fields[1], fields[2], fields[3], fields[4].strip()
    line = (at, "" if queue in NOBODY else queue, "" if seat in NOBODY else seat, tuple(fields[5:]))
    try:
        return _read(call, event, line, tests)
    except BadLine as bad:
        return Parsed(fault=bad.fault, at=at)
    except (ValueError, IndexError):
        return Parsed(fault="amount", at=at)


def _read(call: str, event: str, line: Line, tests: frozenset[str]) -> Parsed:
    at, queue, seat, rest = line
    if event == "QUEUESTART":
        return Parsed((Noted("", SwitchStarted(at=at, source=NAME)),), at=at)
    if event in SEATS:
        return Parsed((Noted(seat, SEATS[event](line)),) if seat else (), at=at)
    if event == "INFO":
        return _remark(call, line, tests)
    if event == "ENTERQUEUE":
        caller, fault = number(rest[1] if len(rest) > 1 else "")
        joined = Queued(at=at, source=NAME, queue=queue, caller=caller)
        return Parsed((Noted(call, joined),), fault, at)
    if event in LEFT:
        return Parsed((Noted(call, Left(at=at, source=NAME, why=LEFT[event])),), at=at)
    if event in CALLS:
        return Parsed((Noted(call, CALLS[event](line)),), at=at)
    return Parsed(fault="" if event in QUIET else "event", at=at)


def _remark(call: str, line: Line, tests: frozenset[str]) -> Parsed:
    """Our own lines, written by the dialplan: OFFERED, RATING, END."""
    at, _, _, rest = line
    what = rest[0] if rest else ""
    if what == "OFFERED":
        caller, fault = number(rest[1] if len(rest) > 1 else "")
        kind: Kind = "test" if caller and caller in tests else "inbound"
        asked = rest[2] if len(rest) > 2 else ""
        rang = Rang(at=at, source=NAME, kind=kind, caller=caller, number=asked)
        return Parsed((Noted(call, rang),), fault, at)
    if what == "END":
        cause = amount(rest[1]) if len(rest) > 1 and rest[1] else None
        return Parsed((Noted(call, Ended(at=at, source=NAME, cause=cause)),), at=at)
    if what == "RATING":
        return Parsed((Noted(call, Rated(at=at, source=NAME, key=rest[1])),), at=at)
    return Parsed(at=at)


def _connect(line: Line) -> CallFact:
    at, _, seat, rest = line
    rang = amount(rest[2]) if len(rest) > 2 and rest[2] else None
    if rang is not None and rang > 86_400:
        raise BadLine("seconds_or_ms")
    leg = rest[1] if len(rest) > 1 else ""
    return Answered(
        at=at, source=NAME, seat=seat, leg=leg, waited_s=amount(rest[0]), rang_s=rang
    )  # fmt: skip


def _no_answer(line: Line) -> CallFact:
    at, _, seat, rest = line
    rang = amount(rest[0]) if rest and rest[0] else 0
    return SeatStopped(at=at, source=NAME, seat=seat, why="no_answer", rang_ms=rang)


def _cancelled(line: Line) -> CallFact:
    return SeatStopped(at=line[0], source=NAME, seat=line[2], why="cancelled")


def _abandon(line: Line) -> CallFact:
    rest = line[3]
    return Abandoned(at=line[0], source=NAME, waited_s=amount(rest[2]) if len(rest) > 2 else 0)


CALLS: dict[str, Callable[[Line], CallFact]] = {
    "CONNECT": _connect,
    "ABANDON": _abandon,
    "RINGNOANSWER": _no_answer,
    "RINGCANCELED": _cancelled,
    "COMPLETEAGENT": lambda n: Completed(at=n[0], source=NAME, by="seat"),
    "COMPLETECALLER": lambda n: Completed(at=n[0], source=NAME, by="caller"),
    "BLINDTRANSFER": lambda n: Transferred(at=n[0], source=NAME, to=n[3][0], how="blind"),
    "ATTENDEDTRANSFER": lambda n: Transferred(at=n[0], source=NAME, to=n[3][0], how="attended"),
    "TRANSFER": lambda n: Transferred(at=n[0], source=NAME, to=n[3][0], how="blind"),
}
SEATS: dict[str, Callable[[Line], SeatFact]] = {
    "ADDMEMBER": lambda n: SeatSignedOn(at=n[0], source=NAME, queue=n[1]),
    "AGENTLOGIN": lambda n: SeatSignedOn(at=n[0], source=NAME),
    "REMOVEMEMBER": lambda n: SeatSignedOff(at=n[0], source=NAME, queue=n[1]),
    "AGENTLOGOFF": lambda n: SeatSignedOff(at=n[0], source=NAME),
    "PAUSEALL": lambda n: Paused(at=n[0], source=NAME, reason=(*n[3], "")[0]),
    "PAUSE": lambda n: Paused(at=n[0], source=NAME, queue=n[1], reason=(*n[3], "")[0]),
    "UNPAUSEALL": lambda n: Resumed(at=n[0], source=NAME),
    "UNPAUSE": lambda n: Resumed(at=n[0], source=NAME, queue=n[1]),
}
