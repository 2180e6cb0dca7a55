# SPDX-License-Identifier: Apache-2.0
"""提示 Hints: what an appeal seems to be about. Nothing here decides; a person does.

`read` puts all hints side by side, each with the words that made it so. Weights and signs are
given to it, so that a city's own can stand in the place of those that are shipped.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from . import (
    accused,
    addresses,
    facts,
    gaps,
    moments,
    natures,
    particulars,
    places,
    quantities,
    signs,
    tiers,
    whereabouts,
)
from .concepts import Concepts
from .tiers import Tiers
from .weights import Weighed, Weights, weigh

READ_FOR_TIER = 120


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """All that was seen in one appeal. `places` is empty without a gazetteer, `whereabouts`
    without a model of addresses, `gaps` without a book of questions."""

    tier: signs.Suggested
    nature: natures.Nature
    subject: Weighed
    particulars: tuple[particulars.Found, ...]
    moments: tuple[moments.Moment, ...]
    places: tuple[places.Candidate, ...]
    spots: tuple[str, ...]
    gaps: tuple[gaps.Gap, ...]
    quantities: tuple[quantities.Quantity, ...]
    accused: tuple[accused.Party, ...]
    whereabouts: tuple[whereabouts.Whereabouts, ...]
    facts: tuple[facts.Fact, ...]


class By(msgspec.Struct, frozen=True, kw_only=True):
    """What an appeal is read by: weights, signs, the city's words, what is going on today.
    Without `tier` and `concepts` only the signs tell the tier."""

    subject: Weights
    nature: Weights
    book: signs.Book
    words: Sequence[signs.Word] = ()
    incidents: Sequence[signs.Word] = ()
    gazetteer: places.Gazetteer | None = None
    tier: Tiers | None = None
    concepts: Concepts | None = None
    address: addresses.Model | None = None
    questions: gaps.Book | None = None


def tier_of(title: str, text: str, by: By) -> signs.Suggested:
    """The tier alone: the signs, and beside them what was learnt, where `by` holds it."""
    said = f"{title}。{text}" if title else text
    seen = signs.suggest(said[: len(title) + READ_FOR_TIER], by.book, by.words, by.incidents)
    if by.tier is None or by.concepts is None:
        return seen
    return tiers.suggest(seen, tiers.weigh(by.tier, title, text, by.concepts), said, by.incidents)


def read(title: str, text: str, by: By, now: datetime) -> Hints:
    """Everything seen in this appeal, told at `now` (aware). Reads nothing else, stores nothing."""
    said = f"{title}。{text}" if title else text
    subject = weigh(by.subject, title, text)
    who, where = particulars.found(said), places.spots(said)
    when, amounts, parties = moments.told(said, now), quantities.told(said), accused.accused(said)
    addressed = whereabouts.told(said, by.address, by.gazetteer) if by.address else ()
    placed = by.gazetteer.candidates(said) if by.gazetteer else ()
    have = gaps.told(
        said, moments=when, quantities=amounts, accused=parties, particulars=who, spots=where,
        placed=bool(placed),
    )  # fmt: skip
    names = (subject.label,) if subject.sure else ()
    return Hints(
        tier=tier_of(title, text, by),
        nature=natures.suggest(by.nature, title, text),
        subject=subject,
        particulars=who,
        moments=when,
        places=placed,
        spots=where,
        gaps=gaps.missing(said, by.questions, have, names) if by.questions else (),
        quantities=amounts,
        accused=parties,
        whereabouts=addressed,
        facts=facts.told(
            said, now, particulars=who, moments=when, quantities=amounts, accused=parties,
            spots=where, whereabouts=addressed,
        ),
    )  # fmt: skip
