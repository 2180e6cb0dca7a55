# SPDX-License-Identifier: Apache-2.0
"""The live stream as it runs: granian in a process of its own, against the database of the test."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connection

from tests.channels.phone.waiting import free, until


@contextmanager
def streaming(port: int = 0) -> Iterator[int]:
    """Start it; its port."""
    port = port or free("127.0.0.1")
    known = connection.settings_dict
    where = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
    env = os.environ | {"YINGDA_DATABASE_URL": f"postgresql://{where}/{known['NAME']}"}
    words = f"--interface asgi --workers 1 --host 127.0.0.1 --port {port} --log-level warning"
    line = [sys.executable, "-m", "granian", *words.split(), "--workers-kill-timeout", "1"]
    started = subprocess.Popen([*line, "yingda.config.live:application"], env=env)
    try:
        assert until(lambda: _well(port), 30)
        yield port
    finally:
        started.terminate()
        with suppress(subprocess.TimeoutExpired):
            started.wait(5)
        started.kill()
        started.wait()


def _well(port: int) -> bool:
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        asked.request("GET", "/live/healthz")
        return asked.getresponse().status == 200
    except OSError:
        return False


class Stream:
    """One browser's stream."""

    def __init__(self, port: int, cookie: str, origin: str = "") -> None:
        self.asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
        if origin:
            headers["Origin"] = origin
        self.asked.request("GET", "/live/", headers=headers)
        self.answer = self.asked.getresponse()
        self.status = self.answer.status

    def next(self) -> tuple[str, Any]:
        """The next event and what it tells."""
        event = ""
        while True:
            line = self.answer.readline().decode().rstrip("\n")
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: "):
                return event, json.loads(line.removeprefix("data: "))

    def until(self, event: str) -> Any:
        """What the next event of this name tells."""
        while True:
            name, told = self.next()
            if name == event:
                return told

    def close(self) -> None:
        self.asked.close()
