# SPDX-License-Identifier: Apache-2.0
"""件的过滤器 Filters of the kit: numbers as they are read aloud, moments, limits, names of ids."""

from datetime import datetime

from django import forms, template
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _

from yingda.flow import number
from yingda.flow.limits import ZONE

from .. import limit, names, wording

register = template.Library()

register.filter("spoken", number.spoken)
register.filter("subject_name", names.subject)
register.filter("place_name", names.place)
register.filter("unit_name", names.unit)
register.filter("kind_name", wording.kind_name)
register.filter("detail_name", lambda name: wording.DETAILS.get(name, name))


@register.filter
def moment(at: datetime | None) -> str:
    """11月23日 14:05, with the year where it is not this one."""
    if at is None:
        return ""
    local = at.astimezone(ZONE)
    this_year = local.year == timezone.now().astimezone(ZONE).year
    pattern = _("{m}月{d}日 {time}") if this_year else _("{y}年{m}月{d}日 {time}")
    return pattern.format(y=local.year, m=local.month, d=local.day, time=f"{local:%H:%M}")


@register.filter
def named(value: str, table: str) -> str:
    """The name of an id of `table` (stage, tier, nature, step, role …) in the person's language."""
    return names.of(table, value)


@register.filter
def audience_name(value: str) -> str:
    """Whom a notice is for."""
    return names.of("audience", value)


@register.inclusion_tag("kit/_limit.html")
def limit_of(
    due: datetime | None, paused: bool = False, stopped: datetime | None = None
) -> dict[str, str]:
    """Time left, in colour and in words."""
    return limit.shown(due, timezone.now(), paused=paused, stopped=stopped)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is a single tick box."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the field is a group of radios, boxes or rows."""
    groups = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)
    return isinstance(field.field.widget, groups)


@register.filter
def is_cells(field: BoundField) -> bool:
    """Whether the field is made of several cells (place, citations, units)."""
    return isinstance(field.field.widget, forms.MultiWidget)
