# SPDX-License-Identifier: Apache-2.0
"""痕迹 Tracing: the keyed hashes by which an appeal is found again, made when its words come in and
afresh from the sealed words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from yingda import flow
from yingda.flow.case import Case
from yingda.flow.grammar import Event
from yingda.flow.register import Registered, Supplemented
from yingda.flow.reveal import Erased
from yingda.hints import rare, shipped
from yingda.ledgers import alike, keeping
from yingda.record import sealing
from yingda.record.models import Particulars

from .told import Told

TABLE = keeping.table(alike)


def trace(title: str, words: str) -> dict[int, float]:
    """The keyed hashes by which this appeal is found again, each with its rarity."""
    key = settings.RECORD_KEY
    chosen = rare.chosen(title, words, shipped.rarity())
    return {_keyed(piece, key): rarity for piece, rarity in chosen.items()}


_keyed = lru_cache(maxsize=1 << 16)(rare.keyed)


def lines(no: str, case: Case | None, events: Sequence[Event], told: Told | None) -> keeping.Lines:
    """The lines that these events change: with new words or another title, and none once the
    person is erased."""
    if any(isinstance(event, Erased) for event in events):
        return {TABLE: []}
    if not any(isinstance(event, Registered | Supplemented) for event in events):
        return {}
    after = flow.fold(events, case)
    assert after is not None
    words = told.words if told else ""
    if case is not None and not words:
        if after.appeal.title == case.appeal.title:
            return {}
        words = _words([no]).get(no, "")
    return {TABLE: [_line(no, after, words)]}


def _line(no: str, case: Case, words: str) -> dict[str, Any]:
    return alike.line(no, case.appeal.registered_at, list(trace(case.appeal.title, words)))


def _words(numbers: Sequence[str]) -> dict[str, str]:
    """The words of these cases, opened: one statement. They do not leave this file."""
    rows = Particulars.objects.filter(case_no__in=numbers).values_list("case_no", "id", "words")
    keys = settings.SEALING_KEYS
    return {
        no: sealing.opened(keys, f"{row}:words", box) for no, row, box in rows if box is not None
    }


def afresh(page: Iterable[tuple[str, Case]], now: datetime) -> int:
    """Write the traces of the cases of `page` afresh: those not erased, still open or not older
    than the ledger keeps. To be called inside a transaction that holds their heads."""
    every = list(page)
    kept = {
        no: case
        for no, case in every
        if not case.erased and (
            case.ending.closed_at is None and case.diversion is None
            or case.appeal.registered_at > now - alike.KEPT
        )
    }  # fmt: skip
    words = _words(list(kept))
    rows = [_line(no, case, words.get(no, "")) for no, case in kept.items()]
    return keeping.replaced(alike, [no for no, _case in every], rows)
