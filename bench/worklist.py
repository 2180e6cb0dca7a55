# SPDX-License-Identifier: Apache-2.0
"""The dispatcher's worklist of fifty, among a hundred thousand cases."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.ground import median_of, show
from yingda.ledgers import cases

PAGE = "/dispatch/"


def worklist() -> None:
    """Statements and time of the page, against the bare query for the same fifty lines."""
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.get(username="dispatcher1"))
    client.get(PAGE)  # names of places and subjects are read once for each process
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(PAGE)
    assert answer.status_code == 200, answer.status_code
    counts = sum("count(" in q["sql"].lower() for q in seen.captured_queries)
    show("worklist page: statements", str(len(seen)), "≤ 3")
    show("worklist page: COUNT statements", str(counts), "0")
    sql = str(cases.waiting_for("dispatcher").values_list()[:50].query)

    def bare() -> object:
        with connection.cursor() as cursor:
            cursor.execute(
                "select * from ledgers_caseline where waits_for = 'dispatcher'"
                " order by due_at, case_no limit 50"
            )
            return cursor.fetchall()

    assert "COUNT" not in sql
    page, floor = median_of(lambda: client.get(PAGE), 30), median_of(bare, 30)
    show("worklist page: milliseconds (in process)", f"{page * 1e3:.1f} ms")
    show(
        "  the bare query of the same lines",
        f"{floor * 1e3:.2f} ms",
        f"page ÷ floor {page / floor:.0f}",
    )
