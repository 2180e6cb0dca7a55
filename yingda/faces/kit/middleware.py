# SPDX-License-Identifier: Apache-2.0
"""门卫 What stands before every view: requests within reason, duties marked, nothing foreign
loaded."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

from yingda.office.pictures import MOST_BYTES, MOST_PHOTOS

from . import live
from .duty import is_marked, refused

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
OWN_CHECKS = ("django.contrib.admin",)
MOST_IN_ALL = MOST_BYTES * (MOST_PHOTOS + 1)


class WithinReason:
    """Refuses, before anything of it is read, what no form of ours sends: more than all photos
    together, and addresses with a NUL, which no database takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdecimal() and int(size) > MOST_IN_ALL:
            return self._refused(request, 413)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return self._refused(request, 400)
        return self.get_response(request)

    def _refused(self, request: HttpRequest, status: int) -> HttpResponse:
        answer = bad_request(request, ValueError())
        answer.status_code = status
        return answer


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
        policy = POLICY + live.may_connect(request) if settings.PHONE else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
