# SPDX-License-Identifier: Apache-2.0
"""Intake over HTTP at concurrency 8, against bare psycopg writing the same rows as durably."""

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.ground import cpu_of, family, show
from yingda import flow, office
from yingda.flow.grammar import Person
from yingda.flow.register import Register
from yingda.office import door, numbers, writing
from yingda.record import chain, log

WIDTH = 8
SECONDS = 8.0
WORDS = "我家住在小区三号楼，暖气已经三天不热了，家里有老人和孩子，打过供热单位电话没有人接。" * 3


def _token() -> str:
    from yingda.channels.api import tokens

    return tokens.make("bench", "bench", ["appeals:write"], "", 1, timezone.now())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(port: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    words += ["--workers", "2", "--blocking-threads", "3", "--log-level", "error"]
    words += ["yingda.config.wsgi:application"]
    server = subprocess.Popen(words, env=os.environ | {"YINGDA_API_PER_MINUTE": "0"})
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def _request(token: str) -> bytes:
    place = {"district": "110105", "street": "110105026"}
    body = json.dumps(
        {"title": "暖气不热", "words": WORDS, "name": "张三", "phone": "13800138000",
         "nature": "help", "place": place}
    ).encode()  # fmt: skip
    head = (
        "POST /api/v1/appeals HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n"
    )
    return head.encode() + b"Idempotency-Key: %s\r\n\r\n" + body


async def _ask(port: int, request: bytes, until: float, codes: dict[bytes, int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        writer.write(request.replace(b"%s", secrets.token_hex(8).encode(), 1))
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        body = await reader.readexactly(length)
        code = head.split(b" ", 2)[1]
        if not code.startswith(b"2") and code not in codes:
            print(body[:300].decode())
        codes[code] = codes.get(code, 0) + 1
    writer.close()


def _over_http(port: int, request: bytes, seconds: float) -> dict[bytes, int]:
    codes: dict[bytes, int] = {}

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_ask(port, request, until, codes) for _ in range(WIDTH)))

    asyncio.run(all_of_them())
    return codes


def _writings(count: int) -> list[tuple[str, dict[str, Any]]]:
    """The very statements of as many registrations, with everything computed beforehand."""
    made: list[tuple[str, dict[str, Any]]] = []
    now = timezone.now()
    by = Person("bench", "machine", code="bench")
    told = office.Told(name="张三", phone="13800138000", words=WORDS)
    standard = office.standard_in_force()
    ask = Register(by=by, channel="api", title="暖气不热", said_at=now, nature="help")
    for nth in range(count):
        command, boxes = door._sealed(ask, None, told, ())
        events = flow.decide(None, command, standard, now)
        assert isinstance(events, list)
        no = numbers.draw(now)
        w = door.composed(no, log.Past([], chain.START), None, events)
        w.particulars = boxes["particulars"]
        w.answered = {"key": f"floor:{nth}-{now}", "asked": "x", "first": 1}
        made.append(writing.statement(w))
    return made


def _bare(ready: list[tuple[str, dict[str, Any]]], seconds: float) -> int:
    db = settings.DATABASES["default"]
    where = f"host={db['HOST']} port={db['PORT']} user={db['USER']} dbname={db['NAME']}"
    done, lock, left = [0] * WIDTH, threading.Lock(), iter(ready)
    until = time.perf_counter() + seconds

    def write(slot: int) -> None:
        with psycopg.connect(where, password=db["PASSWORD"], autocommit=True) as bare:
            bare.prepare_threshold = 0
            while time.perf_counter() < until:
                with lock:
                    sql, given = next(left)
                bare.execute(sql, given)
                done[slot] += 1

    threads = [threading.Thread(target=write, args=(slot,)) for slot in range(WIDTH)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


def _database_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with open(f"/proc/{backend}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[1])


def intake() -> None:
    """Three rounds in turn, medians: requests/s, CPU per request, and the ratio to the floor."""
    port, postmaster = _free_port(), _database_pid()
    server = _serve(port)
    try:
        request = _request(_token())
        _over_http(port, request, 2)
        rounds = []
        for _ in range(3):
            before = cpu_of(family(server.pid)), cpu_of(family(postmaster))
            codes = _over_http(port, request, SECONDS)
            after = cpu_of(family(server.pid)), cpu_of(family(postmaster))
            good = sum(n for code, n in codes.items() if code.startswith(b"2"))
            assert good == sum(codes.values()), codes
            floor = _bare(_writings(int(good * 4) + 500), SECONDS)
            cpu = [(b - a) / good for a, b in zip(before, after, strict=True)]
            rounds.append((good / SECONDS, floor / SECONDS, *cpu))
        rate, floor_rate, app, db = sorted(rounds, key=lambda r: r[0] / r[1])[1]
        show("intake over HTTP, 8 at a time", f"{rate:,.0f} appeals/s")
        show("  bare psycopg, the same rows", f"{floor_rate:,.0f} appeals/s")
        show("  intake ÷ floor", f"{rate / floor_rate:.0%}", "≥ 50 %")
        show("  CPU per appeal: web process", f"{app * 1e6:,.0f} µs")
        show("  CPU per appeal: database", f"{db * 1e6:,.0f} µs")
    finally:
        server.terminate()
        server.wait(10)
