# SPDX-License-Identifier: Apache-2.0
"""页面共用 What every page may show: the city, the officer, their lists, and warnings."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from yingda import office
from yingda.flow.limits import day
from yingda.office import incidents
from yingda.roster import people

from . import inbox, live, menu

AHEAD = timedelta(days=60)


def shown(request: HttpRequest) -> dict[str, Any]:
    """Names for the templates; nothing is asked of the database until a template asks for it."""
    user = getattr(request, "user", None)
    officer = SimpleLazyObject(lambda: people.officer_of(user) if user else None)
    return {
        "city": settings.CITY,
        "officer": officer,
        "menu": SimpleLazyObject(lambda: menu.shown(people.officer_of(user), request.path)),
        "unread": SimpleLazyObject(lambda: inbox.unread(user)),
        "incidents": SimpleLazyObject(incidents.lasting),
        "has_telephone": SimpleLazyObject(lambda: live.has_telephone(people.officer_of(user))),
        "calendar_warnings": SimpleLazyObject(warnings),
    }


def warnings() -> list[str]:
    """Years in which working days are counted without a holiday notice, said aloud."""
    now = timezone.now()
    years = office.standard_in_force().calendar.unknown_years(day(now), day(now + AHEAD))
    words = _("{year}年的节假日安排尚未收录，工作日暂按周一至周五推算")
    return [words.format(year=year) for year in years]
