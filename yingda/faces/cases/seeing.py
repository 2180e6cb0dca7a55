# SPDX-License-Identifier: Apache-2.0
"""可见范围 Seeing: which cases an officer may open, and what of the person they see.

Officers of a unit open only the cases in which their unit has an order, a copy or a whistle.
"""

from typing import Any

from django.conf import settings
from django.http import Http404

from yingda import office
from yingda.flow import number
from yingda.flow.case import Case, WorkOrder
from yingda.flow.grammar import Person
from yingda.office import Story, hearing
from yingda.roster.models import Officer


def may_open(case: Case, officer: Officer) -> bool:
    """Whether the case is within the officer's reach."""
    unit = officer.unit_id
    if not unit:
        return "clerk" not in officer.duties or len(officer.duties) > 1
    return any(o.unit == unit for o in case.orders) or any(w.unit == unit for w in case.whistles)


def opened(no: str, officer: Officer) -> Story:
    """The whole of the case. Raises Http404 when there is none, or it is out of reach."""
    story = office.whole(number.heard(no) or no)
    if story is None or not may_open(story.case, officer):
        raise Http404
    return story


def person_shown(story: Story, by: Person) -> dict[str, str]:
    """Masked particulars and the words; nothing of the person for a unit in a sealed case."""
    return office.person_of(story, by)


def hears(officer: Officer) -> bool:
    """Whether the call behind a case may be theirs to look at: the face of the calls decides."""
    mine = {"operator", *hearing.LISTENERS} & set(officer.duties)
    return bool(mine) and "calls" in settings.CITY.faces


def copied_only(case: Case, officer: Officer) -> bool:
    """Whether the officer's unit has nothing but a copy: it reads, it does not act."""
    unit = officer.unit_id or ""
    mine: list[Any] = [o for o in case.orders if o.unit == unit and o.stands]
    return bool(mine) and all(o.role == "copy" for o in mine)


def in_order(orders: tuple[WorkOrder, ...]) -> list[WorkOrder]:
    """Orders that stand before ended ones; lead, assisting, copies; the newest first."""
    roles = ("lead", "assisting", "copy")
    return sorted(orders, key=lambda o: (bool(o.ended), roles.index(o.role), -o.nth))
