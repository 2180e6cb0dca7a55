# SPDX-License-Identifier: Apache-2.0
"""假设 Given what has happened, when something is asked, then this follows, or it is refused."""

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from yingda import flow, standard
from yingda.config.city import DEFAULT_BOOKS
from yingda.flow.grammar import Command, Event, Refusal
from yingda.record import codec

BEGIN = datetime(2026, 3, 4, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Wednesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BOOKS = cache(lambda: standard.load(DEFAULT_BOOKS))


class Given:
    """A case at a moment. Events are folded, commands must be carried out (five minutes after the
    last act), a timedelta lets time pass, a datetime sets the clock."""

    def __init__(self, *acts, at=BEGIN):
        self.case, self.events, self.now, self.outcome = None, [], at, None
        for act in acts:
            if isinstance(act, timedelta):
                self.now += act
            elif isinstance(act, datetime):
                self.now = act
            elif isinstance(act, Event):
                self._fold([act])
            else:
                self.when(act)
                assert not isinstance(self.outcome, Refusal), (act, self.outcome)
                self._fold(self.outcome)

    def when(self, command: Command, at: datetime | None = None):
        self.now = at or (self.now + 5 * MINUTE if self.events else self.now)
        self.outcome = flow.decide(self.case, command, BOOKS(), self.now)
        assert flow.decide(self.case, command, BOOKS(), self.now) == self.outcome, "not pure"
        return self

    def then(self, *kinds: type[Event]):
        assert not isinstance(self.outcome, Refusal), self.outcome
        assert [type(event) for event in self.outcome] == list(kinds)
        return self._fold(self.outcome)

    def refused(self, code: str, clause: str = ""):
        assert isinstance(self.outcome, Refusal), self.outcome
        assert self.outcome.code == code and str(self.outcome)
        assert not clause or self.outcome.clause == clause
        return self

    def _fold(self, events):
        assert codec.unpack([codec.pack(event) for event in events]) == events
        self.events, self.case = [*self.events, *events], flow.fold(events, self.case)
        assert self.case.seen == len(self.events)
        return self


given = Given
