# SPDX-License-Identifier: Apache-2.0
"""How fast and how surely the same matter is found among a million open and recent cases.

The crowd: sentences of other real appeals put together anew with invented names of estates; the
4,307 appeals of one city stand among them. `YINGDA_DATA` names the folder of the real data. Hot
hot matters are kept by number (`bench/hot_matters.csv`), never their texts.
"""

import csv
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db import connection

from bench import appeals
from bench.ground import cpu_of, show
from yingda.flow.limits import ZONE
from yingda.hints import rare, shipped

ASKED = 200
SAID = re.compile(r"[^。！？!?；;\n]{6,80}")
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=ZONE)
HOT = Path(__file__).parent / "hot_matters.csv"
_pool: dict[str, Any] = {}


def _gather() -> None:
    said: list[str] = []
    titles: list[str] = []
    for row in [*appeals.rows("appeals_unlabelled"), *appeals.rows("appeals_labelled")]:
        titles.append(row["title"])
        said += SAID.findall(row["text"])
    for row in appeals.rows("orders_fuzhou"):
        said += SAID.findall(row["投诉件内容"])
    places = [row["name"] for row in _places()]
    _pool.update(titles=[t[-14:] for t in titles], said=said, places=places)
    _pool["all"] = {*_pool["titles"], *said}


def _places() -> list[dict[str, str]]:
    with (appeals.SHARED / "beijing_communities.csv").open(encoding="utf-8-sig") as sheet:
        rows = list(csv.DictReader(sheet))
    name = next(key for key in rows[0] if "name" in key.lower() or "名称" in key)
    return [{"name": row[name]} for row in rows]


_seen: dict[str, list[tuple[float, int, int]]] = {}


def _pieces(said: str) -> list[tuple[float, int, int]]:
    """The pieces of a sentence with what they are chosen by, held: sentences come again."""
    found = _seen.get(said)
    if found is None:
        by, key = shipped.rarity(), settings.RECORD_KEY
        found = [
            (-by.of(piece), crc32(piece.encode()), rare.keyed(piece, key))
            for piece in rare.pieces(said)
        ]
        if said in _pool["all"]:
            _seen[said] = found
    return found


def invented(chance: random.Random) -> list[int]:
    """The trace of an appeal that nobody made, chosen as `rare.chosen` chooses."""
    estate = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in "ab")
    place = f"{chance.choice(_pool['places'])}{estate}小区{chance.randrange(1, 40)}号楼"
    head = sorted({*_pieces(place), *_pieces(chance.choice(_pool["titles"]))})
    keys = [key for _r, _c, key in head[: rare.OF_TITLE]]
    body: set[tuple[float, int, int]] = set()
    for said in chance.choices(_pool["said"], k=chance.randrange(2, 6)):
        body.update(_pieces(said))
    rest = sorted(one for one in body if one[2] not in keys)[: rare.OF_WORDS]
    return keys + [key for _r, _c, key in rest]


def _share(given: tuple[int, int]) -> list[tuple[int, list[int]]]:
    first, cases = given
    chance = random.Random(first)
    return [(first + n, invented(chance)) for n in range(cases)]


def _start() -> None:
    import django

    django.setup()
    _gather()


def fill(cases: int) -> float:
    """Enter so many invented traces; seconds."""
    begun = time.perf_counter()
    step = 5000
    jobs = [(first, min(step, cases - first)) for first in range(0, cases, step)]
    with Pool(2, initializer=_start) as pool, connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute("drop index if exists alike_by_piece")
        with cursor.copy("copy ledgers_alikeline (case_no, at, keys) from stdin") as copy:
            for rows in pool.imap_unordered(_share, jobs):
                for nth, keys in rows:
                    copy.write_row([f"X{nth:09d}", NOW - timedelta(minutes=nth % 500_000), keys])
        cursor.execute("set maintenance_work_mem = '512MB'")
        cursor.execute(
            "create index alike_by_piece on ledgers_alikeline using gin (keys)"
            " with (fastupdate = off)"
        )
    return time.perf_counter() - begun


def _city() -> list[dict[str, str]]:
    rows = appeals.rows("appeals_one_city")
    from yingda.office import tracing

    with (
        connection.cursor() as cursor,
        cursor.copy("copy ledgers_alikeline (case_no, at, keys) from stdin") as copy,
    ):
        for row in rows:
            keys = list(tracing.trace(row["title"], row["text"]))
            copy.write_row([row["id"], NOW - timedelta(days=1), keys])
    return rows


def repeats(cases: int) -> None:
    """Fill, then ask with real appeals: time, memory, recall, what stands first."""
    from yingda.ledgers import alike

    took = fill(cases)
    rows = _city()
    begun = time.perf_counter()
    alike.count_pieces()
    counted = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("analyze ledgers_alikeline, ledgers_piececount")
        cursor.execute(
            "select pg_table_size('ledgers_alikeline'), pg_relation_size('alike_by_piece'),"
            " (select count(*) from ledgers_piececount)"
        )
        table, index, pieces = cursor.fetchone() or (0, 0, 0)
    show("traces entered (two processes), seconds", f"{cases + len(rows):,} in {took:.0f} s")
    show("table and index of traces, MB", f"{table >> 20} + {index >> 20}")
    show("counting the pieces, seconds; pieces listed", f"{counted:.1f}; {pieces:,}")
    _timed(rows)
    for line in _found(rows):
        print(line)


def _timed(rows: list[dict[str, str]]) -> None:
    from yingda.ledgers import alike
    from yingda.office import tracing

    chance = random.Random(3)
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        server = [cursor.fetchone()[0]]  # type: ignore[index]
    for what, cut in (("whole appeals", 600), ("first 20 signs", 20), ("first 60 signs", 60)):
        each, traced = [], []
        before = cpu_of(server) + time.process_time()
        for row in chance.sample(rows, ASKED):
            begun = time.perf_counter()
            keys = tracing.trace(row["title"] if cut > 60 else "", row["text"][:cut])
            made = time.perf_counter()
            alike.nearest(keys, NOW - alike.KEPT, NOW, row["id"])
            each.append(1000 * (time.perf_counter() - begun))
            traced.append(1000 * (made - begun))
        each.sort()
        p50, p95, p99 = (each[int(q * (len(each) - 1))] for q in (0.5, 0.95, 0.99))
        show(
            f"nearest, {what}: ms p50, p95, p99, most",
            f"{p50:.1f}, {p95:.1f}, {p99:.1f}, {each[-1]:.1f}",
            "< 50",
        )
        used = 1000 * (cpu_of(server) + time.process_time() - before) / ASKED
        show("  of which the trace itself, ms", f"{statistics.median(traced):.2f}")
        show("  processor time of server and client, ms a question", f"{used:.1f}")


def _found(rows: list[dict[str, str]]) -> Iterator[str]:
    """Near-duplicates by every pair of signs, and hot matters: are they found?"""
    from yingda.hints import alike as whole
    from yingda.ledgers import alike
    from yingda.office import repeats as office
    from yingda.office import tracing

    index = whole.Index()
    for row in rows:
        index.add(row["id"], f"{row['title']}。{row['text'][:600]}")
    by_share: dict[str, list[bool]] = defaultdict(list)
    first: list[tuple[float, float, bool]] = []
    hot = known()
    topic = {no: name for name, numbers in hot.items() for no in numbers}
    ranks: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        said = f"{row['title']}。{row['text'][:600]}"
        twins = [n for n in index.nearest(said, at_most=4) if n.key != row["id"]]
        if not twins and row["id"] not in topic:
            continue
        near = alike.nearest(
            tracing.trace(row["title"], row["text"]), NOW - alike.KEPT, NOW, row["id"]
        )
        numbers = [n.case_no for n in near[:5]]
        for twin in twins[:1]:
            by_share[f"{min(int(twin.share * 10), 9) / 10:.1f}"].append(twin.key in numbers)
        if row["id"] in topic:
            mine = topic[row["id"]]
            ranks[mine].append(any(topic.get(no) == mine for no in numbers))
            if near:
                first.append((near[0].evidence, near[0].share, topic.get(near[0].case_no) == mine))
    for share in sorted(by_share):
        hit = by_share[share]
        yield f"  twin sharing {share}+ of its pairs among the first five: {sum(hit)}/{len(hit)}"
    for name, hits in ranks.items():
        yield f"  matter {name}: another of it among the first five {sum(hits)}/{len(hits)}"
    shown = [ok for weight, share, ok in first if weight >= office.LIKE_WEIGHT]
    same = [ok for w, s, ok in first if w >= office.SAME_WEIGHT or s >= office.SAME_SHARE]
    yield f"  first one shown at all: {len(shown)}/{len(first)}, of the matter {sum(shown)}"
    yield f"  first one said to be the same: {len(same)}/{len(first)}, of the matter {sum(same)}"


def known() -> dict[str, set[str]]:
    """Hot matters: a letter for each, and the numbers of its appeals."""
    found: dict[str, set[str]] = defaultdict(set)
    if HOT.is_file():
        with HOT.open(encoding="utf-8", newline="") as sheet:
            for row in csv.DictReader(line for line in sheet if not line.startswith("#")):
                found[row["matter"]].add(row["id"])
    return found
