# SPDX-License-Identifier: Apache-2.0
"""接口网址 `/api/v1/…`, described at `/api/docs`; a token is asked for, no sign-in."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from ninja import NinjaAPI
from ninja.openapi.views import openapi_json

from . import acts, endpoints, problems

api = NinjaAPI(
    title="应答 Yingda",
    version="1",
    description="城市 12345 热线的开放接口。Times carry their zone, ids are strings, "
    "errors are `application/problem+json` with a stable `code`.",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url=None,
)
api.add_router("", endpoints.router)
api.add_router("", acts.router)
problems.explain_all(api)


def _open(patterns: Iterable[Any]) -> list[Any]:
    """`patterns`, none of which asks for a sign-in: the token is asked for instead."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(pattern.callback)
    return list(patterns)


@login_not_required
def openapi(request: Any) -> Any:
    """The description for programs."""
    return openapi_json(request, api=api)


@login_not_required
def docs(request: Any) -> Any:
    """The description for people, from assets served here."""
    said = {"url": reverse("openapi-json"), "layout": "BaseLayout", "deepLinking": True}
    answer = render(
        request, "ninja/swagger.html", {"api": api, "swagger_settings": json.dumps(said)}
    )
    answer["Content-Security-Policy"] = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    )
    return answer


urlpatterns = [
    path("api/docs", docs),
    path("api/v1/openapi.json", openapi, name="openapi-json"),
    path("api/v1/", (_open(api.urls[0]), api.urls[1], api.urls[2])),
]
