# SPDX-License-Identifier: Apache-2.0
"""查看权 The right to see and act on one's own case, kept in the session for twenty minutes."""

import time

from django.http import HttpRequest

LASTS = 20 * 60
NAME = "own_cases"


def give(request: HttpRequest, no: str) -> None:
    """This visitor has shown that the case is theirs."""
    rights = _left(request)
    rights[no] = int(time.time()) + LASTS
    request.session[NAME] = rights


def held(request: HttpRequest, no: str) -> bool:
    """Whether this visitor may see the case now."""
    return no in _left(request)


def give_up(request: HttpRequest) -> None:
    """Forget all of it (a shared telephone or computer)."""
    request.session.pop(NAME, None)


def _left(request: HttpRequest) -> dict[str, int]:
    rights: dict[str, int] = request.session.get(NAME, {})
    return {no: until for no, until in rights.items() if until > time.time()}
