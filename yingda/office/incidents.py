# SPDX-License-Identifier: Apache-2.0
"""突发事件 Incidents: the duty leader declares one, says it otherwise, ends it.

One declaration gives the queue's announcement, the parent of the appeals about it, and the words
that operators and the public are told. Nothing here speaks with the switch: `channels.phone`
tells it what is declared, again whenever it connects.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from yingda.flow import number
from yingda.flow.case import Stage
from yingda.flow.grammar import Person, Refusal
from yingda.hints import shipped, weather
from yingda.hints.signs import Word
from yingda.ledgers import incidents
from yingda.ledgers.cases import CaseLine
from yingda.ledgers.incidents import IncidentLine

from .door import standard_in_force

LEADERS = ("duty_leader",)
LONGEST_SAID = 60
"""播报不宜长 Characters of an announcement: it is heard before the queue, inside the limit."""

FRESH = 5.0
"""Seconds for which a process believes the incidents that it knows."""
SHORTEST_SIGN, LONGEST_SIGN = 2, 20
ENDED = (Stage.CLOSED, Stage.DIVERTED, Stage.MERGED)


class Declared(Struct, frozen=True, kw_only=True):
    """What is said when an incident is declared; see yingda.ledgers.incidents."""

    title: str
    district: str = ""
    street: str = ""
    spot: str = ""
    units: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    announcement: str = ""
    status: str = ""
    public: bool = False
    parent: str = ""
    tier: str = ""
    signs: tuple[str, ...] = ()


def declare(said: Declared, by: Person, now: datetime) -> IncidentLine | Refusal:
    """宣布 From now on: callers hear it, operators say it, appeals about it find their parent."""
    said = _plain(said)
    if found := _fault(said, by, now.date()) or _taken(said.queues if said.announcement else ()):
        return found
    with transaction.atomic():
        line = IncidentLine.objects.create(
            **{name: _kept(getattr(said, name)) for name in Declared.__struct_fields__},
            declared_by=by.code, declared_name=by.name, declared_at=now,
        )  # fmt: skip
        incidents.say(line, "declared", by.code, by.name, now)
    forget()
    return line


def say(
    incident: int, by: Person, now: datetime, *, announcement: str, status: str, public: bool
) -> IncidentLine | Refusal:
    """改说法 New words for an incident that lasts; the old ones are kept."""
    with transaction.atomic():
        line = incidents.going_on().select_for_update().filter(id=incident).first()
        if line is None:
            return Refusal("no_such_incident", "这一事件已经结束，请重新宣布")
        given = {"announcement": announcement, "status": status, "public": public}
        said = _plain(_declared(line, given))
        fault = _fault(said, by, now.date(), known=True)
        if found := fault or _taken(line.queues if said.announcement else (), but=line.id):
            return found
        line.announcement, line.status, line.public = said.announcement, said.status, said.public
        line.save(update_fields=["announcement", "status", "public"])
        incidents.say(line, "said", by.code, by.name, now)
    forget()
    return line


def _declared(line: IncidentLine, given: Mapping[str, Any]) -> Declared:
    known = {name: getattr(line, name) for name in Declared.__struct_fields__}
    known |= {name: tuple(known[name]) for name in ("units", "queues", "signs")}
    return Declared(**{**known, **given})


def end(incident: int, by: Person, now: datetime) -> IncidentLine | Refusal:
    """结束 The announcement and the words are gone; the incident and all its words are kept."""
    if by.duty not in LEADERS:
        return _not_theirs()
    with transaction.atomic():
        line = incidents.going_on().select_for_update().filter(id=incident).first()
        if line is None:
            return Refusal("no_such_incident", "这一事件已经结束，请重新宣布")
        line.ended_at, line.ended_name = now, by.name
        line.save(update_fields=["ended_at", "ended_name"])
        incidents.say(line, "ended", by.code, by.name, now)
    forget()
    return line


def _plain(said: Declared) -> Declared:
    signs = tuple(dict.fromkeys(sign.strip() for sign in said.signs if sign.strip()))
    return replace(
        said, title=said.title.strip(), spot=said.spot.strip(), status=said.status.strip(),
        announcement=" ".join(said.announcement.split()), signs=signs,
        parent=number.heard(said.parent) or said.parent.strip(),
    )  # fmt: skip


def _kept(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _fault(said: Declared, by: Person, on: date, known: bool = False) -> Refusal | None:
    """What is wrong with it, if anything. `known`: an incident of which only the words change."""
    if by.duty not in LEADERS:
        return _not_theirs()
    if not said.title:
        return Refusal("no_title", "请写明发生了什么事", fields=("title",))
    if not said.announcement and not said.status:
        fields = ("announcement", "status")
        return Refusal("nothing_told", "播报词和口径至少写一项", fields=fields)
    if len(said.announcement) > LONGEST_SAID:
        given = {"most": str(LONGEST_SAID)}
        words = "播报词不超过{most}个字：它算在接听时限之内"
        return Refusal("too_long", words, fields=("announcement",), given=given)
    if said.announcement and not said.queues:
        return Refusal("no_queue", "请选择在哪些队列播报", fields=("queues",))
    if unknown := sorted(set(said.queues) - {queue.name for queue in settings.CITY.phone.queues}):
        return Refusal("unknown_queue", "没有队列 {queue}", given={"queue": unknown[0]})
    return None if known else _unfounded(said, on)


def _unfounded(said: Declared, on: date) -> Refusal | None:
    """Whether the parent is a case that can take others in, and the signs are words."""
    if said.parent:
        parent = CaseLine.objects.filter(case_no=said.parent).first()
        if parent is None:
            return Refusal("no_such_case", "没有这件诉求，请核对编号", fields=("parent",))
        if parent.stage in ENDED:
            words = "主件已结束或已并入别件，请另选一件"
            return Refusal("parent_ended", words, fields=("parent",))
    if any(not SHORTEST_SIGN <= len(sign) <= LONGEST_SIGN for sign in said.signs):
        return Refusal("bad_sign", "关键词每个二至二十个字", fields=("signs",))
    if said.signs and said.tier not in {tier.id for tier in standard_in_force().tiers}:
        return Refusal("no_tier", "写了关键词，请选择相关诉求提到哪一级", fields=("tier",))
    return None


def _taken(queues: Sequence[str], but: int = 0) -> Refusal | None:
    """A queue says one thing at a time."""
    for line in incidents.going_on().exclude(announcement="").exclude(id=but):
        if set(line.queues) & set(queues):
            words = "“{title}”正在同一队列播报，请先结束它或修改它的播报词"
            return Refusal("queue_taken", words, fields=("queues",), given={"title": line.title})
    return None


def _not_theirs() -> Refusal:
    return Refusal("not_their_duty", "突发事件由值班长宣布和结束")


_held: list[tuple[float, list[IncidentLine]]] = []


def lasting() -> list[IncidentLine]:
    """The incidents that last, the latest first; asked again after FRESH seconds, and at once by
    the process in which one was declared, changed or ended."""
    if not _held or time.monotonic() - _held[0][0] > FRESH:
        _held[:] = [(time.monotonic(), list(incidents.going_on()))]
    return _held[0][1]


def forget() -> None:
    """Ask afresh at the next question."""
    _held.clear()


def raised_words() -> tuple[Word, ...]:
    """提级词 The words by which appeals about incidents that last are known: for yingda.hints.

    A title that names a weather warning with its colour (暴雨橙色预警) brings the words of it.
    """
    kinds, found = shipped.weather_kinds(), []
    for line in lasting():
        if line.tier:
            found += [Word(words=sign, tier=line.tier, why=line.title) for sign in line.signs]
        found += weather.words(weather.declared(line.title, kinds), kinds)
    return tuple(found)
