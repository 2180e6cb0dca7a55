# SPDX-License-Identifier: Apache-2.0
"""服务标准 Standard: the chosen books together, asked by day - limits, lists, clauses.

The limit in force on the day a clock starts is the one that counts, whatever changes later.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from . import reckon
from .calendar import Calendar, at_time, local
from .clause import Book, Choice, Clause, CountedSpan, Due, Rung, Span, Tier, Value
from .dated import Dated
from .rows import Held, LadderRow, LimitRow

END_OF_DAY = time(23, 59, 59)


class Standard:
    """服务标准 What holds on which day. Made by `read.load`; never changed."""

    def __init__(
        self, books: tuple[Book, ...], rows: Mapping[str, Sequence[Held]], calendar: Calendar
    ) -> None:
        self.books, self.calendar = books, calendar
        self.rows = rows
        self._dated = {kind: Dated(found) for kind, found in rows.items()}
        tiers = (self._tier(held) for held in rows["tier"])
        self.tiers = tuple(sorted({t.id: t for t in tiers}.values(), key=lambda t: t.rank))
        self._tiers = {t.id: t for t in self.tiers}

    def _tier(self, held: Held) -> Tier:
        r = held.row
        return Tier(
            id=r.id, name=r.name, name_en=r.name_en, rank=r.rank, quiet_exempt=r.quiet_exempt,
            examples=r.examples, source=r.source, since=r.since,
        )  # fmt: skip

    def tier(self, id: str) -> Tier:
        """The tier `id`. Raises KeyError if there is none."""
        return self._tiers[id]

    def edition(self, on: date) -> str:
        """版本: the book and the day of the latest change in force on `on`."""
        held = [h for rows in self.rows.values() for h in rows if h.row.since <= on]
        if not held:
            return ""
        last = max(held, key=lambda h: (h.row.since, h.layer))
        return f"{last.book}@{last.row.since.isoformat()}"

    # --- limits -------------------------------------------------------------------------------

    def limit(self, step: str, tier: str, on: date) -> Held | None:
        """The limit of `step` for `tier` in force on `on`, as it stands in its book."""
        return self._dated["limit"].on(f"{step}.{tier}", on)

    def due(self, step: str, tier: str, start: datetime) -> Due | None:
        """到期: when `step` begun at `start` is due, or None where no limit is known that day."""
        held = self.limit(step, tier, local(start).date())
        if held is None:
            return None
        row: LimitRow = held.row
        span = Span.parse(row.within)
        at = self._added(start, span, row.counts_receipt_day)
        if row.to_day_end and span.unit == "days":
            at = at_time(at.date(), END_OF_DAY)
        return Due(
            at=at, within=span.words, calendar=span.calendar, clause=row.clause, source=row.source,
            book=held.book, since=row.since,
        )  # fmt: skip

    def end(self, start: datetime, span: Span) -> datetime:
        """`start` plus `span` by the calendar; the day of `start` counts as the books say."""
        counts = bool(self.setting("calendar.counts_receipt_day", local(start).date(), False))
        return self._added(start, span, counts)

    def _added(self, start: datetime, span: Span, counts: bool) -> datetime:
        ends = self.day_ends(local(start).date())
        return self.calendar.add(start, span, counts_receipt_day=counts, day_ends=ends)

    def day_ends(self, on: date) -> time:
        """下班时间: when a working day is over, by the books in force on `on`."""
        text = self.setting("calendar.day_ends", on, None)
        return time.fromisoformat(text) if text else END_OF_DAY

    def after_pause(self, due: Due, paused_at: datetime, resumed_at: datetime) -> Due:
        """`due` moved by a pause, keeping what was left; never earlier (see `reckon`)."""
        return reckon.after_pause(self.calendar, due, paused_at, resumed_at)

    def replayed(self, step: str, tier: str, start: datetime, pauses: reckon.Pauses) -> Due | None:
        """A fresh limit from `start` with the pauses applied in turn (the tier has changed)."""
        due = self.due(step, tier, start)
        for paused_at, resumed_at in sorted(pauses) if due else ():
            due = due and self.after_pause(due, paused_at, resumed_at)
        return due

    def spans(
        self, start: datetime, due: Due, pauses: reckon.Pauses = ()
    ) -> tuple[CountedSpan, ...]:
        """计时明细: the time from `start` to `due`, what was counted and why."""
        first = False
        for held in self.rows["limit"]:
            row = held.row
            if (held.book, row.since, row.source) != (due.book, due.since, due.source):
                continue
            if row.within and Span.parse(row.within).words == due.within:
                first = row.counts_receipt_day
        ends = self.day_ends(local(start).date())
        first = self.calendar.counts(start, counts_receipt_day=first, day_ends=ends)
        return reckon.spans(self.calendar, start, due, pauses, first_day=first)

    def ladder(self, step: str, tier: str, start: datetime, due: Due) -> tuple[Rung, ...]:
        """督办阶梯: the rungs of a limit in order of time, out of quiet hours unless exempt."""
        held = self._dated["ladder"].on(f"{step}.{tier}", local(start).date())
        row: LadderRow | None = held.row if held else None
        found = [
            Rung(
                id=r.id,
                act=r.act,
                to=r.to,
                at=self._out_of_quiet(tier, self._rung(r.at, start, due)),
            )
            for r in (row.rung if row else ())
        ]
        return tuple(sorted(found, key=lambda rung: rung.at))

    def _rung(self, at: str, start: datetime, due: Due) -> datetime:
        if at == "0":
            return due.at
        if at.endswith("%"):
            whole = (due.at - start).total_seconds()
            return local(start + timedelta(seconds=int(whole * int(at[:-1]) / 100)))
        span = Span.parse(at[1:])
        if at[0] == "-":
            return max(local(start), due.at - timedelta(**{span.unit: span.amount}))
        return self._added(due.at, span, counts=False)

    def _out_of_quiet(self, tier: str, at: datetime) -> datetime:
        quiet = self.setting("supervise.quiet", local(at).date(), None)
        known = self._tiers.get(tier)
        if not quiet or (known and known.quiet_exempt):
            return at
        hours = (time.fromisoformat(quiet[end]) for end in ("from", "until"))
        return reckon.out_of_quiet(at, *hours)

    # --- values and lists ---------------------------------------------------------------------

    def value(self, key: str, on: date) -> Value | None:
        """The value of `key` in force on `on`, with its source, or None."""
        held = self._dated["value"].on(key, on)
        if held is None:
            return None
        row = held.row
        return Value(value=row.value, source=row.source, book=held.book, since=row.since)

    def setting(self, key: str, on: date, default: Any = None) -> Any:
        """The plain value of `key` in force on `on`, or `default`."""
        held = self._dated["value"].on(key, on)
        return default if held is None else held.row.value

    def choices(self, name: str, on: date) -> tuple[Choice, ...]:
        """The list `name` in force on `on`; empty if there is none."""
        held = self._dated["choices"].on(name, on)
        choices: tuple[Choice, ...] = held.row.choice if held else ()
        return choices

    def reply_parts(self, outcome: str, on: date) -> tuple[str, ...]:
        """答复要件: the parts a reply of `outcome` needs; "a|b" is met by either."""
        held = self._dated["reply"].on(outcome, on)
        parts: tuple[str, ...] = held.row.parts if held else ()
        return parts

    def record_fields(self, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """登记要素: (required, wanted) names of the fields of a registration."""
        required = self.setting("register.required", on, ())
        return tuple(required), tuple(self.setting("register.wanted", on, ()))

    # --- clauses ------------------------------------------------------------------------------

    def clauses(self, on: date) -> tuple[Clause, ...]:
        """条款: every clause of every book in force on `on`, in the order of the books."""
        return tuple(self._clauses(on))

    def clause(self, key: str, on: date) -> Clause | None:
        """The clause cited as "book:id", if it is in force on `on`."""
        return next((c for c in self._clauses(on) if c.key == key), None)

    def _clauses(self, on: date) -> Iterator[Clause]:
        latest: dict[tuple[str, str], Held] = {}
        for held in self.rows["clause"]:
            row = held.row
            if row.since <= on and (row.until is None or on < row.until):
                latest[held.book, row.id] = held
        for held in latest.values():
            r = held.row
            yield Clause(
                id=r.id, words=r.words, words_en=r.words_en, source=r.source, book=held.book,
                since=r.since, ledger=r.ledger, of=r.of, measure=r.measure, target=r.target,
                options=dict(r.options), unmeasured=r.unmeasured,
            )  # fmt: skip

    def warnings(self, begins: date, until: date) -> tuple[str, ...]:
        """Chinese warnings for years without a holiday notice; to be shown loudly."""
        words = "{year}年的节假日安排尚未收录，工作日暂按周一至周五推算"
        return tuple(words.format(year=y) for y in self.calendar.unknown_years(begins, until))
