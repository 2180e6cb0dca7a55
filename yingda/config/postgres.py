# SPDX-License-Identifier: Apache-2.0
"""内置数据库 PostgreSQL of our own: found, adopted or started, on loopback with a password.

Used only when `YINGDA_DATABASE_URL` names no outside server. One folder holds everything:
`data/`, `password` (0600), `port`, `log`. The server is adopted only if its pid file is there AND
it answers with our password AND its data folder is ours; a stale pid file is cleared. Root cannot
run PostgreSQL: as root the server runs as `nobody`.
"""

import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import psycopg

from yingda.config import cluster
from yingda.config.cluster import PostgresError
from yingda.config.processes import as_nobody, is_root, lives, open_to_all, working_in
from yingda.config.words import tell

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "jit": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "log_min_duration_statement": "-1",
    "timezone": "Asia/Shanghai",
}
Say = Callable[[str], None]
_used: dict[Path, TextIO] = {}


def remembered_url(folder: Path) -> str:
    """The address of the server in `folder` as last seen; nothing is started."""
    home = _home(folder)
    try:
        return _url((home / "password").read_text(), int((home / "port").read_text()))
    except (OSError, ValueError):
        return "postgresql://yingda@127.0.0.1:5432/yingda"


def ensure(
    folder: Path, *, say: Say = lambda line: None, extra: dict[str, str] | None = None
) -> bool:
    """Have the server of `folder` running. True when it was started here, False when adopted."""
    home = _home(folder)
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        if (home / "data" / "PG_VERSION").exists():
            if _answers(home):
                return False
            programs = cluster.programs(home)
        else:
            programs = cluster.programs(home)
            say(tell("正在建立数据库 …", "Making the database …"))
            cluster.make(home, programs)
        _clear_stale(home)
        _start(home, programs, SETTINGS | (extra or {}), say)
        _create_database(home)
        return True


def enter(folder: Path, *, say: Say = lambda line: None) -> str:
    """Have the server running and count as one of its users until `leave`; its address."""
    started = ensure(folder, say=say)
    home = _home(folder)
    if home not in _used:
        _used[home] = open(home / "in-use", "w")  # noqa: SIM115 (held until `leave`)
        fcntl.flock(_used[home], fcntl.LOCK_SH)
    if not started and not _answers(home):  # the last user left while we came in
        ensure(folder, say=say)
    return remembered_url(folder)


def leave(folder: Path) -> None:
    """The last user out stops the server."""
    home = _home(folder)
    held = _used.pop(home, None)
    if held is None:
        return
    with _alone(home), held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        stop(folder)


def stop(folder: Path, within: float = 20) -> None:
    """Stop the server of `folder` quickly and cleanly (SIGINT), if it runs."""
    home = _home(folder)
    pid = _pid(home)
    if pid is None or not lives(pid, "postgres"):
        return
    os.kill(pid, signal.SIGINT)
    limit = time.monotonic() + within
    while lives(pid, "postgres") and time.monotonic() < limit:
        time.sleep(0.05)


def alive(folder: Path) -> bool:
    """Whether the server process of `folder` lives; cheap, asks no question of the server."""
    pid = _pid(_home(folder))
    return pid is not None and lives(pid, "postgres")


def _home(folder: Path) -> Path:
    """Where it really lives: elsewhere when we are root and `nobody` cannot reach the checkout."""
    folder = folder.resolve()
    if not is_root() or open_to_all(folder.parent):
        return folder
    return Path("/var/lib") / f"yingda-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


def _url(password: str, port: int) -> str:
    return f"postgresql://yingda:{password.strip()}@127.0.0.1:{port}/yingda"


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    with open(home / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(home: Path, programs: Path, settings: dict[str, str], say: Say) -> None:
    port = _port(home)
    said = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with open(home / "log", "ab") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", home / "data", "-p", str(port), *said],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            **as_nobody(),
        )
    begun = time.monotonic()
    told = 0
    while not _answers(home):
        waited = int(time.monotonic() - begun)
        if server.poll() is not None or waited > 120:
            tail = (home / "log").read_text(errors="replace").strip()[-400:]
            raise PostgresError(
                tell("PostgreSQL 未能启动，日志在 ", "PostgreSQL did not start, its log is ")
                + f"{home / 'log'}\n{tail}"
            )
        if waited >= told + 3:
            told = waited
            say(tell(f"等待 PostgreSQL … {waited} 秒", f"Waiting for PostgreSQL … {waited} s"))
        time.sleep(0.03)


def _port(home: Path) -> int:
    """The port remembered, or a free one when it is taken by another."""
    kept = home / "port"
    wanted = int(kept.read_text()) if kept.exists() else 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept.write_text(f"{port}\n")
    return port


def _connect(home: Path, database: str) -> "psycopg.Connection[tuple[object, ...]]":
    lines = (home / "data" / "postmaster.pid").read_text().splitlines()
    password = (home / "password").read_text().strip()
    return psycopg.connect(
        host="127.0.0.1", port=int(lines[3]), user="yingda", password=password,
        dbname=database, connect_timeout=3, autocommit=True,
    )  # fmt: skip


def _answers(home: Path) -> bool:
    try:
        with _connect(home, "postgres") as connection:
            row = connection.execute("SHOW data_directory").fetchone()
    except (OSError, IndexError, ValueError, psycopg.Error):
        return False
    return row is not None and Path(str(row[0])) == home / "data"


def _create_database(home: Path) -> None:
    with _connect(home, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname='yingda'").fetchone():
            connection.execute("CREATE DATABASE yingda TEMPLATE template0")


def _pid(home: Path) -> int | None:
    try:
        return int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _clear_stale(home: Path) -> None:
    """After a kill: wait until the orphans have gone, then clear the pid file of the dead."""
    folder = home / "data"
    limit = time.monotonic() + 15
    while working_in(folder) and time.monotonic() < limit:
        time.sleep(0.1)
    pid = _pid(home)
    if pid is not None and not lives(pid, "postgres"):
        (folder / "postmaster.pid").unlink(missing_ok=True)
