# SPDX-License-Identifier: Apache-2.0
"""内置数据库: real servers, really killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from yingda.config import postgres


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="yingda-pg-"))
    place.chmod(0o711)  # root's server runs as nobody, who must pass
    yield place / "pg"
    postgres.stop(place / "pg")
    shutil.rmtree(place, ignore_errors=True)


def pid_file(folder: Path) -> Path:
    return folder / "data" / "postmaster.pid"


def ask(folder: Path, question: str) -> object:
    with psycopg.connect(postgres.remembered_url(folder), autocommit=True) as connection:
        row = connection.execute(question).fetchone()
        return row[0] if row else None


def until_dead(folder: Path) -> None:
    while postgres.alive(folder):
        time.sleep(0.02)


def test_a_running_server_is_adopted_and_not_started_twice(folder: Path) -> None:
    postgres.ensure(folder)
    pid = pid_file(folder).read_text().splitlines()[0]
    assert postgres.ensure(folder) is False
    assert pid_file(folder).read_text().splitlines()[0] == pid


def test_a_killed_postmaster_is_found_dead_and_its_commits_are_found_again(folder: Path) -> None:
    postgres.ensure(folder)
    with psycopg.connect(postgres.remembered_url(folder)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer")
    os.kill(int(pid_file(folder).read_text().splitlines()[0]), signal.SIGKILL)
    until_dead(folder)
    assert pid_file(folder).exists()
    assert postgres.ensure(folder) is True
    assert ask(folder, "SELECT answer FROM kept") == 42


def test_a_stale_pid_file_of_another_program_does_not_stop_the_start(folder: Path) -> None:
    postgres.ensure(folder)
    lines = pid_file(folder).read_text().splitlines()
    postgres.stop(folder)
    other = subprocess.Popen(["sleep", "60"])
    try:
        pid_file(folder).write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        assert not postgres.alive(folder)
        assert postgres.ensure(folder) is True
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_nobody_comes_in_without_the_password_or_from_outside(folder: Path) -> None:
    postgres.ensure(folder)
    url = postgres.remembered_url(folder)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace("yingda:", "yingda:not-"), connect_timeout=3)
    assert ask(folder, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(folder, "SHOW password_encryption") == "scram-sha-256"
    assert (folder / "password").stat().st_mode & 0o077 == 0


def test_the_port_is_remembered(folder: Path) -> None:
    postgres.ensure(folder)
    before = postgres.remembered_url(folder)
    postgres.stop(folder)
    postgres.ensure(folder)
    assert postgres.remembered_url(folder) == before


def test_the_last_user_out_stops_the_server_and_no_one_before(folder: Path) -> None:
    postgres.stop(folder)
    hold = "import sys; from pathlib import Path; from yingda.config import postgres as p;"
    hold += (
        "p.enter(Path(sys.argv[1])); print('in', flush=True); input(); p.leave(Path(sys.argv[1]))"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    users = [subprocess.Popen([sys.executable, "-c", hold, str(folder)], **pipes) for _ in range(2)]
    for user in users:
        assert user.stdout.readline() == "in\n"
    users[0].communicate("\n")
    assert postgres.alive(folder)
    users[1].communicate("\n")
    assert not postgres.alive(folder)
