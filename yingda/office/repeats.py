# SPDX-License-Identifier: Apache-2.0
"""重复 Repeats: the same person again, the same matter told by others, and what is new in this one.

One statement, whatever the number of cases. Of the words of others nothing leaves this room:
what is new are sentences of the appeal that is being typed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from msgspec import Struct
from msgspec.structs import replace

from yingda.flow.grammar import Person
from yingda.hints.alike import new_in
from yingda.ledgers import alike
from yingda.ledgers.cases import CaseLine
from yingda.record import sealing

from . import tracing

SAME_WEIGHT, SAME_SHARE = 26.0, 0.35
LIKE_WEIGHT = 18.0
NEARBY = {9: 6.0, 6: 3.0}
ELSEWHERE = -8.0
MOST = 20
SHOWN = 4
_COMMITTEE = re.compile(r"(?:社区)?(?:居民|村民)委员会|社区居委会")
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
    but: str = "", apart: Sequence[str] = (),
) -> list[Earlier]:  # fmt: skip
    """Earlier cases to look at before this appeal becomes one more; `place` has six or nine digits.
    `apart`: names of places in it, which say nothing of the matter; who tells of another matter in
    the same street does not tell the same.

    Officers of units get none: they see only cases that were sent to them.
    """
    if by.unit:
        return []
    asked = tracing.trace(_without(title, apart), _without(words, apart))
    each = [_weighed(line, place) for line in _lines(asked, now, phone, but)]
    each = [one for one in each if one.mine or one.like]
    each.sort(key=lambda one: (-one.weight - 10 * one.mine, one.line.case_no))
    said = f"{title}。{words}"
    return [_compared(one, said) if nth < COMPARED else one for nth, one in enumerate(each[:SHOWN])]


def _without(text: str, apart: Sequence[str]) -> str:
    for name in sorted(apart, key=len, reverse=True):
        text = text.replace(name, "。")
    return _COMMITTEE.sub("。", text)


_LINES = f"""
with {alike.TOLD}, {alike.NEAREST}, who as materialized (
  select coalesce(%(phone)s::text, (select phone_hash from record_particulars
    where case_no = %(but)s and phone_hash is not null limit 1)) as phone
), boxed as materialized (
  select p.case_no, coalesce(p.phone_hash = (select phone from who), false) as mine, p.id, p.words
  from record_particulars p where p.case_no = any(array(select case_no from near))
    or p.phone_hash = (select phone from who)
  order by 2 desc, p.at desc limit (select count(*) from near) + 20
)
select c.*, n.shared, coalesce(n.evidence, 0) as evidence, coalesce(n.share, 0) as share,
  coalesce(b.mine, false) as mine, b.id as box, b.words
from (select case_no from near union select case_no from boxed) every
join ledgers_caseline c using (case_no) left join near n using (case_no)
left join boxed b using (case_no) where case_no <> %(but)s
"""


def _lines(keys: Mapping[int, float], now: datetime, phone: str, but: str) -> list[Any]:
    """Lines of cases near these pieces and of those of this person (of the phone, or of the case
    `but`), each with how near it is, whether it is theirs, and its words, sealed."""
    wanted = sealing.hashed(settings.RECORD_KEY, "phone", phone) if _whole(phone) else None
    if not keys and not wanted and not but:
        return []
    asked = alike.question(now - alike.KEPT, now, but, MOST) | alike.pieces(keys)
    return list(CaseLine.objects.raw(_LINES, asked | {"phone": wanted}))


def _whole(phone: str) -> bool:
    """Whether enough of a number was typed to be one."""
    return len(sealing.plain_phone(phone)) >= 7


def _weighed(line: Any, place: str) -> Earlier:
    """How much speaks for the same matter: what both say, and whether it is at the same place."""
    near, share = line.shared is not None, line.share
    nearby = _nearby(line, place)
    weight = line.evidence + (nearby if near else 0.0)
    alike_here = share >= SAME_SHARE and nearby >= 0
    same = near and (weight >= SAME_WEIGHT or (alike_here and line.shared >= 5))
    like = same or weight >= LIKE_WEIGHT
    return Earlier(line=line, mine=line.mine, same=same, like=like, weight=weight, share=share)


def _nearby(line: CaseLine, place: str) -> float:
    if not place or not line.district:
        return 0.0
    if len(place) == 9 and line.street == place:
        return NEARBY[9]
    return NEARBY[6] if line.district == place[:6] else ELSEWHERE


def _compared(one: Earlier, said: str) -> Earlier:
    line: Any = one.line
    if line.words is None:
        return one
    before = sealing.opened(settings.SEALING_KEYS, f"{line.box}:words", bytes(line.words))
    return replace(one, new=new_in(said, f"{one.line.title}。{before}"))


def votes(found: Sequence[Earlier]) -> dict[str, float]:
    """Subjects of earlier cases about the like, each with how strongly they speak for it."""
    told: dict[str, float] = {}
    for one in found:
        if one.like and one.line.subject:
            told[one.line.subject] = told.get(one.line.subject, 0.0) + min(one.weight / 20, 2.0)
    return told
