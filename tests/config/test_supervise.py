# SPDX-License-Identifier: Apache-2.0
"""看护."""

import os
import signal
import sys
import time
from collections.abc import Callable

from yingda.config import processes, supervise

PATIENCE = 20.0
SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(600)",
]


def until(true: Callable[[], object], step: Callable[[], object] = lambda: None) -> None:
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit, "it did not come about"
        step()
        time.sleep(0.02)


def test_a_killed_child_is_started_again_and_it_is_said() -> None:
    said: list[str] = []
    child = supervise.Child("看守", SLEEP, dict(os.environ))
    child.watch(said.append)
    assert child.process
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    until(lambda: child.process and child.process.pid != first, lambda: child.watch(said.append))
    assert "看守" in said[0]
    assert "-9" in said[0]
    supervise.end([child])


def test_a_child_that_fails_at_once_is_tried_less_and_less_often() -> None:
    said: list[str] = []
    child = supervise.Child("坏", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    pauses: list[float] = []
    while len(pauses) < 3:
        child.watch(said.append)
        if child.process is None:
            pauses.append(child.again_at - time.monotonic())
            child.again_at = 0.0
        time.sleep(0.02)
    assert pauses[0] < pauses[1] < pauses[2] < supervise.LONGEST_PAUSE
    supervise.end([child])


def test_all_children_end_even_one_that_will_not_hear() -> None:
    children = [supervise.Child(str(n), SLEEP, dict(os.environ)) for n in range(2)]
    children.append(supervise.Child("stubborn", STUBBORN, dict(os.environ)))
    for child in children:
        child.start()
    until(lambda: all(processes.lives(child.process.pid) for child in children if child.process))
    supervise.end(children, within=0.5)
    assert not any(processes.lives(child.process.pid) for child in children if child.process)
