# SPDX-License-Identifier: Apache-2.0
"""The webhook: signed, the same delivery at every try, only to outside addresses."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import msgspec
import pytest
from django.utils import timezone

from tests.channels.machines import APPEAL, Machine
from yingda import channels
from yingda.channels.api import send
from yingda.office import notices
from yingda.roster.models import Token

pytestmark = pytest.mark.django_db


class Receiver(HTTPServer):
    """A system that takes calls, and answers `status`."""

    status = 204

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/calls?from=us"


class Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.got.append((dict(self.headers), body))
        self.send_response(server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *said: Any) -> None:
        """Says nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A real server on the loopback."""
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def called(machine: Callable[..., Machine], receiver: Receiver) -> Machine:
    """A machine that wants to be called, and has sent an appeal."""
    one = machine("appeals:write", "cases:read", webhook=receiver.url)
    assert one.post("/appeals", APPEAL).status_code == 201
    return one


def test_the_machine_is_told_once_signed_and_without_the_person(
    called: Machine, receiver: Receiver
) -> None:
    assert channels.deliver() >= 1
    channels.deliver()
    ((headers, body),) = receiver.got
    key = hashlib.sha256(called.secret.encode()).hexdigest().encode()
    said = f"{headers['X-Yingda-Timestamp']}.".encode() + body
    assert headers["X-Yingda-Signature"] == f"v1={hmac.new(key, said, 'sha256').hexdigest()}"
    told = json.loads(body)
    assert told["event"] == "registered" and told["delivery"] == headers["X-Yingda-Delivery"]
    assert "13800001234" not in body.decode() and APPEAL["words"] not in body.decode()


def test_a_failed_call_is_tried_again_under_the_same_delivery(
    called: Machine, receiver: Receiver
) -> None:
    receiver.status = 302
    channels.deliver()
    notices.Notice.objects.filter(state="waiting").update(next_at=timezone.now())
    receiver.status = 204
    channels.deliver()
    first, second = (headers["X-Yingda-Delivery"] for headers, _ in receiver.got)
    assert first == second
    assert not notices.Notice.objects.exclude(state="sent").exists()


def test_a_machine_out_of_force_is_not_called(called: Machine, receiver: Receiver) -> None:
    Token.objects.update(revoked_at=timezone.now())
    channels.deliver()
    assert receiver.got == []
    assert notices.Notice.objects.filter(state="waiting", fault="Undeliverable").count() == 1


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://[::1]/",
     "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://127.0.0.1/", "http:///x"],
)  # fmt: skip
def test_an_address_inside_is_never_called(url: str, settings: Any) -> None:
    settings.CITY = msgspec.structs.replace(settings.CITY, demo=False)
    with pytest.raises(send.Undeliverable):
        send.post(url, b"{}", {})
