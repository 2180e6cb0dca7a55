# SPDX-License-Identifier: Apache-2.0
"""Rebuild: entries per second on both cores, against merely reading the bodies of the record."""

import subprocess
import sys
import time

from django.db import connection

from bench.ground import show


def rebuild(cases: int, entries: int) -> None:
    """Write all ledgers afresh with two processes; and the floor: read every body, nothing else."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "yingda.config.cli", "rebuild_ledgers", "--processes", "2"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    took = time.perf_counter() - begun
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("select count(length(body)) from record_entry")
        cursor.execute("select no, array_agg(body order by position) from record_entry group by no")
        while cursor.fetchmany(2000):
            pass
    floor = time.perf_counter() - begun
    rate = entries / took
    show(f"rebuild of {cases:,} cases, {entries:,} entries", f"{rate:,.0f} entries/s", "≥ 100,000")
    show("  against reading the bodies on one core", f"{floor / took:.2f} of the floor's speed")
