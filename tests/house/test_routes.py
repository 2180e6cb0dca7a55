# SPDX-License-Identifier: Apache-2.0
"""Every route says whose duty it is, or that it is public."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

BY_TOKEN = "api/v1/"  # every endpoint asks for a token and its scope (tests/channels)
BY_DJANGO = "admin/"  # Django's own administration asks for staff; what it leaves is refused


def routes(
    patterns: list[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def marked(view: object) -> bool:
    return hasattr(view, "duties") or not getattr(view, "login_required", True)


def test_every_route_asks_for_a_duty_or_is_public():
    open_doors = [
        f"/{path} ({view.__module__}.{getattr(view, '__name__', '')})"
        for path, view in routes(get_resolver().url_patterns)
        if not marked(view) and not path.startswith((BY_TOKEN, BY_DJANGO))
    ]
    assert not open_doors, "mark the view with @duties(…) or @public (yingda/faces/kit/duty.py)"


def test_there_are_routes_at_all():
    assert len(list(routes(get_resolver().url_patterns))) > 5
