# SPDX-License-Identifier: Apache-2.0
"""登账 Keeping: every list is read from an index in its order."""

import pytest
from django.db import connection

from tests.office.appeals import (
    dispatched,
)  # fmt: skip
from yingda.ledgers import cases, limits, orders

pytestmark = pytest.mark.django_db


def plan(rows):
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
    return rows.explain()


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: cases.waiting_for("dispatcher")[:50], "worklist"),
        (lambda: cases.asking()[:50], "asked_of_us"),
        (lambda: cases.of_unit("heating"), "cases_of_units"),
        (lambda: orders.to_do("heating")[:50], "orders_to_do"),
        (lambda: orders.sent_to("heating")[:50], "orders_of_unit"),
        (lambda: limits.owed_by("heating")[:50], "owed_by_unit"),
    ],
)
def test_lists_are_read_from_an_index_in_their_order(rows, index):
    dispatched()
    assert index in plan(rows())
