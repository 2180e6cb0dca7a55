# SPDX-License-Identifier: Apache-2.0
"""进程 Processes: who lives, who may reach what, and children that do not outlive their parent."""

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Any

NOBODY = 65534
PR_SET_PDEATHSIG = 1


def lives(pid: int, name: str = "") -> bool:
    """Alive, not a zombie, and called `name…` (the number may have gone to another program)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        called = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return False
    return state not in "ZX" and called.startswith(name)


def working_in(folder: Path) -> bool:
    """Whether any process has `folder` as its working folder (a server's orphans, say)."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == str(folder):
                return True
        except OSError:
            continue
    return False


def is_root() -> bool:
    """Whether we are root."""
    return os.geteuid() == 0


def open_to_all(path: Path) -> bool:
    """Whether every folder down to `path` may be passed by anyone."""
    there = [part for part in (path, *path.parents) if part.exists()]
    return all(part.stat().st_mode & 0o001 for part in there)


def as_nobody() -> dict[str, Any]:
    """Arguments for `subprocess` that give up root; none when we are not root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root() else {}


def bound(command: list[str]) -> list[str]:
    """The command, ended by the kernel when its parent dies, however that dies."""
    return [sys.executable, "-m", "yingda.config.processes", str(os.getpid()), *command]


def _become(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        os.execvp(command[0], command)


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2:])
