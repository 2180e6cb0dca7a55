# SPDX-License-Identifier: Apache-2.0
"""现况地址 Live: where a page finds the live stream, and a seat in the browser its line.

Without a proxy both stand on other ports of the host that the page came from.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from yingda.calls.plan import Plan
from yingda.roster.models import Officer

AT_THE_TELEPHONE = {"operator", "duty_leader", "caller_back"}


def _host(request: HttpRequest) -> str:
    name = urlsplit(f"//{request.get_host()}").hostname or "localhost"
    return f"[{name}]" if ":" in name else name


def stream(request: HttpRequest) -> str:
    """The address of the live stream."""
    where: str = settings.LIVE
    return where or f"{request.scheme}://{_host(request)}:{settings.LIVE_PORT}/live/"


def line(request: HttpRequest) -> str:
    """The address of the WebSocket by which a seat in the browser registers."""
    if settings.PHONE_LINE:
        return str(settings.PHONE_LINE)
    plan: Plan = settings.CITY.phone
    if request.is_secure():
        return f"wss://{plan.address}:{plan.wss}/ws"
    return f"ws://{plan.address}:{plan.web}/ws"


def may_connect(request: HttpRequest) -> str:
    """What the Content-Security-Policy must allow beside our own."""
    told = (urlsplit(address) for address in (stream(request), line(request)))
    origins = sorted({f"{part.scheme}://{part.netloc}" for part in told if part.netloc})
    return "; connect-src 'self' " + " ".join(origins)


def has_telephone(officer: Officer | None) -> bool:
    """Whether this officer's pages have a telephone."""
    return bool(settings.PHONE and officer and AT_THE_TELEPHONE & set(officer.duties))
