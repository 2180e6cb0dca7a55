# SPDX-License-Identifier: Apache-2.0
"""页面共用 What every page may show: the city, the officer, their lists, and warnings."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from yingda import office
from yingda.flow.limits import day
from yingda.roster import people

from . import inbox, menu

AHEAD = timedelta(days=60)


def shown(request: HttpRequest) -> dict[str, Any]:
    """Names for the templates; nothing is asked of the database until a template asks for it."""
    user = getattr(request, "user", None)
    officer = SimpleLazyObject(lambda: people.officer_of(user) if user else None)
    return {
        "city": settings.CITY,
        "officer": officer,
        "menu": SimpleLazyObject(lambda: menu.lists(people.officer_of(user))),
        "unread": SimpleLazyObject(lambda: inbox.unread(people.officer_of(user))),
        "calendar_warnings": SimpleLazyObject(warnings),
    }


def warnings() -> tuple[str, ...]:
    """Years that working days are counted in without a holiday notice."""
    now = timezone.now()
    return office.standard_in_force().warnings(day(now), day(now + AHEAD))
