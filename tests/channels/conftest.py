# SPDX-License-Identifier: Apache-2.0
"""A street office with a system of its own, and another that only sends appeals."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.channels.machines import Machine
from yingda.channels.api import endpoints, tokens
from yingda.roster.models import Place, Subject, Unit


@pytest.fixture
def place(db: None) -> None:
    """One district, one street, one subject, two units."""
    endpoints._places.clear()
    endpoints._subjects.clear()
    district = Place.objects.create(code="110105", name="样区", kind="district")
    Place.objects.create(code="110105003", name="样街道", kind="street", parent=district)
    Subject.objects.create(code="010208", name="供热", level=3)
    for code in ("s1", "s2"):
        Unit.objects.create(code=code, name=f"街道{code}", level="subdistrict", district="110105")


@pytest.fixture
def machine(place: None) -> Callable[..., Machine]:
    """Makes a machine with these scopes, for that unit."""

    def make(*scopes: str, unit: str = "", days: int = 30, webhook: str = "") -> Machine:
        return Machine(
            tokens.make("样例公司", "样例系统", list(scopes), unit, days, timezone.now(), webhook)
        )

    return make


@pytest.fixture
def sender(machine: Callable[..., Machine]) -> Machine:
    """It sends appeals and reads what became of them."""
    return machine("appeals:write", "cases:read")


@pytest.fixture
def street(machine: Callable[..., Machine]) -> Machine:
    """It acts for the street office s1."""
    return machine("cases:read", "unit:act", unit="s1")
