# SPDX-License-Identifier: Apache-2.0
"""登记 Register: the appeal becomes a case; what is missing is shown, and may be added later.

Beijing ordinance art. 10 (time, matter, contact: complete, accurate, standard) and art. 2
(natures).
"""

from datetime import datetime

from msgspec.structs import replace

from yingda.standard import Standard

from . import limits
from .case import Appeal, Case, Hinted, Place, Stage, beside, blank
from .grammar import Command, Decision, Event, Refusal


class Register(Command, frozen=True, kw_only=True):
    """登记. `particulars` is the id under which the person's own fields are sealed; `given` names
    those that were given (name, phone, words …); without `said_at` it was said just now."""

    channel: str
    title: str
    said_at: datetime | None = None
    particulars: str = ""
    given: tuple[str, ...] = ()
    nature: str = ""
    subject: str = ""
    place: Place = Place()
    confidential: bool = False
    on_behalf: bool = False
    wants_reply: bool = True
    call: str = ""
    beside: str = ""
    repeat_of: str = ""
    accused: str = ""
    photos: tuple[str, ...] = ()
    hinted: tuple[Hinted, ...] = ()
    happened: str = ""
    scale: str = ""


class Registered(Event, frozen=True, kw_only=True, tag="registered"):
    """已登记."""

    appeal: Appeal
    clocks: tuple[limits.Clock, ...] = ()


class Supplement(Command, frozen=True, kw_only=True):
    """补充: gaps of the record filled later, or a note added."""

    title: str = ""
    nature: str = ""
    subject: str = ""
    place: Place | None = None
    given: tuple[str, ...] = ()
    particulars: str = ""
    note: str = ""
    happened: str = ""
    scale: str = ""


class Supplemented(Event, frozen=True, kw_only=True, tag="supplemented"):
    """已补充."""

    appeal: Appeal
    note: str = ""


def present(c: Register | Appeal, given: tuple[str, ...]) -> set[str]:
    """The record fields that are filled."""
    told = {"title": not blank(c.title), "nature": bool(c.nature), "subject": bool(c.subject)}
    told |= {"said_at": True, "channel": bool(c.channel)}
    told |= {"happened": not blank(c.happened), "scale": not blank(c.scale)}
    told |= {"place": bool(c.place.district or c.place.spot)}
    return set(given) | {name for name, there in told.items() if there}


def said(c: Register) -> dict[str, str]:
    """What the form says where something may be suggested."""
    place = c.place.street or c.place.district
    return {"subject": c.subject, "nature": c.nature, "place": place, "repeat_of": c.repeat_of}


def register(case: Case | None, c: Register, standard: Standard, now: datetime) -> Decision:
    if case is not None:
        return Refusal("already_registered", "该诉求已登记")
    required, wanted = standard.record_fields(limits.day(now))
    there = present(c, c.given)
    missing = tuple(name for name in required if name not in there)
    if missing:
        given = {"missing": "、".join(missing)}
        words = "登记要素不全，缺少：{missing}"
        return Refusal("record_incomplete", words, "beijing-regulation-2021:10", given, missing)
    said_at = c.said_at or now
    if said_at > now:
        return Refusal("said_later", "诉求时间不能晚于现在", fields=("said_at",))
    appeal = Appeal(
        channel=c.channel, title=c.title.strip(), said_at=said_at, registered_at=now,
        particulars=c.particulars, nature=c.nature, subject=c.subject, place=c.place,
        confidential=c.confidential, on_behalf=c.on_behalf, wants_reply=c.wants_reply, call=c.call,
        beside=c.beside, repeat_of=c.repeat_of, accused=c.accused, photos=c.photos,
        gaps=tuple(name for name in wanted if name not in there),
        source=c.by.code if c.by.duty == "machine" else "",
        hinted=beside(c.hinted, "register", said(c)), happened=c.happened.strip(),
        scale=c.scale.strip(),
    )  # fmt: skip
    # Until it is graded a case runs on the general limit, so that none is ever unwatched.
    return [
        Registered(
            at=now,
            by=c.by,
            appeal=appeal,
            clocks=limits.begin(standard, "dispatch", "general", now),
        )
    ]


def registered(case: Case | None, e: Registered) -> Case:
    return Case(stage=Stage.REGISTERED, appeal=e.appeal, clocks=e.clocks)


def supplement(case: Case, c: Supplement, standard: Standard, now: datetime) -> Decision:
    if case.erased:
        return Refusal("erased", "个人信息已删除")
    if case.stage in (Stage.CLOSED, Stage.DIVERTED, Stage.MERGED):
        return Refusal("case_ended", "诉求已结束，不能再补充")
    old = case.appeal
    new = replace(
        old, title=c.title.strip() or old.title, nature=c.nature or old.nature,
        subject=c.subject or old.subject, place=c.place or old.place,
        particulars=c.particulars or old.particulars, scale=c.scale.strip() or old.scale,
        happened=c.happened.strip() or old.happened,
    )  # fmt: skip
    new = replace(new, gaps=tuple(g for g in old.gaps if g not in present(new, c.given)))
    if new == old and blank(c.note):
        return Refusal("nothing_added", "没有补充任何内容", fields=("note",))
    return [Supplemented(at=now, by=c.by, appeal=new, note=c.note)]


def supplemented(case: Case, e: Supplemented) -> Case:
    return replace(case, appeal=e.appeal)


DECIDE = {Register: register, Supplement: supplement}
EVOLVE = {Registered: registered, Supplemented: supplemented}
DUTIES = {
    Register: {"operator", "appellant", "machine", "duty_leader"},
    Supplement: {"operator", "dispatcher", "appellant", "duty_leader", "caller_back", "machine"},
}
NOTICES = {Registered: {"appellant", "dispatcher"}, Supplemented: {"unit"}}
