# SPDX-License-Identifier: Apache-2.0
"""人员 People: from a signed-in user to the Person who acts, in one of their duties."""

from collections.abc import Set as AbstractSet
from typing import Any

from yingda.flow.grammar import Person

from .models import Officer

_KEPT = "_roster_officer"


def officer_of(user: Any) -> Officer | None:
    """The officer on duty who is `user`; None for visitors, strangers and those not in use.

    Asked once for each user object, so once for each request.
    """
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, _KEPT):
        found = Officer.objects.filter(user_id=user.pk, active=True).first()
        setattr(user, _KEPT, found)
    officer: Officer | None = getattr(user, _KEPT)
    return officer


def keep(user: Any, officer: Officer | None) -> None:
    """Remember the officer of `user`, read together with them."""
    setattr(user, _KEPT, officer)


def person(user: Any, allowed: AbstractSet[str]) -> Person | None:
    """`user` acting in the first of their duties that is `allowed`; None when none is."""
    officer = officer_of(user)
    duty = next((d for d in officer.duties if d in allowed), None) if officer else None
    if officer is None or duty is None:
        return None
    return Person(officer.name, duty, officer.unit_id or "", user.get_username())
