# SPDX-License-Identifier: Apache-2.0
"""选单位 Units by what an officer types: a code, a name, or part of one."""

from django.db.models import Q, QuerySet

from yingda.flow.case import Addressee
from yingda.roster.models import Unit

MOST = 20


def matching(typed: str) -> QuerySet[Unit]:
    """Units in use whose name or code has `typed`, best known first; at most `MOST`."""
    words = typed.split("｜")[0].strip()
    wanted = Unit.objects.filter(active=True)
    if words:
        wanted = wanted.filter(Q(name__icontains=words) | Q(code__istartswith=words))
    return wanted.order_by("level", "code")[:MOST]


def meant(typed: str) -> Unit | None:
    """The one unit that `typed` means: its code, its whole name, or a part no other has."""
    words = typed.strip()
    code = words.rsplit("｜", 1)[-1].strip()
    exact = Unit.objects.filter(Q(code=code) | Q(name=words), active=True)[:2]
    found = list(exact) or list(matching(words)[:2])
    return found[0] if len(found) == 1 else None


def shown(unit: Unit | Addressee) -> str:
    """How a unit stands in a field: name｜code."""
    return f"{unit.name}｜{unit.code}"
