# SPDX-License-Identifier: Apache-2.0
"""归并 Gathering: which cases tell of one matter, and which matters rise (未诉先办, arts. 24-26).

Done by the watcher behind the acts, never in a request. A case belongs to the matter of the case
that is nearest to it in the two months before; cases are not merged by that: a person does so.
"""

from datetime import datetime, timedelta

from django.db import transaction

from yingda.flow.limits import day
from yingda.ledgers import alike, rising
from yingda.ledgers.alike import AlikeLine, Near
from yingda.measure.rising import chance, rises, usual

from .repeats import SAME_SHARE, SAME_WEIGHT

TOGETHER = timedelta(days=60)
LEAST_OF_A_MATTER, LEAST_AT_A_PLACE = 4, 5
MOSTLY = 0.8
"""A district is not named beside one street of it from which most of its cases come."""
BATCH = 300
LOOK_EVERY = timedelta(minutes=10)
COUNT_EVERY = timedelta(days=1)
_looked: dict[str, datetime] = {}


def keep_up(now: datetime) -> None:
    """One round of the watcher: gather what came; every ten minutes look what rises; every day
    drop old traces and count how often each piece stands in the others."""
    gather(now)
    if now - _looked.get("at", now - LOOK_EVERY) >= LOOK_EVERY:
        _looked["at"] = now
        look(now)
    if now - _looked.get("counted", now - COUNT_EVERY) >= COUNT_EVERY:
        _looked["counted"] = now
        alike.drop_old(now)
        alike.count_pieces()


def gather(now: datetime, most: int = BATCH) -> int:
    """Find the matter of each trace that has none yet, the oldest first; how many were looked at.
    Several watchers divide them."""
    with transaction.atomic():
        fresh = AlikeLine.objects.filter(matter="", at__lte=now).order_by("at", "case_no")
        rows = list(fresh.select_for_update(skip_locked=True)[:most])
        for row in rows:
            near = alike.nearest(
                dict.fromkeys(row.keys, alike.UNKNOWN), row.at - TOGETHER, row.at, row.case_no, 1
            )
            best = near[0] if near and one_matter(near[0]) else None
            row.matter = (best.matter or best.case_no) if best else row.case_no
            AlikeLine.objects.filter(pk=row.pk).update(matter=row.matter)
    return len(rows)


def one_matter(near: Near) -> bool:
    """Whether both tell of one matter, by what they say alone."""
    return near.evidence >= SAME_WEIGHT or (near.share >= SAME_SHARE and near.both >= 5)


def look(now: datetime) -> int:
    """Note what rises now; how many matters."""
    on, weeks = day(now), rising.BEFORE / rising.WINDOW
    places = rising.at_places(on, LEAST_AT_A_PLACE)
    narrow = {(c.subject, c.district): c.cases for c in places if c.street}
    counted = [
        *(c for c in places
          if rises(c.cases, c.before, weeks, LEAST_AT_A_PLACE)
          and (c.street or narrow.get((c.subject, c.district), 0) < MOSTLY * c.cases)),
        *(c for c in rising.told_by_many(now, LEAST_OF_A_MATTER)
          if rises(c.cases, c.before, weeks, LEAST_OF_A_MATTER)),
    ]  # fmt: skip
    found = [(c, usual(c.before, weeks), chance(c.cases, c.before, weeks)) for c in counted]
    rising.keep(found, on)
    return len(found)
