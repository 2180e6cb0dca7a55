# SPDX-License-Identifier: Apache-2.0
"""The ground of every measurement: a scratch PostgreSQL with full durability, our settings."""

import atexit
import base64
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def prepare() -> Path:
    """Start a scratch server (fsync on), migrate, load the demo roster; returns its folder."""
    place = Path(tempfile.mkdtemp(prefix="yingda-bench-"))
    place.chmod(0o711)
    os.environ.update(
        YINGDA_STATE=str(place),
        YINGDA_SECRET_KEY="only-for-measuring",
        YINGDA_RECORD_KEY=base64.b64encode(b"r" * 32).decode(),
        YINGDA_SEALING_KEYS="k1:" + base64.b64encode(b"a" * 32).decode(),
        DJANGO_SETTINGS_MODULE="yingda.config.settings",
        YINGDA_LOG="WARNING",
        YINGDA_CITY=str(Path(__file__).parents[1] / "city.example.toml"),
    )
    from yingda.config import postgres

    atexit.register(shutil.rmtree, place, ignore_errors=True)
    atexit.register(postgres.stop, place / "pg", 10)
    postgres.ensure(place / "pg")
    os.environ["YINGDA_DATABASE_URL"] = postgres.remembered_url(place / "pg")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    return place


def median_of(what: Callable[[], object], times: int) -> float:
    """Median seconds of `what`, after one uncounted run."""
    what()
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        what()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def cpu_of(pids: list[int]) -> float:
    """CPU seconds used so far by the processes `pids` and their reaped children."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(field) for field in fields[11:15]) / ticks
    return total


def family(pid: int) -> list[int]:
    """`pid` and all its descendants."""
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        try:
            kids = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            kids = []
        left += [int(kid) for kid in kids]
    return found


def show(what: str, value: str, goal: str = "") -> None:
    """One line of the table."""
    print(f"{what:<58} {value:>22}   {goal}", flush=True)
