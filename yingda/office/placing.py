# SPDX-License-Identifier: Apache-2.0
"""派给谁 Placing: the unit that the directory names, and whether earlier cases bear it out.

Sure is what is so in four of five: the share of earlier cases of this matter at this place that
ended with the proposed unit, with the kind of the directory's line counting as a few cases more.
"""

from datetime import datetime

from django.db import connection
from msgspec import Struct, json

from yingda.flow.case import Case
from yingda.flow.limits import day
from yingda.ledgers import alike
from yingda.roster import directory
from yingda.roster.directory import Proposal

SURE = 0.8
LOOKED_AT = 30
MOST_ALIKE, LIKE = 10, 18.0
SHOWN = 3
BY_LINE = {6: 0.9, 4: 0.8, 2: 0.65}
"""How often a line of the directory is right, by the digits of its subject; the first estimate of
a city that has no cases yet."""
GENERAL = 0.4
COUNTS_AS = 4.0


class Sent(Struct, frozen=True, kw_only=True):
    """先前派单 An earlier case that was sent to a unit, as listed."""

    case_no: str
    title: str
    stage: str
    unit: str
    unit_name: str
    objections: int
    reworks: int


class Placed(Struct, frozen=True, kw_only=True):
    """派单建议 The proposal with its chance; of `of` earlier cases `agreed` ended with that unit
    and `returned` were disputed; `nearest` are shown. `rival` led most of the others."""

    proposal: Proposal
    sure: bool
    chance: float
    agreed: int
    of: int
    returned: int
    nearest: tuple[Sent, ...]
    rival: str = ""
    rival_name: str = ""


def place(no: str, case: Case, now: datetime) -> Placed | None:
    """Whom to send the case to; None when neither matter nor place tells. One statement."""
    a = case.appeal
    answer, lines = _asked(no, case, now)
    found = directory.proposed(answer, a.place.district, a.place.street, a.accused)
    if found is None:
        return None
    agreed = sum(line.unit == found.lead.code for line in lines)
    prior = BY_LINE.get(len(found.of), GENERAL)
    chance = (agreed + prior * COUNTS_AS) / (len(lines) + COUNTS_AS)
    others = [line for line in lines if line.unit != found.lead.code]
    rival = max(others, key=lambda o: sum(x.unit == o.unit for x in others), default=None)
    return Placed(
        proposal=found, sure=chance >= SURE, chance=chance, agreed=agreed, of=len(lines),
        returned=sum(line.objections > 0 for line in lines), nearest=lines[:SHOWN],
        rival=rival.unit if rival else "", rival_name=rival.unit_name if rival else "",
    )  # fmt: skip


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
    'unit', unit, 'unit_name', unit_name, 'objections', objections, 'reworks', reworks)
    order by nth, registered_at desc), '[]')::text from earlier)
"""


def _asked(no: str, case: Case, now: datetime) -> tuple[str, tuple[Sent, ...]]:
    """What the directory says (see `directory.proposed`), and earlier cases that were sent to a
    unit: those that tell the like first, then those of the same subject in the same district, the
    newest first."""
    a = case.appeal
    asked = alike.question(now - alike.KEPT, now, no, MOST_ALIKE)
    asked |= directory.slots(a.subject, a.place.district, a.place.street, day(now))
    asked |= {
        "rarity": alike.UNKNOWN, "like": LIKE, "looked_at": LOOKED_AT, "subject": a.subject,
        "of_district": a.place.district,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked)
        answer, lines = cursor.fetchone()
    return answer, json.decode(lines, type=tuple[Sent, ...])
