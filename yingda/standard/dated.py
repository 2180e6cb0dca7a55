# SPDX-License-Identifier: Apache-2.0
"""现行 Dated: which row holds on a day - the latest layer, and in it the latest date."""

from collections.abc import Iterable
from datetime import date

from .rows import Held


class Dated:
    """现行 Rows of one kind by key. Rows marked `unknown` are notes and never hold."""

    def __init__(self, rows: Iterable[Held]) -> None:
        self.by_key: dict[str, list[Held]] = {}
        for held in rows:
            if getattr(held.row, "unknown", False):
                continue
            for key in held.row.keys:
                self.by_key.setdefault(key, []).append(held)
        for found in self.by_key.values():
            found.sort(key=lambda h: (h.layer, h.row.since), reverse=True)

    def on(self, key: str, day: date) -> Held | None:
        """The row of `key` that holds on `day`, or none."""
        for held in self.by_key.get(key, ()):
            if held.row.since <= day and (held.row.until is None or day < held.row.until):
                return held
        return None

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the books."""
        return tuple(self.by_key)
