# SPDX-License-Identifier: Apache-2.0
"""进程."""

import os
import subprocess
import sys
import time
from pathlib import Path

from yingda.config import processes


def until_called(pid: int, name: str) -> None:
    limit = time.monotonic() + 20
    while not processes.lives(pid, name):
        assert time.monotonic() < limit, f"{name} did not come to life"
        time.sleep(0.02)


def test_a_child_does_not_outlive_a_parent_that_was_killed() -> None:
    text = (
        "import subprocess, time; from yingda.config.processes import bound;"
        "c = subprocess.Popen(bound(['sleep', '600'])); print(c.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    until_called(child, "sleep")
    parent.kill()
    parent.wait()
    limit = time.monotonic() + 20
    while processes.lives(child, "sleep"):
        assert time.monotonic() < limit, "the child outlived its parent"
        time.sleep(0.02)


def test_a_zombie_does_not_live() -> None:
    dead = subprocess.Popen(["true"])
    limit = time.monotonic() + 20
    while processes.lives(dead.pid):
        assert time.monotonic() < limit
        time.sleep(0.02)
    assert dead.wait() == 0


def test_a_number_that_went_to_another_program_is_not_the_one_sought() -> None:
    assert processes.lives(os.getpid())
    assert not processes.lives(os.getpid(), "postgres")


def test_a_folder_behind_a_closed_door_is_not_open_to_all(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    assert not processes.open_to_all(inner)
    assert processes.open_to_all(Path("/usr/bin"))


def test_a_process_is_found_by_the_folder_it_works_in(tmp_path: Path) -> None:
    assert not processes.working_in(tmp_path)
    there = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    try:
        assert processes.working_in(tmp_path)
    finally:
        there.kill()
        there.wait()
