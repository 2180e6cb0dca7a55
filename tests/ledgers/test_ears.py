# SPDX-License-Identifier: Apache-2.0
"""耳 What is told is heard, also while nobody looks."""

import pytest
from django.db import connection

from yingda.ledgers.ears import ears

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_told_before_anyone_looked_is_not_lost():
    with ears("yingda_test") as told, connection.cursor() as cursor:
        for word in ("one", "two"):
            cursor.execute("select pg_notify('yingda_test', %s)", [word])
        heard = [note.payload for note in told.notifies(timeout=5, stop_after=2)]
    assert heard == ["one", "two"]
