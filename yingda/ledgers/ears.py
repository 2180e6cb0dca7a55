# SPDX-License-Identifier: Apache-2.0
"""耳 Ears: a connection that does nothing but hear what the database tells on a channel."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection


def address() -> dict[str, Any]:
    """Where the database is, in the words of psycopg."""
    known = connection.settings_dict
    found = {
        "host": known["HOST"], "port": known["PORT"], "user": known["USER"],
        "password": known["PASSWORD"], "dbname": known["NAME"],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value} | {
        "application_name": "yingda ears", "keepalives_idle": 30, "autocommit": True,
    }  # fmt: skip


@contextmanager
def ears(channel: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own that listens on `channel`: nothing told from now on is missed."""
    with psycopg.connect(**address()) as made:
        made.execute(f"listen {channel}")
        yield made
