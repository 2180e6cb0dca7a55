# SPDX-License-Identifier: Apache-2.0
"""启动 Run: the whole installation as one supervised group, until Ctrl-C.

Database, migrations, demo people; then the web server, the clock watcher and the sender. One run
per installation (a lock the kernel frees when we die, however we die).
"""

import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TextIO

from yingda.config import catalogues, city, postgres, supervise, telephone
from yingda.config.words import line, step, tell

WORKERS = 2
KEEPERS = ("watch_limits", "send_notices")


class AlreadyRunning(Exception):
    """Another run has this installation; says its process and address."""


def main(words: list[str]) -> int:
    """Run until told to stop; 0 after a clean stop, 1 when it could not begin."""
    state = city.state(os.environ)
    host, port = os.environ.get("YINGDA_HOST", "127.0.0.1"), _port()
    try:
        lock = hold(state / "run.lock", f"http://{host}:{port}/")
    except AlreadyRunning as running:
        print(running, file=sys.stderr)
        return 1
    with lock:
        if not _free(host, port):
            print(
                tell(
                    f"端口 {port} 已被其他程序占用。换一个端口：YINGDA_PORT=8012 make run",
                    f"Port {port} is taken by another program. Another: YINGDA_PORT=8012 make run",
                ),
                file=sys.stderr,
            )
            return 1
        return _Installation(state, host, port).run()


def hold(path: Path, address: str) -> TextIO:
    """The lock of a run, with our process and address in it. Raises `AlreadyRunning`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = open(path, "a+")  # noqa: SIM115 (held as long as we run)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        lock.seek(0)
        pid, _, where = lock.read().strip().partition(" ")
        lock.close()
        raise AlreadyRunning(
            tell(
                f"应答已在运行（进程 {pid}，{where}）。先在那边按 Ctrl-C，或另用 YINGDA_STATE。",
                f"Yingda is already running (process {pid}, {where}). Stop it there with Ctrl-C.",
            )
        ) from taken
    lock.truncate(0)
    lock.write(f"{os.getpid()} {address}\n")
    lock.flush()
    return lock


class _Installation:
    """One run: what was begun and what must end."""

    def __init__(self, state: Path, host: str, port: int) -> None:
        self.pg, self.host, self.port = state / "pg", host, port
        self.embedded = not os.environ.get("YINGDA_DATABASE_URL")
        self.children: list[supervise.Child] = []
        self.stopping = False

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)
        try:
            self._prepare()
            self._begin()
            while not self.stopping:
                self._look()
                time.sleep(0.2)
        except _Stopped:
            pass
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            line(tell("正在停止 …", "Stopping …"))
            supervise.end(self.children)
            if self.embedded:
                postgres.leave(self.pg)
        line(tell("已全部停止。", "Everything has stopped."))
        return 0

    def _told_to_stop(self, number: int, frame: object) -> None:
        if not self.stopping and not self.children:
            self.stopping = True
            raise _Stopped
        self.stopping = True

    def _prepare(self) -> None:
        import django
        from django.core.management import call_command, get_commands

        catalogues.compile_stale()
        if self.embedded:
            with step("数据库", "Database"):
                os.environ["YINGDA_DATABASE_URL"] = postgres.enter(self.pg, say=line)
        outer = os.environ.get("YINGDA_STATEMENT_TIMEOUT")
        os.environ["YINGDA_STATEMENT_TIMEOUT"] = "0"
        django.setup()
        with step("数据表", "Tables"):
            call_command("migrate", interactive=False, verbosity=0)
        if "load_demo" in get_commands() and _is_demo():
            with step("示范城市", "The demo city"):
                call_command("load_demo")
        del os.environ["YINGDA_STATEMENT_TIMEOUT"]
        if outer:
            os.environ["YINGDA_STATEMENT_TIMEOUT"] = outer
        close_connections()

    def _begin(self) -> None:
        from django.core.management import get_commands

        env = dict(os.environ)
        self.children = [supervise.Child(tell("网页", "web"), self._web(), env)]
        for name in KEEPERS:
            if name in get_commands():
                self.children.append(
                    supervise.Child(name, [sys.executable, "-m", "yingda.config.cli", name], env)
                )
        if telephone.wanted():
            with step("电话交换机", "The telephone switch"):
                self.children += telephone.children(env, _is_demo(), line)
        if telephone.has_desks():
            self.children.append(telephone.live(env, self.host))
        with step("网页、看守、发送", "Web, watcher, sender"):
            limit = time.monotonic() + 60
            while not self.stopping and not _well(self.host, self.port):
                self._look()
                if time.monotonic() > limit:
                    line(tell("网页尚未就绪，继续等待", "The web server is not ready yet"))
                    break
                time.sleep(0.1)
        if not self.stopping:
            _welcome(f"http://{self.host}:{self.port}/")

    def _web(self) -> list[str]:
        threads = os.environ.get("YINGDA_THREADS", "3")
        said = f"--interface wsgi --workers {WORKERS} --blocking-threads {threads} --no-ws"
        said += f" --host {self.host} --port {self.port} --log-level warning"
        said += " --respawn-failed-workers --respawn-interval 0.5 --workers-kill-timeout 3"
        return [sys.executable, "-m", "granian", *said.split(), "yingda.config.wsgi:application"]

    def _look(self) -> None:
        for child in self.children:
            child.watch(line)
        if self.embedded and not postgres.alive(self.pg):
            line(tell("数据库已退出，正在重新启动", "The database ended, starting it again"))
            try:
                postgres.ensure(self.pg, say=line)
            except postgres.PostgresError as error:
                line(str(error))
                time.sleep(1)


class _Stopped(Exception):
    """Told to stop before anything was started."""


def _port() -> int:
    return int(os.environ.get("YINGDA_PORT") or 8000)


def _free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _well(host: str, port: int) -> bool:
    try:
        connection = http.client.HTTPConnection(host, port, timeout=2)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False


def _is_demo() -> bool:
    from django.conf import settings

    return bool(settings.CITY.demo)


def close_connections() -> None:
    """Close the connections to the database that this process holds, its pool too."""
    from django.db import connections

    connections.close_all()
    for one in connections.all():
        close = getattr(one, "close_pool", None)
        if close:
            close()


def _welcome(address: str) -> None:
    line("")
    line(
        tell(f"应答已就绪：{address}    Ctrl-C 停止", f"Yingda is ready: {address}    Ctrl-C stops")
    )
    try:
        from yingda.config import demo
    except ImportError:
        return
    if not _is_demo():
        return
    line(
        tell(
            "示范人员（用户名 / 密码　姓名　岗位　单位）：",
            "Demo people (user / password, duties):",
        )
    )
    from yingda.roster.models import Duty

    names = {choice.value: str(choice.label) for choice in Duty}
    for username, password, name, duties, unit in demo.people():
        said = "、".join(names.get(duty, duty) for duty in duties)
        line(f"  {username} / {password}　{name}　{said}　{unit}")
