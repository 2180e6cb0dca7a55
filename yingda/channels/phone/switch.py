# SPDX-License-Identifier: Apache-2.0
"""交换机 Switch: one Asterisk in a folder: set up, checked, started, asked, ended."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from yingda.calls import plan as plans
from yingda.calls.plan import Plan

from . import certificate, configuration, program, sounds
from .configuration import Place
from .modules import MODULES

Say = Callable[[str], None]


class SwitchFault(Exception):
    """The switch cannot do what was asked; says what."""


class Switch:
    """交换机 The switch of `plan` in `place`. `key` is the installation's record key."""

    def __init__(self, plan: Plan, place: Place, key: bytes) -> None:
        self.plan, self.place, self.key = plan, place, key
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        """The switch's own folder."""
        return self.place.folder

    @property
    def queue_log(self) -> Path:
        """The book of reasons."""
        return self.folder / "var/log/queue_log"

    @property
    def cel(self) -> Path:
        """The book of moments."""
        return self.folder / "var/log/cel-custom/cel.csv"

    @property
    def secret(self) -> str:
        """The word by which we log in."""
        return configuration.ami_secret(self.key, self.plan.switch)

    def set_up(
        self, *, practice: bool = False, may_connect: tuple[str, ...] = (), say: Say = print
    ) -> list[str]:
        """Bring the program, write the configuration, make sounds and keys. Returns the names of
        the files that were not as they had to be. Raises SwitchFault or NoProgram."""
        if faults := plans.faults(self.plan):
            raise SwitchFault("\n".join(faults))
        program.bring(self.place.program, MODULES, practice=practice, say=say)
        files = configuration.written(self.plan, self.place, self.key, may_connect)
        changed = configuration.differences(files, self.folder)
        configuration.write(files, self.folder)
        share = self.folder / "share"
        links = {
            "documentation": self.place.program / "usr/share/asterisk/documentation",
            "sounds": self.folder / "sounds",
        }
        for name, target in links.items():
            if not (share / name).is_symlink():
                (share / name).symlink_to(target)
        certificate.make(self.folder / "keys", self.plan.address, datetime.now(UTC))
        sounds.make(self.plan, self.folder, self.place.program, say)
        return changed

    def command(self) -> list[str]:
        """The command line that runs it in the foreground."""
        conf = str(self.folder / "etc/asterisk.conf")
        return [*program.command(self.place.program, "asterisk"), "-C", conf, "-f", "-n"]

    def environment(self) -> dict[str, str]:
        """What it finds in its environment."""
        return program.environment(self.place.program)

    def pid(self) -> int:
        """The number of the running process, or 0."""
        try:
            pid = int((self.folder / "var/run/asterisk.pid").read_text())
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        except (OSError, ValueError):
            return 0
        return pid if str(self.folder / "etc/asterisk.conf") in words else 0

    def clear(self, within: float = 10.0) -> None:
        """Wait for one that is dying, then take away what it left behind."""
        limit = time.monotonic() + within
        while self.pid():
            if time.monotonic() > limit:
                raise SwitchFault(f"交换机已在运行（进程 {self.pid()}）")
            time.sleep(0.05)
        for name in ("asterisk.ctl", "asterisk.pid"):
            (self.folder / "var/run" / name).unlink(missing_ok=True)

    def start(self, within: float = 40.0) -> None:
        """Start it and wait until it takes calls. Raises SwitchFault."""
        self.clear()
        with open(self.folder / "var/log/stdout", "ab") as out:
            self.process = subprocess.Popen(
                self.command(), env=self.environment(), stdin=subprocess.DEVNULL, stdout=out,
                stderr=out, start_new_session=True,
            )  # fmt: skip
        limit = time.monotonic() + within
        while "fully booted" not in self.ask("core waitfullybooted"):
            if self.process.poll() is not None or time.monotonic() > limit:
                raise SwitchFault(f"交换机没有启动：{self.faults()[-3:]}")
            time.sleep(0.05)

    def ask(self, words: str) -> str:
        """The answer to a command of its console; "" if it does not answer."""
        line = [*self.command()[:-2], "-rx", words]
        try:
            done = subprocess.run(
                line, capture_output=True, env=self.environment(), timeout=20, text=True
            )
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout

    def faults(self) -> list[str]:
        """The warnings that it has written since it was set up."""
        path = self.folder / "var/log/messages"
        words = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        return [w for w in words.splitlines() if re.search(r"\] (ERROR|WARNING)\[", w)]

    def stop(self, within: float = 5.0) -> None:
        """End it: asked first, killed after `within` seconds."""
        self._signal(signal.SIGTERM)
        limit = time.monotonic() + within
        while self.pid() and time.monotonic() < limit:
            if self.process:
                self.process.poll()
            time.sleep(0.05)
        self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._signal(signal.SIGKILL)
        if self.process:
            self.process.wait(10)
            self.process = None

    def _signal(self, number: int) -> None:
        if pid := self.pid() or (self.process.pid if self.process else 0):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def check(self) -> list[str]:
        """What is wrong with the configuration as a real switch loads it: the one that runs, or one
        that is started for this alone."""
        running = bool(self.pid())
        if not running:
            (self.folder / "var/log/messages").unlink(missing_ok=True)
            self.start()
        try:
            found = [] if running else self.faults()
            queues = self.ask("queue show")
            found += [f"队列 {q.name} 没有载入" for q in self.plan.queues if q.name not in queues]
            plan = self.ask("dialplan show from-carrier")
            wanted = [number for queue in self.plan.queues for number in queue.numbers]
            found += [f"热线号码 {n} 没有去向" for n in wanted if f"'{n}'" not in plan]
            points = self.ask("pjsip list endpoints")
            found += [f"中继 {t.name} 没有载入" for t in self.plan.trunks if t.name not in points]
            return found
        finally:
            if not running:
                self.stop()


def installed(folder: Path | None = None) -> Switch:
    """The switch of this installation: the city's plan, in `folder` or beside its other files."""
    place = folder or Path(settings.STATE) / "switch"
    plan: Plan = settings.CITY.phone
    return Switch(plan, Place(place.absolute(), place.absolute() / "program"), settings.RECORD_KEY)
