# SPDX-License-Identifier: Apache-2.0
"""承诺 Promises: what a caller was last told in a case, so that nobody promises otherwise."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from yingda.flow.grammar import Event
from yingda.flow.handle import ProgressTold
from yingda.flow.reply import Replied


class Promise(Struct, frozen=True):
    """承诺 What was said, when, and the day it is to be done by, if one was named."""

    words: str
    at: datetime
    by: date | None = None


def last(events: Sequence[Event]) -> Promise | None:
    """The last thing that the person was promised or told."""
    for event in reversed(events):
        if isinstance(event, ProgressTold):
            return Promise(event.words, event.at)
        if isinstance(event, Replied):
            parts = event.answer.parts
            words = parts.get("plan") or parts.get("measures") or parts.get("done", "")
            until = parts.get("plan_by")
            if words:
                return Promise(words, event.at, date.fromisoformat(until) if until else None)
    return None
