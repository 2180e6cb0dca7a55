# SPDX-License-Identifier: Apache-2.0
"""The worst 24 hours of a year of calls: 31.34 million, exact, without a database."""

import math
import resource
import time
from array import array
from random import Random

from bench.ground import show

CALLS = 31_340_000
YEAR = 365 * 86_400_000_000
MINUTE = 60_000_000


def year(calls: int = CALLS) -> tuple["array[int]", bytearray]:
    """Calls of a year in order: busy by day, quiet by night, one in twenty-five lost and more in a
    storm; by minutes, evenly within each, so that a year is made in seconds."""
    chance = Random(12345)
    minutes = YEAR // MINUTE
    moments, lost = array("q"), bytearray()
    done = 0.0
    for minute in range(minutes):
        hour = minute / 60 % 24
        busy = 0.15 + 0.85 * max(0.0, math.sin((hour - 5) / 18 * math.pi)) if hour > 5 else 0.15
        day = minute // 1440
        storm = 2.2 if day % 61 == 40 else 1.0
        done += calls / minutes * busy * storm / 0.566
        n = int(done) - len(moments)
        start, step = minute * MINUTE, MINUTE // max(n, 1)
        moments.extend(range(start, start + n * step, step))
        share = 0.04 + (0.08 if storm > 1 and hour > 14 else 0) + 0.01 * math.sin(day / 9)
        fate = bytearray(n)
        for _ in range(int(n * share + chance.random())):
            fate[chance.randrange(n)] = 1
        lost += fate
    return moments, lost


def windows() -> None:
    """Find the worst of all windows of a year, and one window; in what memory."""
    from yingda.measure.sliding import Calls, worst

    calls = Calls(*year())
    took: list[float] = []
    spent = time.process_time()
    for _ in range(5):
        begun = time.perf_counter()
        found = worst(calls, 0, YEAR)
        took.append(time.perf_counter() - begun)
    spent = (time.process_time() - spent) / 5
    begun = time.perf_counter()
    for day in range(1, 366):
        calls.window(day * YEAR // 365)
    one = (time.perf_counter() - begun) / 365
    begun = time.perf_counter()
    calls.lost.count(1)
    sum(1 for _ in calls.moments[:1_000_000])
    floor = time.perf_counter() - begun
    assert found is not None
    n = len(calls.moments)
    size = (calls.moments.itemsize * n + n) / 2**20
    what = f"worst 24 h of {n:,} calls ({found.lost:,} of {found.counted:,} lost)"
    show(what, f"{sorted(took)[2]:.2f} s ({spent:.2f} s CPU)", "< 1 s")
    show("  against walking over one million of them", f"{sorted(took)[2] / floor:.1f} times")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show("  memory: the calls, the whole process", f"{size:,.0f} MiB, {most:,.0f} MiB")
    show("one window of 24 hours", f"{one * 1e6:,.0f} µs")


if __name__ == "__main__":
    windows()
