# SPDX-License-Identifier: Apache-2.0
"""Ring to screen: from the caller's INVITE, and from the moment a seat is rung, to the event in the
browser's stream; on the real switch with callers of SIPp on the loopback; and the processor time of
a call. Beside the one that is measured `WATCHERS` browsers hold a stream."""

import json
import os
import resource
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import stream
from yingda.calls.plan import Plan, Queue, Seats, Trunk
from yingda.channels.phone import program, seat
from yingda.channels.phone.ami import Ami
from yingda.channels.phone.configuration import Place
from yingda.channels.phone.listen import Listener
from yingda.channels.phone.modules import MODULES
from yingda.channels.phone.practice import Practice
from yingda.channels.phone.switch import Switch
from yingda.config import city

RATES = (1, 5, 16)
SECONDS = 12
WATCHERS = 40
TICK = os.sysconf("SC_CLK_TCK")


def ringing() -> None:
    """Print one line for every rate of calls."""
    with a_switch() as switch, stream.streaming() as port:
        cookie = stream.session(["duty_leader"], "bench_leader")
        others = stream.session(["operator"], "bench_operator")
        watching = [stream.Reader(port, others) for _ in range(WATCHERS)]
        for rate in RATES:
            _measure(switch, rate, stream.Reader(port, cookie))
        print(f"ring to screen: {len(watching)} more streams stood open meanwhile")


@contextmanager
def a_switch() -> Iterator[Switch]:
    """A real switch in a folder of its own, for as long as it is measured."""
    root = city.state({}) / "switch/program"
    program.bring(root, MODULES, practice=True)
    folder = Path(tempfile.mkdtemp(prefix="yingda-bench-"))
    switch = Switch(_plan(), Place(folder, root), b"r" * 32)
    switch.set_up(practice=True, say=lambda words: None)
    switch.start()
    try:
        yield switch
    finally:
        switch.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _plan() -> Plan:
    ports = [_free("127.0.0.1") for _ in range(4)]
    row = Seats(first=2001, last=2060, kind="phone", queues=("main",), at=f"127.0.0.3:{ports[3]}")
    return Plan(
        sip=_free("127.0.0.1"), ami=ports[0], web=ports[1], wss=ports[2], greeting="您好",
        queues=(Queue(name="main", title="综合", numbers=("12345",)),), seats=(row,),
        trunks=(Trunk(name="carrier-a", host="127.0.0.2", port=_free("127.0.0.2")),),
        recorded=False,
    )  # fmt: skip


def _free(address: str) -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


def _measure(switch: Switch, rate: int, browser: stream.Reader) -> None:
    calls = rate * SECONDS
    listener = Listener(switch, reads=False)
    practice = Practice(switch.plan, switch.place.program, switch.folder)
    with practice, Ami("127.0.0.1", switch.plan.ami, switch.secret) as ami:
        host, _, port = switch.plan.seats[0].at.rpartition(":")
        practice.phones(host, int(port), rings=0.2, talks=1.5)
        for number in range(2001, 2061):
            seat.sign_on(ami, str(number), ["main"])
        listener.one_round()
        before, mine = _used(switch.pid()), _mine()
        callers = practice.calls(calls, rate, number=13800000000 + rate * 1000)
        limit = time.monotonic() + SECONDS + 20
        while callers.poll() is None and time.monotonic() < limit:
            listener.one_round()
        used, ours = _used(switch.pid()) - before, _mine() - mine
    listener.close()
    _say(browser, rate, calls)
    print(
        f"a call at {rate}/s costs the switch {used / calls * 1000:.1f} ms,"
        f" us {ours / calls * 1000:.1f} ms of a processor"
    )


def _say(browser: stream.Reader, rate: int, calls: int) -> None:
    """The first word of every call, and the word that it rings at a seat: from the switch's own
    moment to ours."""
    told = [(json.loads(text), at) for event, text, at in list(browser.told) if event == "call"]
    for title, phase, since in (("INVITE", "greeting", "at"), ("seat rung", "ringing", "ring_at")):
        first: dict[str, float] = {}
        for call, at in told:
            state = call["state"] or {}
            if state.get("phase") == phase and state.get(since):
                first.setdefault(call["name"], at - float(state[since]))
        waits = sorted(first.values())
        if not waits:
            print(f"{title} to stream, {rate}/s: nothing was told")
            continue
        print(
            f"{title} to browser's stream, {rate} calls/s: {len(waits)} of {calls},"
            f" p50 {_at(waits, 0.5):.1f} ms, p99 {_at(waits, 0.99):.1f} ms"
        )


def _used(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _mine() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(share * len(waits)))] * 1000
