# SPDX-License-Identifier: Apache-2.0
"""通知 Inbox: what an officer has been told, in their duties or for their unit."""

from typing import Any

from django.db.models import QuerySet

from yingda.office import notices
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


def unread(officer: Officer | None) -> int:
    """How many have not been seen, counted no further than `MOST`."""
    if officer is None:
        return 0
    return len(of(officer).filter(seen_at=None).values_list("id", flat=True)[:MOST])
