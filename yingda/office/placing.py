# SPDX-License-Identifier: Apache-2.0
"""派给谁 Placing: the unit that the directory names, and whether earlier cases bear it out.

Sure is what is so in four of five: the share of earlier cases of this matter at this place that
ended with the proposed unit, with the kind of the directory's line counting as a few cases more.
"""

from datetime import datetime

from msgspec import Struct

from yingda.flow.case import Case
from yingda.flow.limits import day
from yingda.ledgers import alike
from yingda.ledgers.alike import AlikeLine
from yingda.ledgers.cases import CaseLine
from yingda.roster import directory
from yingda.roster.directory import Proposal

SURE = 0.8
LOOKED_AT = 30
SHOWN = 3
BY_LINE = {6: 0.9, 4: 0.8, 2: 0.65}
"""How often a line of the directory is right, by the digits of its subject; the first estimate of
a city that has no cases yet."""
GENERAL = 0.4
COUNTS_AS = 4.0


class Placed(Struct, frozen=True, kw_only=True):
    """派单建议 The proposal with its chance; of `of` earlier cases `agreed` ended with that unit
    and `returned` were disputed; `nearest` are shown. `rival` led most of the others."""

    proposal: Proposal
    sure: bool
    chance: float
    agreed: int
    of: int
    returned: int
    nearest: tuple[CaseLine, ...]
    rival: str = ""
    rival_name: str = ""


def place(no: str, case: Case, now: datetime) -> Placed | None:
    """Whom to send the case to; None when neither matter nor place tells. Four statements."""
    a = case.appeal
    found = directory.propose(a.subject, a.place.district, a.place.street, day(now), a.accused)
    if found is None:
        return None
    lines = _earlier(no, case, now)
    agreed = sum(line.unit == found.lead.code for line in lines)
    prior = BY_LINE.get(len(found.of), GENERAL)
    chance = (agreed + prior * COUNTS_AS) / (len(lines) + COUNTS_AS)
    others = [line for line in lines if line.unit != found.lead.code]
    rival = max(others, key=lambda o: sum(x.unit == o.unit for x in others), default=None)
    return Placed(
        proposal=found, sure=chance >= SURE, chance=chance, agreed=agreed, of=len(lines),
        returned=sum(line.objections > 0 for line in lines), nearest=tuple(lines[:SHOWN]),
        rival=rival.unit if rival else "", rival_name=rival.unit_name if rival else "",
    )  # fmt: skip


def _earlier(no: str, case: Case, now: datetime) -> list[CaseLine]:
    """Earlier cases that were sent to a unit: those that tell the like first, then those of the
    same subject in the same district, the newest first."""
    trace = AlikeLine.objects.filter(pk=no).values_list("keys", flat=True).first() or []
    near = alike.nearest(dict.fromkeys(trace, 7.0), now - alike.KEPT, now, no, 10)
    rank = {one.case_no: nth for nth, one in enumerate(near) if one.evidence >= 18.0}
    a = case.appeal
    sent = CaseLine.objects.exclude(unit="").exclude(pk=no)
    same = sent.filter(subject=a.subject, district=a.place.district).order_by("-registered_at")
    every = sent.filter(pk__in=list(rank)).union(same[: LOOKED_AT if a.subject else 0])
    newest = sorted(every, key=lambda line: line.registered_at, reverse=True)
    return sorted(newest, key=lambda line: rank.get(line.case_no, 99))
