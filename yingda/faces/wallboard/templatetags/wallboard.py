# SPDX-License-Identifier: Apache-2.0
"""大屏的过滤器 Filters of the board: lengths of time, times of day, reasons that seats give."""

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from yingda.flow.limits import ZONE

from .. import words

register = template.Library()
register.filter("clock", words.clock)


@register.filter
def time_of_day(at: datetime, to: str = "second") -> str:
    """14:05:09, or 14:05."""
    return f"{at.astimezone(ZONE):%H:%M}" if to == "minute" else f"{at.astimezone(ZONE):%H:%M:%S}"


@register.filter
def said(reason: str) -> str:
    """A reason in the person's language, if it is one of ours."""
    return _(reason) if reason else ""
