# SPDX-License-Identifier: Apache-2.0
"""现况流 Live: the one thing that is pushed to browsers, as server-sent events; a process of its
own (ASGI), so that a page that listens holds no thread of the web server and no connection to the
database. One connection for the whole process hears what the switches tell.

`GET /live/` wants the session of an officer with a telephone; the page may stand on another port of
the same host.
"""

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingda.config.settings")
get_wsgi_application()  # Django's tables are ready from here on

from django.contrib.auth import get_user  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402

from yingda.channels.phone.hub import MOST_STREAMS, Client, Hub  # noqa: E402
from yingda.faces.kit.live import AT_THE_TELEPHONE  # noqa: E402
from yingda.ledgers import ears, present  # noqa: E402
from yingda.roster import people  # noqa: E402

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Scope = dict[str, Any]

PATH = "/live/"
BEAT = 15.0
LONGEST = 600.0
"""Seconds after which a stream ends: the browser comes back and is looked at anew."""

AGAIN = b"retry: 200\n\n"
"""How soon the browser comes back, in milliseconds."""

SEES_ALL = {"duty_leader"}
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

_log = logging.getLogger("yingda.live")
_hub = Hub()
_ears: list[asyncio.Task[None]] = []
_asking = asyncio.Semaphore(3)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The door for granian."""
    if scope["type"] == "lifespan":
        return await _lifespan(receive, send)
    if not _ears or _ears[0].done():
        _ears[:] = [asyncio.create_task(_hear())]
    if scope["path"] == f"{PATH}healthz":
        return await _plain(send, 200, b"ok\n")
    if scope["path"] != PATH or scope["method"] != "GET":
        return await _plain(send, 404, b"")
    async with _asking:
        known = await asyncio.to_thread(_officer, _header(scope, b"cookie"))
    if known is None:
        return await _plain(send, 403, b"", _allowed(scope))
    if len(_hub.clients.get(known[0], ())) >= MOST_STREAMS:
        return await _plain(send, 429, b"", _allowed(scope))
    client = _hub.join(*known)
    try:
        await send(
            {"type": "http.response.start", "status": 200, "headers": HEADERS + _allowed(scope)}
        )
        await send({"type": "http.response.body", "body": AGAIN, "more_body": True})
        await _stream(client, receive, send)
    finally:
        _hub.leave(client)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        asked = (await receive())["type"]
        if asked == "lifespan.startup":
            _ears[:] = [asyncio.create_task(_hear())]
        for task in _ears if asked == "lifespan.shutdown" else ():
            task.cancel()
        await send({"type": f"{asked}.complete"})
        if asked == "lifespan.shutdown":
            return


async def _stream(client: Client, receive: Receive, send: Send) -> None:
    """Pass on until the browser leaves, is too slow, or has been there long enough."""
    left = asyncio.create_task(_left(receive))
    limit = time.monotonic() + LONGEST
    body = {"type": "http.response.body", "more_body": True}
    try:
        while not (client.gone or left.done()) and (rest := limit - time.monotonic()) > 0:
            reading = asyncio.create_task(client.unread.get())
            await asyncio.wait(
                {reading, left}, timeout=min(BEAT, rest), return_when=asyncio.FIRST_COMPLETED
            )
            if not reading.done():
                reading.cancel()
                await send(body | {"body": b": \n\n"})
                continue
            told = [reading.result()]
            while not client.unread.empty():
                told.append(client.unread.get_nowait())
            await send(body | {"body": b"".join(told)})
        if not left.done():
            await send(body | {"body": b"", "more_body": False})
    finally:
        left.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _officer(cookie: str) -> tuple[str, bool] | None:
    """The user name of the officer with a telephone whose session this is, and whether they see
    all. The connection to the database goes back at once."""
    try:
        morsel = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    try:
        user = get_user(request)
        officer = people.officer_of(user)
        if officer is None or not AT_THE_TELEPHONE & set(officer.duties):
            return None
        return user.get_username(), bool(SEES_ALL & set(officer.duties))
    finally:
        connection.close()


async def _hear() -> None:
    """Hear what the database tells, for ever; a lost connection is made again, and everyone is
    then told the whole."""
    ticking = asyncio.create_task(_tick())
    try:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**ears.address()) as told:
                    await told.execute(f"listen {present.TOLD_ON}")
                    _hub.restore(*await _everything(told))
                    while True:
                        async for note in told.notifies(timeout=BEAT):
                            _hub.hear(note.payload)
                        await told.execute("select 1")
            except psycopg.Error as fault:
                _log.warning("live: %s", type(fault).__name__)
                await asyncio.sleep(0.5)
    finally:
        ticking.cancel()


async def _tick() -> None:
    while True:
        await asyncio.sleep(1)
        _hub.count()


async def _everything(told: psycopg.AsyncConnection[Any]) -> tuple[list[Any], dict[Any, str]]:
    lines = await told.execute("select switch, kind, name, state from ledgers_presentline")
    posts = await told.execute("select switch, seat, officer from ledgers_seatpost")
    return (
        await lines.fetchall(),
        {(switch, seat): officer for switch, seat, officer in await posts.fetchall()},
    )


def _header(scope: Scope, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), "")


def _allowed(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The page may read us from another port of the same host, or where the city says."""
    origin = _header(scope, b"origin")
    host = urlsplit(f"//{_header(scope, b'host')}").hostname
    with contextlib.suppress(ValueError):
        if origin and (
            urlsplit(origin).hostname == host or origin in settings.CSRF_TRUSTED_ORIGINS
        ):
            return [
                (b"access-control-allow-origin", origin.encode("latin-1")),
                (b"access-control-allow-credentials", b"true"),
                (b"vary", b"origin"),
            ]
    return []


async def _plain(
    send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    kind = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": kind + (headers or [])})
    await send({"type": "http.response.body", "body": body})
