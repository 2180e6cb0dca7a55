# SPDX-License-Identifier: Apache-2.0
"""健康检查."""

import pytest
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_a_whole_installation_says_it_is_well_to_anyone() -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations_pending": 0}


@pytest.mark.django_db
def test_the_database_of_the_tests_is_a_real_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000
