# SPDX-License-Identifier: Apache-2.0
"""剧本 What a row asks of the office, one act after another, at its moments.

Only what the row itself tells is done: nothing is handled, rated or closed that the file does not
say. What the standard asks for and the file lacks is filled with words that say so.
"""

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from yingda.flow.case import Addressee
from yingda.flow.dispatch import Dispatch
from yingda.flow.dispute import Dispute, Rule, Uphold
from yingda.flow.grammar import Command, Person, Refusal
from yingda.flow.limits import ZONE, day
from yingda.flow.register import Register
from yingda.flow.reply import Reply
from yingda.flow.review import Accept
from yingda.flow.sign_in import SignIn
from yingda.flow.triage import Triage
from yingda.office import Outcome as Carried
from yingda.office import Told

from .sheet import Handling, Map, Row

CODE = "replay"
MACHINE = Person("回放", "machine", code=CODE)
DISPATCHER = Person("派单员（回放）", "dispatcher", code=CODE)
LEADER = Person("值班长（回放）", "duty_leader", code=CODE)
REVIEWER = Person("审核员（回放）", "reviewer", code=CODE)

DONE = Carried(case_no="", position=0, events=[], repeated=True)
"""Stands for an act that an earlier replay has carried out."""


class Act(Struct, frozen=True, kw_only=True):
    """One command and its moment."""

    at: datetime
    command: Command
    told: Told | None = None


Script = Generator[Act, Carried | Refusal, None]


def script(row: Row, plan: Map) -> Script:
    """The acts of `row`; what came of each is sent back in."""
    register = Register(
        by=MACHINE, channel=row.channel, title=row.title, said_at=row.at, nature=row.nature,
        place=row.place, given=plan.withheld, wants_reply=False,
    )  # fmt: skip
    if _failed((yield Act(at=row.at, command=register, told=Told(words=row.words)))):
        return
    triage = Triage(by=DISPATCHER, tier=plan.tier, reason=plan.tier_reason)
    if _failed((yield Act(at=row.at, command=triage))) or plan.handling is None:
        return
    yield from _handled(row, plan.handling, plan.districts)


def _failed(outcome: Carried | Refusal) -> bool:
    return isinstance(outcome, Refusal)


def _unit(row: Row, h: Handling, nth: int, districts: dict[str, str]) -> Addressee:
    district = districts.get(row.district, "")
    return Addressee(
        code=f"{CODE}-{district or 'city'}-{nth}",
        name=h.unit.format(district=row.district, nth=nth), level=h.level, district=district,
    )  # fmt: skip


def _clerk(unit: Addressee) -> Person:
    return Person("经办人（回放）", "clerk", unit=unit.code, code=CODE)


def _handled(row: Row, h: Handling, districts: dict[str, str]) -> Script:
    """Dispatch, each re-transfer as an objection that is upheld or ruled upon, and the reply."""
    unit = _unit(row, h, 1, districts)
    if _failed((yield _dispatch(row.at, unit, h))):
        return
    for nth, at in enumerate(_transfer_moments(row, h), 1):
        following = _unit(row, h, nth + 1, districts)
        dispute = Dispute(
            by=_clerk(unit), reason=h.objection, proposed=following.code, grounds=h.unsaid
        )
        if _failed((yield Act(at=at, command=dispute))):
            break
        if _failed((yield from _sent_on(at, nth, following, h))):
            break
        unit = following
    if row.reply and row.reply_after is not None:
        yield from _answered(replied_at(row, h), _clerk(unit), row, h)


def _sent_on(
    at: datetime, nth: int, unit: Addressee, h: Handling
) -> Generator[Act, Carried | Refusal, Carried | Refusal]:
    """The first objection is upheld and the case dispatched anew; later ones are ruled upon."""
    if nth > 1:
        rule = Rule(by=LEADER, lead=unit, decision=h.unsaid, participants=h.unsaid, basis=h.basis)
        return (yield Act(at=at, command=rule))
    upheld = yield Act(at=at, command=Uphold(by=DISPATCHER, decision=h.unsaid))
    return upheld if _failed(upheld) else (yield _dispatch(at, unit, h))


def _dispatch(at: datetime, unit: Addressee, h: Handling) -> Act:
    return Act(at=at, command=Dispatch(by=DISPATCHER, lead=unit, basis=h.basis))


def _answered(at: datetime, clerk: Person, row: Row, h: Handling) -> Script:
    """Signed in, replied and accepted at the moment of the reply: the file tells no other."""
    if _failed((yield Act(at=at, command=SignIn(by=clerk)))):
        return
    reply = Reply(
        by=clerk, outcome=h.outcome, done=row.reply, told_at=at, told_way=h.unsaid,
        plan_by=day(at) if h.plans else None,
    )  # fmt: skip
    reply = replace(reply, **h.parts)
    if not _failed((yield Act(at=at, command=reply))):
        yield Act(at=at, command=Accept(by=REVIEWER, note=h.unsaid))


def replied_at(row: Row, h: Handling) -> datetime:
    """The day of the last reply, at the map's hour; never before the appeal itself."""
    on = row.at.astimezone(ZONE).date() + timedelta(days=row.reply_after or 0)
    return max(row.at, datetime.combine(on, h.hour, ZONE))


def _transfer_moments(row: Row, h: Handling) -> Iterator[datetime]:
    """The re-transfers, spread evenly up to the reply (a day apart where there is none)."""
    never = row.at + timedelta(days=row.transfers + 1)
    until = replied_at(row, h) if row.reply_after is not None else never
    for nth in range(1, row.transfers + 1):
        yield row.at + (until - row.at) * nth / (row.transfers + 1)
