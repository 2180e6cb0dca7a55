# SPDX-License-Identifier: Apache-2.0
"""重复 Repeats: the same person again, the same matter told by others, and what is new in this one.

Three statements, whatever the number of cases. Of the words of others nothing leaves this room:
what is new are sentences of the appeal that is being typed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection
from msgspec import Struct
from msgspec.structs import replace

from yingda.flow.grammar import Person
from yingda.hints.alike import new_in
from yingda.ledgers import alike
from yingda.ledgers.alike import Near
from yingda.ledgers.cases import CaseLine
from yingda.record import sealing

from . import tracing

SAME_WEIGHT, SAME_SHARE = 26.0, 0.35
LIKE_WEIGHT = 18.0
NEARBY = {9: 6.0, 6: 3.0}
ELSEWHERE = -8.0
SHOWN = 4
COMPARED = 3


class Earlier(Struct, frozen=True, kw_only=True):
    """先前诉求 An earlier case of the same person (`mine`) or about what seems the same matter
    (`same`, or only `like` it), as listed; `new` are sentences of this appeal that it does not
    have, None where they were not compared."""

    line: CaseLine
    mine: bool
    same: bool
    like: bool
    weight: float = 0.0
    share: float = 0.0
    new: tuple[str, ...] | None = None


def find(
    title: str, words: str, by: Person, now: datetime, phone: str = "", place: str = "",
    but: str = "",
) -> list[Earlier]:  # fmt: skip
    """Earlier cases to look at before this appeal becomes one more; `place` has six or nine digits.

    Officers of units get none: they see only cases that were sent to them.
    """
    if by.unit:
        return []
    near = alike.nearest(tracing.trace(title, words), now - alike.KEPT, now, but)
    found = {one.case_no: one for one in near}
    boxes = _boxes(list(found), phone, but)
    lines = CaseLine.objects.in_bulk([*found, *boxes])
    each = [
        _weighed(lines[no], found.get(no), no in boxes and boxes[no][0], place)
        for no in lines
        if no != but
    ]
    each = [one for one in each if one.mine or one.like]
    each.sort(key=lambda one: (-one.weight - 10 * one.mine, one.line.case_no))
    said = f"{title}。{words}"
    return [
        _compared(one, boxes, said) if nth < COMPARED else one
        for nth, one in enumerate(each[:SHOWN])
    ]


_BOXES = """
with who as (select coalesce(%(phone)s, (select phone_hash from record_particulars
  where case_no = %(but)s and phone_hash is not null limit 1)) as phone)
select p.case_no, coalesce(p.phone_hash = who.phone, false), p.id::text, p.words
from record_particulars p, who where p.case_no = any(%(near)s) or p.phone_hash = who.phone
order by (p.phone_hash = who.phone) is not true, p.at desc limit %(most)s
"""


def _boxes(near: list[str], phone: str, but: str) -> dict[str, tuple[bool, str, bytes | None]]:
    """By case: whether it is of this person (of the phone, or of the case `but`), and its words,
    sealed. Of those near and of theirs."""
    wanted = sealing.hashed(settings.RECORD_KEY, "phone", phone) if _whole(phone) else None
    if not near and not wanted and not but:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BOXES, {
            "near": near, "phone": wanted, "but": but, "most": len(near) + 20,
        })  # fmt: skip
        return {
            no: (mine, row, bytes(box) if box else None) for no, mine, row, box in cursor.fetchall()
        }


def _whole(phone: str) -> bool:
    """Whether enough of a number was typed to be one."""
    return len(sealing.plain_phone(phone)) >= 7


def _weighed(line: CaseLine, near: Near | None, mine: bool, place: str) -> Earlier:
    """How much speaks for the same matter: what both say, and whether it is at the same place."""
    weight = (near.evidence if near else 0.0) + (_nearby(line, place) if near else 0.0)
    share = near.share if near else 0.0
    same = near is not None and (weight >= SAME_WEIGHT or (share >= SAME_SHARE and near.both >= 5))
    like = same or weight >= LIKE_WEIGHT
    return Earlier(line=line, mine=mine, same=same, like=like, weight=weight, share=share)


def _nearby(line: CaseLine, place: str) -> float:
    if not place or not line.district:
        return 0.0
    if len(place) == 9 and line.street == place:
        return NEARBY[9]
    return NEARBY[6] if line.district == place[:6] else ELSEWHERE


def _compared(
    one: Earlier, boxes: Mapping[str, tuple[bool, str, bytes | None]], said: str
) -> Earlier:
    _mine, row, box = boxes.get(one.line.case_no, (False, "", None))
    if box is None:
        return one
    before = sealing.opened(settings.SEALING_KEYS, f"{row}:words", box)
    return replace(one, new=new_in(said, f"{one.line.title}。{before}"))


def votes(found: Sequence[Earlier]) -> dict[str, float]:
    """Subjects of earlier cases about the like, each with how strongly they speak for it."""
    told: dict[str, float] = {}
    for one in found:
        if one.like and one.line.subject:
            told[one.line.subject] = told.get(one.line.subject, 0.0) + min(one.weight / 20, 2.0)
    return told
