# SPDX-License-Identifier: Apache-2.0
"""启动: one run per installation; the whole of it, begun and ended."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from yingda.config import run

LONGEST = 90.0
WHOLE = [sys.executable, "-m", "yingda.config.cli", "run"]


def test_a_second_run_is_refused_and_told_where_the_first_is(tmp_path: Path) -> None:
    held = run.hold(tmp_path / "run.lock", "http://127.0.0.1:8000/")
    with held, pytest.raises(run.AlreadyRunning) as refused:
        run.hold(tmp_path / "run.lock", "http://127.0.0.1:8001/")
    assert str(os.getpid()) in str(refused.value)
    assert "http://127.0.0.1:8000/" in str(refused.value)


def test_the_lock_of_a_run_that_died_holds_no_one_back(tmp_path: Path) -> None:
    text = "import os, sys; from pathlib import Path; from yingda.config import run;"
    text += "lock = run.hold(Path(sys.argv[1]), 'x'); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", text, str(tmp_path / "run.lock")])
    run.hold(tmp_path / "run.lock", "y").close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def well(port: int) -> bool:
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        asked.request("GET", "/healthz")
        return asked.getresponse().status == 200
    except OSError:
        return False


def test_a_port_that_is_taken_is_said_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        env = os.environ | {
            "YINGDA_PORT": str(taken.getsockname()[1]),
            "YINGDA_STATE": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, "-m", "yingda.config.cli", "run"],
            env=env,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert "YINGDA_PORT" in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_run_serves_starts_a_killed_web_server_again_and_ends_with_all_its_children(
    tmp_path: Path,
) -> None:
    from django.db import connection

    port = free_port()
    url = os.environ["YINGDA_DATABASE_URL"].rsplit("/", 1)[0]
    name = connection.settings_dict["NAME"]
    city = tmp_path / "city.toml"
    city.write_text('name = "甲市"\n', encoding="utf-8")
    env = os.environ | {
        "YINGDA_PORT": str(port),
        "YINGDA_STATE": str(tmp_path),
        "YINGDA_DATABASE_URL": f"{url}/{name}",
        "YINGDA_CITY": str(city),
    }
    whole = subprocess.Popen(WHOLE, env=env, stdout=subprocess.DEVNULL)
    try:
        _until(lambda: well(port) or whole.poll() is not None)
        children = _children(whole.pid)
        os.kill(children[0], signal.SIGKILL)
        _until(lambda: children[0] not in _children(whole.pid))
        _until(lambda: well(port))
        children = _children(whole.pid)
        whole.send_signal(signal.SIGINT)
        assert whole.wait(LONGEST) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in children)
        assert not well(port)
    finally:
        whole.kill()
        whole.wait()


def _until(true: Callable[[], object]) -> None:
    limit = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < limit, "it did not come about"
        time.sleep(0.1)


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()]
