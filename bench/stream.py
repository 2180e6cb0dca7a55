# SPDX-License-Identifier: Apache-2.0
"""The live stream as a browser reads it: granian in a process of its own, a duty leader's session,
and the moment at which each event came."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from yingda.roster.models import Officer


class Reader:
    """One browser. `told`: (event, what was told, the moment it came)."""

    def __init__(self, port: int, cookie: str) -> None:
        self.told: list[tuple[str, str, float]] = []
        self.asked = http.client.HTTPConnection("127.0.0.1", port)
        self.asked.request("GET", "/live/", headers={"Cookie": f"sessionid={cookie}"})
        answer = self.asked.getresponse()
        assert answer.status == 200, answer.status
        self.thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self.thread.start()

    def _read(self, answer: http.client.HTTPResponse) -> None:
        event = ""
        while line := answer.readline().decode():
            if line.startswith("event: "):
                event = line[7:].strip()
            elif line.startswith("data: "):
                self.told.append((event, line[6:], time.time()))


@contextmanager
def streaming() -> Iterator[int]:
    """Start the stream; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    known = connection.settings_dict
    where = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
    env: dict[str, Any] = os.environ | {
        "YINGDA_DATABASE_URL": f"postgresql://{where}/{known['NAME']}",
        "YINGDA_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "yingda.config.settings",
    }
    words = f"--interface asgi --workers 1 --host 127.0.0.1 --port {port} --log-level error"
    line = [sys.executable, "-m", "granian", *words.split(), "--workers-kill-timeout", "1"]
    started = subprocess.Popen([*line, "yingda.config.live:application"], env=env)
    try:
        limit = time.monotonic() + 30
        while not _well(port):
            assert time.monotonic() < limit and started.poll() is None
            time.sleep(0.1)
        yield port
    finally:
        started.terminate()
        started.wait(10)


def _well(port: int) -> bool:
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        asked.request("GET", "/live/healthz")
        return asked.getresponse().status == 200
    except OSError:
        return False


def session(duties: list[str], name: str) -> str:
    """The session of an officer with these duties."""
    user, _ = User.objects.get_or_create(username=name)
    Officer.objects.get_or_create(user=user, defaults={"name": name, "duties": duties})
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
