# SPDX-License-Identifier: Apache-2.0
"""事件口径 Incidents that last, for every page that tells of them; asked again after 5 seconds."""

import time

from yingda.ledgers import incidents
from yingda.ledgers.incidents import IncidentLine

FRESH = 5.0
_kept: list[tuple[float, list[IncidentLine]]] = []


def lines() -> list[IncidentLine]:
    """The incidents that last, the latest first."""
    if not _kept or time.monotonic() - _kept[0][0] > FRESH:
        _kept[:] = [(time.monotonic(), list(incidents.going_on()))]
    return _kept[0][1]


def forget() -> None:
    """Ask afresh at the next question."""
    _kept.clear()
