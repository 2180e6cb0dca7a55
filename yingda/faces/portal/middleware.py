# SPDX-License-Identifier: Apache-2.0
"""永久网址 `/cases/{number}` is one address for ever: officers find the case page there,
the public is led to the look-up with the number filled in."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from yingda.flow.number import heard

_CASE = re.compile(r"/cases/([^/]{1,40})/?$")


class PublicCaseAddress:
    """Stands before the sign-in check."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, given: Any, more: Any
    ) -> HttpResponse | None:
        """None lets the request through."""
        asked = _CASE.match(request.path_info)
        if asked is None or request.method != "GET" or request.user.is_authenticated:
            return None
        number = heard(asked[1])
        return HttpResponseRedirect("/q/" + (f"?no={number}" if number else ""))
