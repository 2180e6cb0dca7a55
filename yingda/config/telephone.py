# SPDX-License-Identifier: Apache-2.0
"""电话启动 The telephone with the rest: `make run PHONE=1` starts the switch, its listener and, in
a demo city, callers who are none. The web goes on if the switch cannot be had."""

import os
import sys
from typing import TYPE_CHECKING

from yingda.calls.plan import lines
from yingda.config.supervise import Child, Say
from yingda.config.words import tell

if TYPE_CHECKING:
    from yingda.channels.phone.switch import Switch


def wanted() -> bool:
    """Whether this run is to have a switch."""
    return os.environ.get("YINGDA_PHONE") == "1"


def has_desks() -> bool:
    """Whether desks of this run have a telephone; its switch may run elsewhere (`away`)."""
    from django.conf import settings

    return bool(settings.PHONE)


def live(env: dict[str, str], host: str) -> Child:
    """The process that pushes to browsers what the switches show."""
    from django.conf import settings

    said = f"--interface asgi --workers 1 --no-ws --host {host} --port {settings.LIVE_PORT}"
    said += " --log-level warning --respawn-failed-workers --workers-kill-timeout 1"
    line = [sys.executable, "-m", "granian", *said.split(), "yingda.config.live:application"]
    return Child(tell("现况流", "live stream"), line, env)


def children(env: dict[str, str], demo: bool, say: Say) -> list[Child]:
    """Set the switch up; the children that keep it running, or none and why."""
    from yingda.channels.phone.program import NoProgram
    from yingda.channels.phone.switch import SwitchFault, installed

    switch = installed()
    try:
        switch.set_up(practice=demo, say=lambda words: say(f"  {words}"))
        switch.clear(within=2)
    except (NoProgram, SwitchFault) as reason:
        say(tell(f"电话未启动：{reason}", f"The telephone was not started: {reason}"))
        return []
    found = [
        Child(tell("交换机", "switch"), switch.command(), switch.environment()),
        Child("listen_phone", [*_ours("listen_phone"), "--present"], env),
        Child("follow_calls", [*_ours("follow_calls"), *_books(switch)], env),
        Child("keep_recordings", _ours("keep_recordings"), env),
        *([Child("transcribe", _ours("transcribe"), env)] if switch.plan.transcriber else []),
    ]
    return [*found, Child("simulate_calls", _ours("simulate_calls"), env)] if demo else found


def _books(switch: "Switch") -> list[str]:
    """The words by which `follow_calls` knows the switch's books."""
    wired = lines(switch.plan)
    said = ["--switch", switch.plan.switch]
    said += ["--cel", str(switch.cel), "--queue-log", str(switch.queue_log)]
    for option, values in (
        ("--trunk", wired.trunks), ("--number", wired.numbers), ("--test-number", wired.tests),
    ):  # fmt: skip
        said += [word for value in sorted(values) for word in (option, value)]
    return said


def _ours(name: str) -> list[str]:
    return [sys.executable, "-m", "yingda.config.cli", name]
