# SPDX-License-Identifier: Apache-2.0
"""可见范围 Seeing: which calls an officer may look at. Those who judge the work see all of them; an
operator those that they answered."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from yingda.faces.kit.duty import Signed
from yingda.flow.grammar import Person
from yingda.ledgers import call_lists, turns
from yingda.ledgers.calls import CallLine
from yingda.office import hearing
from yingda.roster import people

WATCHERS = tuple(sorted(hearing.LISTENERS))


def seen_by(request: Signed) -> Person:
    """The officer in the duty in which they see most."""
    return people.person(request.user, hearing.LISTENERS) or request.person


def within_reach(rows: QuerySet[CallLine], by: Person) -> QuerySet[CallLine]:
    """Those of `rows` that they may look at."""
    return rows if by.duty in hearing.LISTENERS else turns.own(rows, by.code)


def opened(switch: str, call_id: str, by: Person) -> Any:
    """A call as `call_lists.one` reads it. Raises Http404 when there is none, or it is out of
    reach."""
    line = call_lists.one(switch, call_id, by.code)
    if line is None or not theirs(by, line):
        raise Http404
    return line


def theirs(by: Person, line: Any) -> bool:
    """Whether a call, as `call_lists.one` read it for them, is theirs to look at."""
    return by.duty in hearing.LISTENERS or (by.duty == "operator" and line.own)
