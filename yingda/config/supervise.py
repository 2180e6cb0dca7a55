# SPDX-License-Identifier: Apache-2.0
"""看护 Supervise: a group of children; one that ends is started again, all end together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from yingda.config.processes import bound
from yingda.config.words import tell

Say = Callable[[str], None]
LONGEST_PAUSE = 15.0
STEADY = 20.0  # seconds lived after which earlier failures are forgotten


class Child:
    """One command kept running, in a process group of its own."""

    def __init__(self, name: str, command: list[str], env: dict[str, str]) -> None:
        self.name, self.command, self.env = name, command, env
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self.begun = self.again_at = 0.0

    def start(self) -> None:
        """Start it now."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            bound(self.command), env=self.env, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def watch(self, say: Say) -> None:
        """Look once: start it, note its end, or start it again after a pause that grows."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.again_at:
                self.start()
            return
        status = self.process.poll()
        if status is None:
            return
        self.signal(signal.SIGKILL)  # what it left of its group
        self.process = None
        self.failures = 0 if now - self.begun > STEADY else self.failures + 1
        pause = min(LONGEST_PAUSE, 0.2 * 2**self.failures)
        self.again_at = now + pause
        say(
            tell(
                f"{self.name} 已退出（{status}），{pause:.1f} 秒后重新启动",
                f"{self.name} ended ({status}), starting again in {pause:.1f} s",
            )
        )

    def signal(self, number: int) -> None:
        """Send a signal to the whole group of the child."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def end(children: list[Child], within: float = 5.0) -> None:
    """End all children: asked first, then killed after `within` seconds."""
    for child in children:
        child.signal(signal.SIGTERM)
    limit = time.monotonic() + within
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.05, limit - time.monotonic()))
            child.signal(signal.SIGKILL)
            child.process.wait()
