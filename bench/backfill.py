# SPDX-License-Identifier: Apache-2.0
"""Ten minutes of calls while nobody read the switch's books: how long until the book is exact."""

import random
import tempfile
import time
from pathlib import Path

from bench.ground import show

MINUTES, A_SECOND = 10, 5
T = 1_795_464_000


def books(place: Path) -> tuple[Path, Path, int]:
    """The queue_log and the CEL of the calls, in order of time; how many lines they have."""
    chance = random.Random(12345)
    log, cel = [], []
    for n in range(MINUTES * 60 * A_SECOND):
        at, no = T + n / A_SECOND, f"hotline-a-{T + n // A_SECOND}.{2 * n}"
        up, end = at + 4 + chance.random() * 9, at + 60 + chance.random() * 200
        seat = f"hotline-a-{T + n // A_SECOND}.{2 * n + 1}"
        own, other = (no, "PJSIP/trunk-a-01"), (seat, "PJSIP/a1001-02")
        lines = [
            ("CHAN_START", at, own, ""), ("ANSWER", at + 0.01, own, ""),
            ("APP_START", at + 3.9, own, "Queue"), ("CHAN_START", at + 3.95, other, "AppQueue"),
            ("ANSWER", up, other, "AppQueue"), ("BRIDGE_ENTER", up, own, ""),
            ("BRIDGE_ENTER", up, other, ""), ("BRIDGE_EXIT", end, own, ""),
            ("HANGUP", end, other, ""), ("HANGUP", end + 0.01, own, ""),
            ("CHAN_END", end + 0.02, own, ""), ("LINKEDID_END", end + 0.03, own, ""),
        ]  # fmt: skip
        for kind, when, (uid, channel), app in lines:
            cel.append((when, f'"{kind}","{when:.6f}","{uid}","{no}","{channel}","{app}",""\n'))
        caller = 13_800_000_000 + chance.randrange(10_000)
        log += [
            (at, f"{int(at)}|{no}|12345|NONE|INFO|OFFERED|{caller}|12345\n"),
            (at + 3.9, f"{int(at + 3.9)}|{no}|12345|NONE|ENTERQUEUE||{caller}|1\n"),
            (up, f"{int(up)}|{no}|12345|1001|CONNECT|{int(up - at - 3.9)}|{seat}|2\n"),
            (end, f"{int(end)}|{no}|12345|1001|COMPLETEAGENT|2|60|1\n"),
            (end, f"{int(end)}|{no}|12345|NONE|INFO|END|16|CONTINUE\n"),
        ]
    for name, rows in (("queue_log", log), ("cel.csv", cel)):
        (place / name).write_text("".join(line for _, line in sorted(rows)))
    return place / "queue_log", place / "cel.csv", len(log) + len(cel)


def backfill() -> None:
    """Read both books of the outage; the floor is to read and parse them without writing."""
    from yingda.calls import cel
    from yingda.ledgers.calls import CallLine
    from yingda.office.following import Book, read_on, rehearse

    with tempfile.TemporaryDirectory() as folder:
        log, timed, lines = books(Path(folder))
        wired = cel.Lines(trunks=("PJSIP/trunk-",))
        both = [
            Book(switch="bench", kind="cel", path=timed, wired=wired),
            Book(switch="bench", kind="queue_log", path=log),
        ]
        begun = time.perf_counter()
        for book in both:
            list(rehearse(book))
        floor = time.perf_counter() - begun
        begun = time.perf_counter()
        for book in both:
            list(read_on(book))
        took = time.perf_counter() - begun
    calls = CallLine.objects.filter(switch="bench", exact=True, outcome="answered").count()
    show(f"{MINUTES} minutes unread: {calls:,} calls, {lines:,} lines", f"{took:.1f} s")
    show("  against parsing alone", f"{floor / took:.2f} of its speed")
