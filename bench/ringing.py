# SPDX-License-Identifier: Apache-2.0
"""Ring to event: from the caller's INVITE to the row that the desk's stream is told of, on the real
switch with callers of SIPp on the loopback; and the processor time of a call."""

import os
import re
import resource
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path

import psycopg
from django.db import connection

from yingda.calls.plan import Plan, Queue, Seats, Trunk
from yingda.channels.phone import program, seat
from yingda.channels.phone.ami import Ami
from yingda.channels.phone.configuration import Place
from yingda.channels.phone.listen import Listener
from yingda.channels.phone.modules import MODULES
from yingda.channels.phone.practice import Practice
from yingda.channels.phone.switch import Switch
from yingda.config import city
from yingda.ledgers.present import TOLD_ON

RATES = (1, 5, 16)
SECONDS = 12
TICK = os.sysconf("SC_CLK_TCK")


def ringing() -> None:
    """Print one line for every rate of calls."""
    root = city.state({}) / "switch/program"
    program.bring(root, MODULES, practice=True)
    folder = Path(tempfile.mkdtemp(prefix="yingda-ringing-"))
    switch = Switch(_plan(), Place(folder, root), b"r" * 32)
    switch.set_up(practice=True, say=lambda words: None)
    switch.start()
    try:
        for rate in RATES:
            _measure(switch, rate)
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


def _measure(switch: Switch, rate: int) -> None:
    calls = rate * SECONDS
    listener, practice = (
        Listener(switch, reads=False),
        Practice(switch.plan, switch.place.program, switch.folder),
    )
    told: list[tuple[str, float]] = []
    over = threading.Event()
    ears = threading.Thread(target=_hear, args=(told, over))
    with practice, Ami("127.0.0.1", switch.plan.ami, switch.secret) as ami:
        host, _, port = switch.plan.seats[0].at.rpartition(":")
        practice.phones(host, int(port), rings=0.2, talks=1.5)
        for number in range(2001, 2061):
            seat.sign_on(ami, str(number), ["main"])
        listener.one_round()
        ears.start()
        before, mine = _used(switch.pid()), _mine()
        callers = practice.calls(calls, rate, number=13800000000 + rate * 1000)
        limit = time.monotonic() + SECONDS + 20
        while callers.poll() is None and time.monotonic() < limit:
            listener.one_round()
        used, ours = _used(switch.pid()) - before, _mine() - mine
        over.set()
        with connection.cursor() as cursor:
            cursor.execute("select pg_notify(%s, '')", [TOLD_ON])
        ears.join()
    listener.close()
    waits = sorted(at - begun for begun, at in _pairs(told))
    if not waits:
        print(f"ring {rate}/s: nothing was told")
        return
    print(
        f"ring to event, {rate} calls/s: {len(waits)} of {calls}, p50 {_at(waits, 0.5):.1f} ms,"
        f" p99 {_at(waits, 0.99):.1f} ms; a call costs the switch {used / calls * 1000:.1f} ms,"
        f" us {ours / calls * 1000:.1f} ms of a processor"
    )


def _pairs(told: list[tuple[str, float]]) -> list[tuple[float, float]]:
    """The first word of every call: the switch's moment of the INVITE (in the call's id and its
    event), and ours."""
    first: dict[str, tuple[float, float]] = {}
    for payload, at in told:
        call = re.search(r'"name": "([^"]+)"', payload)
        rang = re.search(r'"at": "([\d.]+)"', payload)
        if call and rang and '"kind": "call"' in payload and call[1] not in first:
            first[call[1]] = (float(rang[1]), at)
    return list(first.values())


def _hear(told: list[tuple[str, float]], over: threading.Event) -> None:
    name = connection.settings_dict
    with psycopg.connect(
        host=name["HOST"], port=name["PORT"], user=name["USER"], password=name["PASSWORD"],
        dbname=name["NAME"], autocommit=True,
    ) as ears:  # fmt: skip
        ears.execute(f"listen {TOLD_ON}")
        for one in ears.notifies():
            told.append((one.payload, time.time()))
            if over.is_set():
                return


def _used(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _mine() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(share * len(waits)))] * 1000
