# SPDX-License-Identifier: Apache-2.0
"""信道日志 CEL: the switch's channel events in microseconds - the record to measure from.

A call is all that bears one linkedid; its first channel is the caller's. A human answers when a
seat's channel is answered by the queue (AppQueue) or by a dial (AppDial); the answer of the
caller's own channel is the dialplan's greeting and never counts.
"""

import csv
from typing import Final

from msgspec import Struct

from .facts import (
    Answered,
    Ended,
    Held,
    Kind,
    Noted,
    Parsed,
    Queued,
    Rang,
    SeatRang,
    SeatStopped,
    Transferred,
)
from .values import BadLine, moment, number

NAME: Final = "cel"
_OURS = ("eventtype", "eventtime", "uniqueid", "linkedid", "channame", "appname", "extra")
_SAMPLE = (
    "eventtype", "eventtime", "cid_name", "cid_num", "cid_ani", "cid_rdnis", "cid_dnid", "exten",
    "context", "channame", "appname", "appdata", "amaflags", "accountcode", "uniqueid", "linkedid",
    "peer", "userfield", "userdeftype", "extra",
)  # fmt: skip
LAYOUTS: dict[int, tuple[str, ...]] = {
    7: _OURS,
    9: (*_OURS, "cid_num", "exten"),
    19: tuple(name for name in _SAMPLE if name != "userfield"),
    20: _SAMPLE,
}
"""Columns by their count: ours, and those of the sample configuration that others kept."""

NEEDED = frozenset(_OURS) - {"extra", "appname"}
HUMAN = ("AppQueue", "AppDial")
KNOWN = frozenset((
    "CHAN_START", "CHAN_END", "ANSWER", "HANGUP", "BRIDGE_ENTER", "BRIDGE_EXIT", "APP_START",
    "APP_END", "BLINDTRANSFER", "ATTENDEDTRANSFER", "LINKEDID_END", "HOLD", "UNHOLD",
    "USER_DEFINED", "PARK_START", "PARK_END", "PICKUP", "FORWARD", "LOCAL_OPTIMIZE",
    "LOCAL_OPTIMIZE_BEGIN", "STREAM_BEGIN", "STREAM_END", "DTMF", "TRANSFER", "CONF_START",
    "CONF_END", "CONF_ENTER", "CONF_EXIT", "HOOKFLASH", "BRIDGE_START", "BRIDGE_END",
    "BRIDGE_UPDATE", "3WAY_START", "3WAY_END",
))  # fmt: skip


class Lines(Struct, frozen=True, kw_only=True):
    """线路 How one switch is wired. `trunks`: beginnings of the names of the channels that callers
    come in by; `numbers`: the hotline's numbers; `tests`: numbers whose calls are trials."""

    trunks: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()


def header(text: str) -> tuple[str, ...]:
    """The columns that a first line names, or none if it is no heading."""
    names = tuple(name.strip().lower() for name in next(csv.reader([text]), []))
    return names if set(names) >= NEEDED else ()


def parse(text: str, lines: Lines, columns: tuple[str, ...] = ()) -> Parsed:
    """What one whole line says. `columns`: those of the file's heading, if it has one."""
    try:
        fields = next(csv.reader([text.rstrip("\r\n")], strict=True), [])
    except csv.Error:
        return Parsed(fault="columns")
    names = columns or LAYOUTS.get(len(fields), ())
    if len(names) != len(fields):
        return Parsed(fault="columns")
    row = dict(zip(names, fields, strict=True))
    kind = row["eventtype"]
    if kind == "eventtype":
        return Parsed()  # the heading itself
    if kind not in KNOWN:
        return Parsed(fault="event")
    if not row["uniqueid"] or not row["linkedid"]:
        return Parsed(fault="missing")
    try:
        return _read(kind, row, lines)
    except BadLine as bad:
        return Parsed(fault=bad.fault)


def _read(kind: str, row: dict[str, str], lines: Lines) -> Parsed:
    at, call = moment(row["eventtime"]), row["linkedid"]
    first = row["uniqueid"] == call
    app = row.get("appname", "")
    if kind == "CHAN_START" and first:
        return _rang(row, lines)
    who, leg = seat(row["channame"]), row["uniqueid"]
    match kind:
        case "APP_START" if first and app == "Queue":
            queue = row.get("appdata", "").split(",")[0]
            fact = Noted(call, Queued(at=at, source=NAME, queue=queue))
        case "CHAN_START":
            fact = Noted(call, SeatRang(at=at, source=NAME, seat=who, leg=leg))
        case "ANSWER" if not first and app in HUMAN:
            fact = Noted(call, Answered(at=at, source=NAME, seat=who, leg=leg))
        case "HANGUP" if not first:
            fact = Noted(call, SeatStopped(at=at, source=NAME, why="hung_up", seat=who, leg=leg))
        case "HANGUP" if first:
            fact = Noted(call, Ended(at=at, source=NAME))
        case "CHAN_END" if first:
            fact = Noted(call, Ended(at=at, source=NAME))
        case "HOLD" | "UNHOLD":
            fact = Noted(call, Held(at=at, source=NAME, over=kind == "UNHOLD"))
        case "BLINDTRANSFER" | "ATTENDEDTRANSFER":
            how = "blind" if kind == "BLINDTRANSFER" else "attended"
            fact = Noted(call, Transferred(at=at, source=NAME, how=how))
        case _:
            return Parsed(at=at)
    return Parsed((fact,), at=at)


def _rang(row: dict[str, str], lines: Lines) -> Parsed:
    at = moment(row["eventtime"])
    caller, fault = number(row.get("cid_num", ""))
    asked = row.get("exten", "")
    rang = Rang(
        at=at, source=NAME, kind=kind_of(row["channame"], asked, caller, lines), caller=caller,
        number=asked,
    )  # fmt: skip
    return Parsed((Noted(row["linkedid"], rang),), fault, at)


def kind_of(channel: str, asked: str, caller: str, lines: Lines) -> Kind:
    """Whether a call's first channel brings a citizen, a trial, one of our own, or who knows."""
    if channel.startswith("Local/"):
        return "own"
    if lines.trunks and not channel.startswith(lines.trunks):
        return "own"
    if caller and caller in lines.tests:
        return "test"
    if lines.numbers and asked in lines.numbers:
        return "inbound"
    return "inbound" if lines.trunks and not (asked and lines.numbers) else "unknown"


def seat(channel: str) -> str:
    """The seat of a channel: PJSIP/a1001 of PJSIP/a1001-0000000f."""
    return channel.partition(";")[0].rpartition("-")[0] or channel
