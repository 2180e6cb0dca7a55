# SPDX-License-Identifier: Apache-2.0
"""筛选 Filters of the lists, in the address: tier, district, stage, and a number to go to."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from yingda.flow import number

from . import names


def chosen(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` narrowed by what the address asks for; unknown values are passed over."""
    asked = request.GET
    if (tier := asked.get("tier", "")) in names.TABLES["tier"] and tier:
        rows = rows.filter(tier=tier)
    if (stage := asked.get("stage", "")) in names.TABLES["stage"]:
        rows = rows.filter(stage=stage)
    if (district := asked.get("district", "")).isdecimal() and hasattr(rows.model, "district"):
        rows = rows.filter(district=district)
    return rows


def sought(request: HttpRequest) -> str | None:
    """The case number typed in the search field, if it is one."""
    return number.heard(request.GET.get("q", ""))


def shown(request: HttpRequest) -> dict[str, Any]:
    """What the filter form says."""
    districts = [(c, n) for c, n in names.places().items() if len(c) == 6]
    return {
        "tiers": [(k, v) for k, v in names.TABLES["tier"].items() if k],
        "stages": list(names.TABLES["stage"].items()), "districts": districts,
        "q": request.GET.get("q", ""), "tier": request.GET.get("tier", ""),
        "stage": request.GET.get("stage", ""), "district": request.GET.get("district", ""),
    }  # fmt: skip
