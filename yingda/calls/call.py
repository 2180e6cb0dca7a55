# SPDX-License-Identifier: Apache-2.0
"""来话 Call: one call, folded from its facts in whatever order they came.

Times are taken from the exact book (CEL) where it has them, reasons and names from the queue_log.
The result does not depend on which book was read first.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from msgspec import Struct

from .facts import (
    Abandoned,
    Answered,
    CallFact,
    Completed,
    Ended,
    Fact,
    Kind,
    Left,
    Queued,
    Rang,
    Rated,
    SeatRang,
    SeatStopped,
    Transferred,
)

Outcome = Literal["open", "answered", "abandoned", "left", "lost"]
Phase = Literal["", "greeting", "queue", "ringing"]

SHORT = timedelta(seconds=5)
"""短弃呼 A caller who hangs up sooner; shown with and without, never dropped."""

STALE = timedelta(days=1)
"""A call that is longer, or waits longer, is doubted."""

RING_TAIL = timedelta(milliseconds=1500)
"""A seat's ringing that ends this close to the caller's hanging up was ended by it."""

WHOLE_SECOND = timedelta(seconds=1)
EXACT = ("cel",)
F = TypeVar("F", bound=Fact)


class Call(Struct, frozen=True, kw_only=True):
    """来话 What is known of one call. Moments are None where nothing is known of them.

    `exact`: measured in microseconds; otherwise every moment is a whole second. `decided_at`: when
    it was known whether a human answers. `doubt`: why its times are not to be trusted.
    """

    kind: Kind = "unknown"
    offered: bool = False
    caller: str = ""
    number: str = ""
    queue: str = ""
    begun_at: datetime
    queued_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    decided_at: datetime | None = None
    last_at: datetime
    seat: str = ""
    outcome: Outcome = "open"
    why: str = ""
    phase: Phase = ""
    wait_total: timedelta | None = None
    wait_queue: timedelta | None = None
    ring: timedelta | None = None
    exact: bool = False
    rung_in_vain: int = 0
    transferred: str = ""
    rating: str = ""
    doubt: str = ""

    @property
    def short(self) -> bool:
        """Whether the caller gave up at once."""
        gone = self.decided_at
        return self.outcome == "abandoned" and gone is not None and gone - self.begun_at < SHORT

    def within(self, limit: timedelta) -> bool:
        """Answered in time; where the book knows whole seconds only, the doubt is against us."""
        if self.wait_total is None or self.doubt == "clock_back":
            return False
        return self.wait_total + (timedelta() if self.exact else WHOLE_SECOND) <= limit


def fold(facts: Iterable[CallFact], restarts: Collection[datetime] = ()) -> Call:
    """The call that `facts` tell of. `restarts`: when its switch was started anew; a call still up
    then is lost, if nothing is noted of it afterwards. Raises ValueError without facts."""
    known = sorted(set(facts), key=lambda f: (f.at, type(f).__name__, f.source))
    if not known:
        raise ValueError("没有事实，就没有来话")
    rang, queued = _best(known, Rang), _best(known, Queued)
    answered, left = _best(known, Answered), _best(known, Left, last=True)
    gone = _best(known, Abandoned)
    ended = _end(known, answered)
    begun = rang or queued or known[0]
    # A restart is noted in whole seconds: what is of that second and began earlier, was before it.
    cut = [r for r in restarts if begun.at < r and known[-1].at < r + WHOLE_SECOND]
    lost = max(min(cut), known[-1].at) if cut and not ended else None
    ended_at = ended.at if ended else None
    outcome, why, decided = _outcome(answered, left, gone or ended, lost)
    kind: Kind = rang.kind if rang else "unknown"
    doubt = _doubt(known, begun, bool(rang or queued))
    waits = _waits(known, rang or queued, answered) if not doubt else (None, None, None)
    talks = answered.leg if answered else ""
    return Call(
        kind=kind, offered=kind == "inbound" or (kind == "unknown" and queued is not None),
        caller=_first(known, (Rang, Queued), lambda f: f.caller),
        number=rang.number if rang else "",
        queue=_first(known, (Queued,), lambda f: f.queue), begun_at=begun.at,
        queued_at=queued.at if queued else None, answered_at=answered.at if answered else None,
        ended_at=ended_at, decided_at=decided, last_at=known[-1].at, seat=_seat(known),
        outcome=outcome, why=why,
        phase=_phase(known, queued, ended_at) if outcome == "abandoned" else "",
        wait_total=waits[0], wait_queue=waits[1], ring=waits[2],
        exact=begun.source in EXACT and (answered is None or answered.source in EXACT),
        rung_in_vain=_in_vain(known, talks),
        transferred=_first(known, (Transferred,), lambda f: f.to),
        rating=_first(known, (Rated,), lambda f: f.key), doubt=doubt,
    )  # fmt: skip


def foreign(kept: Iterable[CallFact], fact: CallFact) -> bool:
    """Whether `fact` begins another call under the same id: another switch, or a clock set back."""
    if isinstance(fact, Rang):
        return any(
            isinstance(k, Rang) and k.source == fact.source and k.at != fact.at for k in kept
        )
    if isinstance(fact, Queued) and fact.caller:
        callers = {k.caller for k in kept if isinstance(k, Rang | Queued) and k.caller}
        return bool(callers) and fact.caller not in callers
    return False


def _of(known: Sequence[CallFact], kind: type[F]) -> list[F]:
    return [fact for fact in known if isinstance(fact, kind)]


def _best(known: Sequence[CallFact], kind: type[F], last: bool = False) -> F | None:
    """The first fact of a kind, of the exact book if it has one."""
    found = _of(known, kind)
    exact = [fact for fact in found if fact.source in EXACT]
    chosen = exact or found
    return (chosen[-1] if last else chosen[0]) if chosen else None


def _first(
    known: Sequence[CallFact], kinds: tuple[type[Fact], ...], ask: Callable[..., str]
) -> str:
    return next((ask(f) for f in known if isinstance(f, kinds) and ask(f)), "")


def _seat(known: Sequence[CallFact]) -> str:
    """Who answered: the queue_log knows the member's name, CEL only the channel."""
    answers = _of(known, Answered)
    named = [a.seat for a in answers if a.source != "cel" and a.seat]
    return (named or [a.seat for a in answers if a.seat] or [""])[0]


def _end(known: Sequence[CallFact], answered: Answered | None) -> Fact | None:
    """When the caller's line was cleared; for lack of that, when the queue says it was over."""
    ended: Sequence[Fact] = _of(known, Ended)
    if exact := [fact for fact in ended if fact.source in EXACT]:
        return exact[0]
    over: Sequence[Fact] = _of(known, Completed) or (_of(known, Transferred) if answered else [])
    found = ended or over or _of(known, Abandoned)
    return found[-1] if found else None


def _outcome(
    answered: Answered | None, left: Left | None, gone: Fact | None, lost: datetime | None
) -> tuple[Outcome, str, datetime | None]:
    if answered:
        return "answered", "", answered.at
    if left:
        return "left", left.why, left.at
    if gone:
        return "abandoned", "", gone.at
    return ("lost", "switch", lost) if lost else ("open", "", None)


def _doubt(known: Sequence[CallFact], begun: Fact, whole: bool) -> str:
    if not whole:
        return "no_beginning"
    least = timedelta() if begun.source in EXACT else WHOLE_SECOND
    for fact in known:
        slack = least if fact.source in EXACT else WHOLE_SECOND
        if fact.at + slack < begun.at:
            return "clock_back"
    return "longer_than_a_day" if known[-1].at - begun.at > STALE else ""


Waits = tuple[timedelta | None, timedelta | None, timedelta | None]


def _waits(
    known: Sequence[CallFact], begun: Rang | Queued | None, answered: Answered | None
) -> Waits:
    """wait_total, wait_queue and ring of an answered call, each within one book if it can be."""
    if answered is None or begun is None:
        return None, None, None
    same = [f for f in known if f.source == answered.source] or known
    queued = _best(same, Queued)
    rung = next((f for f in _of(same, SeatRang) if f.leg and f.leg == answered.leg), None)
    total = max(timedelta(), answered.at - begun.at)
    in_queue = answered.at - queued.at if queued else None
    ring = answered.at - rung.at if rung else _seconds(answered.rang_s)
    return total, in_queue, ring


def _seconds(amount: int | None) -> timedelta | None:
    return None if amount is None else timedelta(seconds=amount)


def _phase(known: Sequence[CallFact], queued: Queued | None, ended: datetime | None) -> Phase:
    """Where the caller was when they gave up."""
    if queued is None:
        return "greeting"
    if ended is None:
        return "queue"
    stops = _of(known, SeatStopped)
    if any(s.why == "cancelled" and ended - s.at <= 2 * WHOLE_SECOND for s in stops):
        return "ringing"
    for rung in _of(known, SeatRang):
        stopped = [s.at for s in stops if s.leg == rung.leg]
        if not stopped or ended - min(stopped) < RING_TAIL:
            return "ringing"
    return "queue"


def _in_vain(known: Sequence[CallFact], talks: str) -> int:
    """How many seats were rung and did not pick up."""
    logged = sum(1 for s in _of(known, SeatStopped) if s.why == "no_answer")
    legs = {s.leg for s in _of(known, SeatRang) if s.leg and s.leg != talks}
    stopped = {s.leg for s in _of(known, SeatStopped)}
    return max(logged, len(legs & stopped))
