# SPDX-License-Identifier: Apache-2.0
"""门卫 What stands before every view: duties are marked, and nothing foreign is loaded."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from .duty import is_marked, refused

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
OWN_CHECKS = ("django.contrib.admin",)


class MarkedViews:
    """Refuses every view that does not say whose duty it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, given: Any, more: Any
    ) -> HttpResponse | None:
        """None lets the request through."""
        if is_marked(view) or view.__module__.startswith(OWN_CHECKS):
            return None
        return refused(request)


class OwnContentOnly:
    """Content-Security-Policy: no foreign, inline or framed content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
