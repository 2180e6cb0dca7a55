# SPDX-License-Identifier: Apache-2.0
"""旧式样 Old forms: what bodies of earlier shapes look like today.

An event that gains a field with a default needs nothing here. One whose field changes its meaning
or name adds a function to CHANGED under its kept name, and a sample of the old body to the tests.
The function gets the parsed body and returns it in today's shape; it must leave today's as they
are.
"""

from collections.abc import Callable
from typing import Any

Body = dict[str, Any]

CHANGED: dict[str, Callable[[Body], Body]] = {}


def todays(body: Body) -> Body:
    """`body` in today's shape."""
    turn = CHANGED.get(body["kind"])
    return turn(body) if turn else body
