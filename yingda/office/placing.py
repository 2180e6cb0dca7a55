# SPDX-License-Identifier: Apache-2.0
"""派给谁 Placing: the unit that the directory names, and how likely it is the one that will answer.

The chance is P(subject) x P(place) x P(unit): the first two are 1 where a person said them, else
what the reading of the words says; the third is the share of earlier cases of the matter at the
place that ended with the unit, a line of the directory counting as a few cases more. What the
city's own record says of such chances makes it true: sure is what is right in four of five.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from msgspec import Struct, json

from yingda.flow.case import Case
from yingda.flow.limits import day
from yingda.ledgers import alike, suggestions
from yingda.measure.calibrated import Bin, Curve, fit
from yingda.roster import directory
from yingda.roster.directory import Proposal

from .suggesting import Suggestion

SURE = 0.8
LOOKED_AT = 30
MOST_ALIKE, LIKE = 10, 18.0
SHOWN = 3
BY_LINE = {6: 0.9, 4: 0.8, 2: 0.65}
"""How often a line of the directory is right, by the digits of its subject; the first estimate of
a city that has no cases yet."""
GENERAL = 0.4
COUNTS_AS = 4.0
FROM_WORDS = Curve(
    (0.0, 0.07, 0.18, 0.34, 0.48, 0.68, 1.0), (0.01, 0.24, 0.49, 0.49, 0.78, 0.78, 0.9)
)
"""What the product is worth where the subject or the place was only read: fitted on one half of
invented appeals, see docs/language.md (`python -m bench units`)."""
BELIEVED = 20.0
"""For how many judged cases the chance as said stands, in each tenth."""
LEARNT_OVER, FRESH = timedelta(days=730), 600.0


class Sent(Struct, frozen=True, kw_only=True):
    """先前派单 An earlier case that was sent to a unit, as listed."""

    case_no: str
    title: str
    stage: str
    unit: str
    unit_name: str
    objections: int
    reworks: int
    district: str
    street: str


class Placed(Struct, frozen=True, kw_only=True):
    """派单建议 The proposal with its chance; of `of` earlier cases `agreed` ended with that unit
    and `returned` were disputed; `nearest` are shown. `rival` led most of the others. `score` is
    the chance before the record made it true, to be kept; `read`: the subject or place that no
    person said and the words seem to mean."""

    proposal: Proposal
    sure: bool
    chance: float
    score: float
    agreed: int
    of: int
    returned: int
    nearest: tuple[Sent, ...]
    rival: str = ""
    rival_name: str = ""
    read: tuple[Suggestion, ...] = ()


def place(no: str, case: Case, now: datetime, read: Sequence[Suggestion] = ()) -> Placed | None:
    """Whom to send the case to; None when neither matter nor place tells. One statement, and one
    more each ten minutes. `read`: what the words seem to say, for what the case does not."""
    a, seen = case.appeal, {one.of: one for one in read}
    subject, street, district = a.subject, a.place.street, a.place.district
    used: list[Suggestion] = []
    if not subject and "subject" in seen:
        used.append(seen["subject"])
        subject = seen["subject"].value
    if not district and "place" in seen:
        used.append(seen["place"])
        district, street = seen["place"].value[:6], seen["place"].value
    street = street if len(street) == 9 else ""
    answer, earlier = _asked(no, subject, district, street, now)
    found = directory.proposed(answer, district, street, a.accused)
    if found is None:
        return None
    lines = [line for line in earlier if _comparable(line, found, street)]
    return _placed(found, lines, tuple(used), now)


def _placed(
    found: Proposal, lines: list[Sent], used: tuple[Suggestion, ...], now: datetime
) -> Placed:
    agreed = sum(line.unit == found.lead.code for line in lines)
    prior = BY_LINE.get(len(found.of), GENERAL)
    score = (agreed + prior * COUNTS_AS) / (len(lines) + COUNTS_AS)
    for one in used:
        score *= one.chance
    score = FROM_WORDS.at(score) if used else score
    chance = learnt(now).at(score)
    others = [line for line in lines if line.unit != found.lead.code]
    rival = max(others, key=lambda o: sum(x.unit == o.unit for x in others), default=None)
    return Placed(
        proposal=found, sure=chance >= SURE, chance=chance, score=score, agreed=agreed,
        of=len(lines), returned=sum(line.objections > 0 for line in lines),
        nearest=tuple(lines[:SHOWN]), rival=rival.unit if rival else "",
        rival_name=rival.unit_name if rival else "", read=used,
    )  # fmt: skip


def _comparable(line: Sent, found: Proposal, street: str) -> bool:
    """Whether the unit would be the same by rights: a sub-district answers for its own street, a
    department of a district for its district, the city's units everywhere."""
    if found.lead.level == "subdistrict":
        return line.street == street
    return not found.lead.level.startswith("district") or line.district == found.lead.district


_held: dict[str, tuple[float, Curve]] = {}


def forget() -> None:
    """Ask the record afresh at the next question."""
    _held.clear()


def learnt(now: datetime) -> Curve:
    """What a chance is worth by the city's own record: which unit was suggested, and which one
    finally answered, after all objections. As said until cases have ended; asked again each ten
    minutes."""
    name = str(connection.settings_dict["NAME"])
    at, found = _held.get(name, (0.0, None))
    if found is None or time.monotonic() - at > FRESH:
        bins = [Bin(*row) for row in suggestions.judged("unit", now - LEARNT_OVER)]
        found = fit(bins, weight=BELIEVED)
        _held[name] = (time.monotonic(), found)
    return found


_ASKED = f"""
with told as (
  select unnest(keys) as key, %(rarity)s::float8 as rarity
  from ledgers_alikeline where case_no = %(but)s
), {alike.NEAREST}, ranked as (
  select case_no, evidence, row_number() over (order by weight desc, case_no) as nth from near
), same as (
  select case_no from ledgers_caseline
  where unit <> '' and subject = %(subject)s and district = %(of_district)s
    and case_no <> %(but)s and subject <> '' order by registered_at desc limit %(looked_at)s
), earlier as (
  select c.*, r.nth from (
    select case_no from same union select case_no from ranked where evidence >= %(like)s) either
  join ledgers_caseline c using (case_no)
  left join ranked r on r.case_no = c.case_no and r.evidence >= %(like)s where c.unit <> ''
)
select {directory.QUESTION}, (
  select coalesce(json_agg(json_build_object('case_no', case_no, 'title', title, 'stage', stage,
    'unit', unit, 'unit_name', unit_name, 'objections', objections, 'reworks', reworks,
    'district', district, 'street', street)
    order by nth, registered_at desc), '[]')::text from earlier)
"""


def _asked(
    no: str, subject: str, district: str, street: str, now: datetime
) -> tuple[str, tuple[Sent, ...]]:
    """What the directory says (see `directory.proposed`), and earlier cases that were sent to a
    unit: those that tell the like first, then those of the same subject in the same district, the
    newest first."""
    asked = alike.question(now - alike.KEPT, now, no, MOST_ALIKE)
    asked |= directory.slots(subject, district, street, day(now))
    asked |= {
        "rarity": alike.UNKNOWN, "like": LIKE, "looked_at": LOOKED_AT, "subject": subject,
        "of_district": district,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked)
        answer, lines = cursor.fetchone()
    return answer, json.decode(lines, type=tuple[Sent, ...])
