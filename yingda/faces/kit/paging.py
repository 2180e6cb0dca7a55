# SPDX-License-Identifier: Apache-2.0
"""分页 Paging by key: lines by time left, from the last one shown on; no count, no offset."""

from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from msgspec import Struct

SIZE = 50
Line = TypeVar("Line", bound=Model)


class Page(Struct, Generic[Line], frozen=True):
    """Some lines, and the address of the next ones ("" at the end)."""

    lines: list[Line]
    more: str


def by_due(request: HttpRequest, rows: QuerySet[Line]) -> Page[Line]:
    """A page of `rows`, which are ordered by (due_at, case_no), those without a limit last."""
    after = _after(request.GET.get("after", ""))
    found = list(rows.filter(after)[: SIZE + 1])
    last: Any = found[SIZE - 1] if len(found) > SIZE else None
    key = f"{last.due_at.isoformat() if last.due_at else ''}~{last.case_no}" if last else ""
    return Page(found[:SIZE], _address(request, key))


def _after(key: str) -> Q:
    due, mark, no = key.partition("~")
    if not mark:
        return Q()
    try:
        at = datetime.fromisoformat(due) if due else None
    except ValueError:
        return Q()
    if at is None or at.tzinfo is None:
        return Q(due_at=None, case_no__gt=no)
    return Q(due_at=None) | Q(due_at__gte=at) & (Q(due_at__gt=at) | Q(case_no__gt=no))


def newest(
    request: HttpRequest, rows: QuerySet[Line], field: str, by: str = "case_no"
) -> Page[Line]:
    """A page of `rows`, newest first by `field` and then by number (`by`)."""
    key, mark, no = request.GET.get("after", "").partition("~")
    if mark:
        try:
            at = datetime.fromisoformat(key)
            later = Q(**{f"{field}__lt": at}) | Q(**{field: at, f"{by}__lt": no})
            rows = rows.filter(later)
        except ValueError:
            rows = rows.none()
    found = list(rows.order_by(f"-{field}", f"-{by}")[: SIZE + 1])
    last: Any = found[SIZE - 1] if len(found) > SIZE else None
    key = f"{getattr(last, field).isoformat()}~{getattr(last, by)}" if last else ""
    return Page(found[:SIZE], _address(request, key))


def _address(request: HttpRequest, key: str) -> str:
    if not key:
        return ""
    asked = request.GET.copy()
    asked["after"] = key
    return f"?{asked.urlencode()}"
