# SPDX-License-Identifier: Apache-2.0
"""A real switch for the tests: Asterisk on ports of its own, with callers and phones of SIPp.

Skipped, with the reason, only where the program cannot be had.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.channels.phone.waiting import free
from yingda.calls.plan import Plan, Queue, Seats, Trunk
from yingda.channels.phone import program, seat
from yingda.channels.phone.ami import Ami, AmiRefused
from yingda.channels.phone.configuration import Place
from yingda.channels.phone.modules import MODULES
from yingda.channels.phone.orderly import Orderly
from yingda.channels.phone.practice import Practice
from yingda.channels.phone.switch import Switch
from yingda.config import city

KEY = b"r" * 32
PHONES, LEADER = "127.0.0.3", "2009"


@pytest.fixture(scope="session")
def root() -> Path:
    """The program, brought once and kept beside the installation's other files."""
    place = city.state(os.environ) / "switch/program"
    try:
        program.bring(place, MODULES, practice=True, say=lambda words: None)
    except program.NoProgram as reason:
        pytest.skip(f"the switch cannot be had here: {reason}")
    return place


@pytest.fixture(scope="session")
def switch(root: Path) -> Iterator[Switch]:
    folder = Path(tempfile.mkdtemp(prefix=f"yingda-switch-{os.getpid()}-"))
    udp, first = socket.SOCK_DGRAM, 20000 + os.getpid() % 20 * 1000
    queues = (
        Queue(name="main", title="综合", numbers=("12345",)),
        Queue(name="enterprise", title="涉企", numbers=("1234501",)),
    )
    plan = Plan(
        switch=f"site-{os.getpid()}", sip=free("127.0.0.1", udp), ami=free("127.0.0.1"),
        web=free("127.0.0.1"), wss=free("127.0.0.1"), rtp=(first, first + 900), greeting="您好",
        rating="请评价", call_back="回拨", still_waiting="请等候", thanks="再见",
        wait=6, ring=2, offer=3, key=1,
        queues=queues,
        trunks=(Trunk(name="carrier-a", host="127.0.0.2", port=free("127.0.0.2", udp)),),
        seats=(
            Seats(first=1001, last=1002, queues=("main",)),
            Seats(first=2001, last=2009, kind="phone", queues=("main", "enterprise"),
                  at=f"{PHONES}:{free(PHONES, udp)}"),
        ),
    )  # fmt: skip
    made = Switch(plan, Place(folder, root), KEY)
    made.set_up(practice=True, say=lambda words: None)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def line(switch: Switch) -> Iterator[Ami]:
    """A line to the switch; afterwards nobody is signed on and nothing is up."""
    if not switch.pid():
        switch.start()
    with Ami("127.0.0.1", switch.plan.ami, switch.secret, events=True) as ami:
        yield ami
    with Ami("127.0.0.1", switch.plan.ami, switch.secret) as ami:
        for number in seat.present(ami):
            seat.sign_off(ami, number)
        for row in seat.lines(ami):
            with suppress(AmiRefused):  # gone meanwhile
                ami.act("Hangup", Channel=row["Channel"])


@pytest.fixture
def practice(switch: Switch, tmp_path: Path) -> Iterator[Practice]:
    with Practice(switch.plan, switch.place.program, tmp_path) as made:
        yield made


@pytest.fixture
def hand(switch: Switch) -> Iterator[Orderly]:
    made = Orderly(switch)
    yield made
    made.close()
