# SPDX-License-Identifier: Apache-2.0
"""名单 Lists: callers answered first or in a queue of their own, told to the switch.

The switch asks its own memory (AstDB) when it rings, so that lists hold while we are down; ours is
the master, and what it has beyond ours is taken away.
"""

from collections.abc import Mapping
from datetime import date

from yingda.ledgers import listed
from yingda.office import listing

from .ami import Ami, AmiRefused

FAMILIES = ("priority", "queue")


MOST = 500
"""Entries put right at once: a ring waits for no list."""


class Lists:
    """名单 The lists of one switch: told when we connect and when they have changed."""

    def __init__(self) -> None:
        self.told: object = None

    def tell(self, ami: Ami, on: date) -> int:
        """Put the switch right if there may be need; how many entries were."""
        state = listed.state(on)
        if state == self.told:
            return 0
        righted = assert_lists(ami, on)
        if righted < MOST:
            self.told = state
        return righted

    def forget(self) -> None:
        """The switch may have forgotten: tell it all again."""
        self.told = None


def assert_lists(ami: Ami, on: date) -> int:
    """Make the switch know the lists as we know them; how many entries were put right, at most
    MOST."""
    lines = list(listing.in_the_open(on))
    ours: dict[str, Mapping[str, str]] = {
        "priority": {line.number: str(line.priority) for line in lines if line.priority},
        "queue": {line.number: line.queue for line in lines if line.queue},
    }
    righted = 0
    for family in FAMILIES:
        righted += right(ami, family, ours[family], known(ami, family), MOST - righted)
    return righted


def known(ami: Ami, family: str) -> dict[str, str]:
    """What the switch remembers of a family: value by key (a number, a queue, a call)."""
    try:
        rows = ami.rows("DBGetTree", Family=family)
    except AmiRefused:  # nothing in it yet
        return {}
    begin = f"/{family}/"  # AstDB finds by any case: /Queue/PersistentMembers is not ours
    return {
        row["Key"].removeprefix(begin): row.get("Val", "")
        for row in rows
        if row.get("Key", "").startswith(begin)
    }


def right(
    ami: Ami, family: str, ours: Mapping[str, str], theirs: Mapping[str, str], most: int
) -> int:
    """Make what the switch knows of a family what we know; how many entries were put right."""
    wrong = [number for number, value in ours.items() if theirs.get(number) != value]
    spare = [number for number in theirs if number not in ours]
    for number in wrong[:most]:
        ami.act("DBPut", Family=family, Key=number, Val=ours[number])
    for number in spare[: max(0, most - len(wrong))]:
        ami.act("DBDel", Family=family, Key=number)
    return min(most, len(wrong) + len(spare))
