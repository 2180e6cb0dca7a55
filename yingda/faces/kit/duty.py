# SPDX-License-Identifier: Apache-2.0
"""岗位 Duty on every route: a view says who may use it, or that everyone may.

A view marked with neither is refused by the middleware (see `middleware.MarkedViews`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yingda.flow.grammar import Person
from yingda.roster import people
from yingda.roster.models import Duty, Officer

View = Callable[..., HttpResponse]
EVERYONE = frozenset(Duty.values)
HOTLINE = EVERYONE - {Duty.CLERK.value}


class Signed(HttpRequest):
    """A request by an officer on duty."""

    officer: Officer
    person: Person


def public(view: View) -> View:
    """Anyone may see this view, signed in or not."""
    marked = login_not_required(view)
    marked.public = True  # type: ignore[attr-defined]
    return marked


def duties(*allowed: str) -> Callable[[View], View]:
    """Only officers with one of the duties may use the view; without any named, every officer.

    The view finds `request.officer` and `request.person` (in the first duty that is allowed).
    """
    named = frozenset(allowed) or EVERYONE
    assert named <= EVERYONE, named - EVERYONE

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: Any, *given: Any, **more: Any) -> HttpResponse:
            person = people.person(request.user, named)
            if person is None:
                return refused(request)
            request.officer, request.person = people.officer_of(request.user), person
            return view(request, *given, **more)

        checked.duties = named  # type: ignore[attr-defined]
        return checked

    return mark


def refused(request: HttpRequest) -> HttpResponse:
    """403 in clear words."""
    return render(request, "kit/refused.html", status=403)


def is_marked(view: Any) -> bool:
    """Whether the view says who may use it."""
    return hasattr(view, "duties") or not getattr(view, "login_required", True)
