# SPDX-License-Identifier: Apache-2.0
"""热点台账 Hotspots: matter and place by weeks of the city."""

from datetime import date

import pytest

from tests.office.appeals import (
    BEGIN,
    DAY,
    registered,
)  # fmt: skip
from yingda.ledgers import hotspots

pytestmark = pytest.mark.django_db


def test_the_hottest_matter_of_a_week_comes_first():
    for _ in range(3):
        registered(subject="010208")
    registered(subject="010101"), registered(BEGIN + 7 * DAY, subject="010101")
    registered(subject="")
    hot = hotspots.hottest(date(2026, 3, 2))
    assert [(row["subject"], row["cases"]) for row in hot] == [("010208", 3), ("010101", 1)]


def test_a_week_begins_on_monday_in_the_city():
    registered(BEGIN.replace(day=8, hour=23, minute=59))
    registered(BEGIN.replace(day=9, hour=0, minute=1))
    weeks = hotspots.HotspotLine.objects.order_by("week").values_list("week", flat=True)
    assert list(weeks) == [date(2026, 3, 2), date(2026, 3, 9)]


def test_the_week_before_stands_beside_it():
    registered(BEGIN - 7 * DAY, subject="010208"), registered(subject="010208")
    (row,) = hotspots.hottest(date(2026, 3, 2))
    assert (row["cases"], row["before"]) == (1, 1)
