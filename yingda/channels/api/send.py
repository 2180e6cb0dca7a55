# SPDX-License-Identifier: Apache-2.0
"""接口去件 Webhook: tell the machine that sent an appeal what has happened to it.

A POST of JSON without anything of the person; the machine fetches the rest with its token. Signed:
`X-Yingda-Signature: v1=` HMAC-SHA256 over "timestamp.body", keyed with the SHA-256 (hexadecimal) of
the token. The same `X-Yingda-Delivery` at every try. Only http and https, never an address inside
(except in a demo city), never followed elsewhere.
"""

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import time
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec
from django.conf import settings
from django.utils import timezone

from yingda import office
from yingda.flow.number import spoken
from yingda.office.notices import delivery_id

from . import tokens

PATIENCE = 5.0


class Undeliverable(Exception):
    """The receiver cannot be reached, may not be reached, or did not take it."""


def send(notice: Any) -> None:
    """Tell the machine behind `notice`, if it wants to be called. Raises Undeliverable."""
    story = office.read(notice.case_no)
    token = tokens.token_of(story.case.appeal.source) if story else None
    if story is None or token is None or not token.webhook_url:
        return
    if not tokens.in_force(token, timezone.now()):
        raise Undeliverable("the token is no longer in force")
    body = msgspec.json.encode(
        {
            "delivery": delivery_id(notice), "case_no": notice.case_no,
            "number": spoken(notice.case_no), "event": notice.kind, "position": notice.position,
            "at": story.events[notice.position - 1].at, "stage": story.case.stage,
        }
    )  # fmt: skip
    post(token.webhook_url, body, signed(token.hash, int(time.time()), body, delivery_id(notice)))


def signed(key: str, at: int, body: bytes, delivery: str) -> dict[str, str]:
    """The headers by which the receiver knows that it was us, when, and which delivery."""
    mac = hmac.new(key.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json", "User-Agent": "yingda",
        "X-Yingda-Timestamp": str(at), "X-Yingda-Signature": f"v1={mac}",
        "X-Yingda-Delivery": delivery,
    }  # fmt: skip


def _address(url: SplitResult) -> tuple[str, int]:
    """Where `url` leads, as a number, so that what was checked is what is called."""
    if url.scheme not in ("http", "https") or not url.hostname:
        raise Undeliverable("only http and https")
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise Undeliverable("no such host") from fault
    places = [str(place[4][0]) for place in found]
    if not settings.CITY.demo and not all(ipaddress.ip_address(p).is_global for p in places):
        raise Undeliverable("not an outside address")
    return places[0], port


def post(address: str, body: bytes, headers: dict[str, str]) -> None:
    """One POST; anything but a 2xx raises Undeliverable."""
    url = urlsplit(address)
    host, port = _address(url)
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    link = http.client.HTTPConnection(url.netloc.rpartition("@")[2], timeout=PATIENCE)
    try:
        link.sock = socket.create_connection((host, port), timeout=PATIENCE)
        if url.scheme == "https":
            context = ssl.create_default_context()
            link.sock = context.wrap_socket(link.sock, server_hostname=url.hostname)
        link.request("POST", path, body, headers)
        status = link.getresponse().status
    except (OSError, http.client.HTTPException) as fault:
        raise Undeliverable(type(fault).__name__) from fault
    finally:
        link.close()
    if not 200 <= status < 300:
        raise Undeliverable(f"answered {status}")
