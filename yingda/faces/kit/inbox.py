# SPDX-License-Identifier: Apache-2.0
"""通知 Inbox: what an officer has been told, in their duties or for their unit."""

from typing import Any

from django.db.models import QuerySet

from yingda.office import notices
from yingda.roster import people
from yingda.roster.models import Officer

MOST = 99
TO_DUTIES = ("dispatcher", "reviewer", "caller_back", "assessor", "duty_leader", "hotline")
TO_UNITS = (
    "unit", "assisting", "copies", "whistled", "former_unit", "unit_head", "head", "district",
)  # fmt: skip


def of(officer: Officer) -> QuerySet[Any]:
    """The notices of the officer, newest first."""
    duties = list(officer.duties)
    audiences = TO_UNITS if officer.unit_id else TO_DUTIES
    return notices.inbox(duties, officer.unit_id or "").filter(audience__in=audiences)


def counted(users: QuerySet[Any]) -> QuerySet[Any]:
    """`users`, read with their officers, each with how many notices they have not seen."""
    return users.annotate(unread=notices.unread(TO_DUTIES, TO_UNITS, MOST))


def unread(user: Any) -> int:
    """How many the signed-in user has not seen, counted no further than `MOST`."""
    return getattr(user, "unread", 0) if people.officer_of(user) else 0
