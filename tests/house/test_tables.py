# SPDX-License-Identifier: Apache-2.0
"""The tables in the database are those of the code."""

import io

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_table_waits_for_a_migration():
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(f"run `yingda makemigrations`: {said.getvalue()}")
