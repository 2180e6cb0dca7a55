# SPDX-License-Identifier: Apache-2.0
"""`make bench`: every figure beside the floor of the same run; no figure decides a test."""

import argparse
import os
import platform
import time
from importlib import import_module

from bench import ground

WHAT = (
    "intake", "worklist", "command", "rebuild", "windows", "backfill", "ringing", "language",
    "repeats", "rising", "sealing", "book_lag", "units",
)  # fmt: skip

ALONE = (
    "intake", "windows", "backfill", "ringing", "language", "rising", "sealing", "book_lag",
    "units",
)  # fmt: skip
"""Each a function of a module of its own name."""


def main() -> None:
    """Measure what was asked for, or everything."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("what", nargs="*", choices=[*WHAT, []], help="default: all")
    words.add_argument("--cases", type=int, default=100_000)
    words.add_argument("--traces", type=int, default=1_000_000)
    asked = words.parse_args()
    what = asked.what or WHAT
    ground.prepare()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, fsync on, load {os.getloadavg()[0]:.1f}"
    )
    for name in ALONE:
        if name in what:
            getattr(import_module(f"bench.{name}"), name)()
    from bench import afresh, command, filling, worklist

    if "repeats" in what:
        from bench import repeats

        repeats.repeats(asked.traces)
    if set(what) & {"worklist", "command", "rebuild"}:
        begun = time.perf_counter()
        entries = filling.fill(asked.cases, 100_000, (12, 12, 12, 9, 4, 2, 1, 12))
        print(
            f"filled {asked.cases:,} cases, {entries:,} entries"
            f" in {time.perf_counter() - begun:.0f} s"
        )
        afresh.rebuild(asked.cases, entries)
    if "worklist" in what:
        worklist.worklist()
    if "command" in what:
        first = list(filling.numbers(100_000, 4_000))
        command.command([no for nth, no in enumerate(first) if nth % 8 == 0])


main()
