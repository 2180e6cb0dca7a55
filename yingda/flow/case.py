# SPDX-License-Identifier: Apache-2.0
"""诉求 Case: what is known of one appeal, folded from its record."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from .limits import Clocks


class Stage(StrEnum):
    """环节 Where a case stands."""

    REGISTERED = "registered"  # 已登记，待分级
    TRIAGED = "triaged"  # 已分级，待派单
    CONSULTING = "consulting"  # 会商中
    DISPATCHED = "dispatched"  # 已派单，待签收
    SIGNED_IN = "signed_in"  # 办理中
    REPLIED = "replied"  # 已答复，待审核
    ACCEPTED = "accepted"  # 审核通过，待回访
    FOLLOWED_UP = "followed_up"  # 已回访，待处置
    CLOSED = "closed"  # 已办结
    DIVERTED = "diverted"  # 已分流
    SUSPENDED = "suspended"  # 已挂账
    MERGED = "merged"  # 已并单


class Outcome(StrEnum):
    """办理结果 What the unit says became of the matter."""

    RESOLVED = "resolved"
    PARTLY = "partly"
    UNRESOLVED = "unresolved"
    UNREASONABLE = "unreasonable"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"


class Place(Struct, frozen=True, kw_only=True):
    """地点 Codes of the statistical divisions; `spot` is a public place, never a home address."""

    district: str = ""
    street: str = ""
    community: str = ""
    spot: str = ""


class Hinted(Struct, frozen=True, kw_only=True):
    """提示记 A suggestion that stood in a form when it was sent, and what the form said then.

    `of`: subject, nature, tier, place, unit, repeat_of; happened, scale, party, spot, of which only
    a keyed print of the words is kept. `sure`: it was shown as such and not as "拿不准"; `chance`
    from 0 to 1; `chosen` is None where the form does not ask for it. It decides nothing.
    """

    step: str
    of: str
    value: str
    sure: bool
    chance: float
    chosen: str | None = None


class Appeal(Struct, frozen=True, kw_only=True):
    """诉求 What was said, when and how; the person's own words and particulars are sealed
    elsewhere."""

    channel: str
    title: str
    said_at: datetime
    registered_at: datetime
    particulars: str = ""
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
    gaps: tuple[str, ...] = ()
    source: str = ""  # code of the machine that sent it
    happened: str = ""  # when the matter was, as told
    scale: str = ""  # how much, how many
    hinted: tuple[Hinted, ...] = ()


class Grade(Struct, frozen=True, kw_only=True):
    """分级 The tier given, why, and the two flags that raise it."""

    tier: str
    reason: str = ""
    unrest: bool = False
    danger: bool = False
    graded_at: datetime


class Addressee(Struct, frozen=True, kw_only=True):
    """A handling unit as the roster knows it: code, name, level, and the district government
    above."""

    code: str
    name: str
    level: str
    district: str = ""
    above: str = ""
    above_name: str = ""


class WorkOrder(Struct, frozen=True, kw_only=True):
    """工单 One sending of a case to one unit. `nth` counts from 1 in the case."""

    nth: int
    unit: str
    name: str
    level: str
    role: str  # lead 主办, assisting 协办, copy 抄送
    sent_at: datetime
    basis: str
    line: str = ""
    override: str = ""  # why it was sent against the level of the directory, if it was
    sign_by: datetime | None = None
    contact_by: datetime | None = None
    reply_by: datetime | None = None
    signed_at: datetime | None = None
    contacted_at: datetime | None = None
    attempts: int = 0
    reported: str = ""
    replied_at: datetime | None = None
    ended: str = ""  # undone, disputed, merged, suspended; "" while it stands

    @property
    def stands(self) -> bool:
        return not self.ended


class Diversion(Struct, frozen=True, kw_only=True):
    """分流 How a case ended without a work order, on which exit, and what the person was told."""

    exit: str
    told: str
    to: str = ""
    basis: str = ""
    at: datetime
    handed_at: datetime | None = None  # when an emergency was handed over


class Objection(Struct, frozen=True, kw_only=True):
    """异议 One dispute: by whom, why, whom they propose, and how it was decided."""

    order: int
    unit: str
    reason: str
    grounds: str
    proposed: str
    at: datetime
    decided: str = ""  # upheld, rejected, ruled
    decision: str = ""


class Request(Struct, frozen=True, kw_only=True):
    """申请 Something a unit asks for (more time, a pause), open until decided."""

    reason: str
    grounds: str
    until: datetime
    at: datetime
    by: str
    order: int = 0
    granted: bool | None = None
    decision: str = ""


class Citation(Struct, frozen=True, kw_only=True):
    """引用 A law, regulation or policy: title, article, and the day on which it is valid."""

    title: str
    article: str
    valid_on: date


class Answer(Struct, frozen=True, kw_only=True):
    """答复 One reply of the lead unit, in its required parts."""

    unit: str
    outcome: Outcome
    parts: dict[str, str]
    citations: tuple[Citation, ...]
    told_at: datetime | None
    told_way: str
    at: datetime
    in_time: bool
    reviewed: str = ""  # accepted, sent_back
    review: str = ""


class Interview(Struct, frozen=True, kw_only=True):
    """回访 One attempt to ask the person; what was not said stays None."""

    channel: str
    at: datetime
    reached: bool
    confirmed: bool
    contacted: bool | None = None
    solved: str | None = None  # yes, partly, no
    satisfied: str | None = None  # very, satisfied, basically, dissatisfied, very_dissatisfied
    words: str = ""
    reason: str = ""

    @property
    def valid(self) -> bool:
        """Answered by the person, with at least one answer. Silence is no answer."""
        said = self.contacted is not None or self.solved is not None or self.satisfied is not None
        return self.reached and self.confirmed and said


class Whistle(Struct, frozen=True, kw_only=True):
    """吹哨 A sub-district calls a department to the spot; the department reports."""

    order: int
    unit: str
    name: str
    need: str
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None


class Links(Struct, frozen=True, kw_only=True):
    """关联 Merged repeats: the parent this case was merged into, and the children it took in."""

    parent: str = ""
    children: tuple[str, ...] = ()
    echoed: str = ""  # outcome of the parent told to this child
    progress: tuple[str, ...] = ()


class Exclusion(Struct, frozen=True, kw_only=True):
    """剔除 A unit's request that a case should not count; two people decide; it can be
    contested."""

    reason: str
    grounds: str
    unit: str
    at: datetime
    decided_at: datetime | None = None  # when it was excluded; the time to contest begins
    first: str = ""  # code of the first approver
    second: str = ""
    state: str = "asked"  # asked, once, excluded, refused, contested, upheld, withdrawn
    decision: str = ""
    contested: str = ""


class Ending(Struct, frozen=True, kw_only=True):
    """办结 How and when the case ended, was shelved, or was opened again."""

    closed_at: datetime | None = None
    why: str = ""
    review_on: date | None = None
    reopened: int = 0
    new_facts: str = ""


class Case(Struct, frozen=True, kw_only=True):
    """The whole matter. At most twenty fields; a stage that needs more keeps its own value."""

    stage: Stage
    appeal: Appeal
    grade: Grade | None = None
    diversion: Diversion | None = None
    orders: tuple[WorkOrder, ...] = ()
    clocks: Clocks = ()
    objections: tuple[Objection, ...] = ()
    ruled: bool = False
    extensions: tuple[Request, ...] = ()
    pauses: tuple[Request, ...] = ()
    whistles: tuple[Whistle, ...] = ()
    answers: tuple[Answer, ...] = ()
    interviews: tuple[Interview, ...] = ()
    asked_out: bool = False  # follow-up ended without an answer
    reworks: int = 0
    links: Links = Links()
    exclusion: Exclusion | None = None
    ending: Ending = Ending()
    erased: bool = False
    seen: int = 0  # entries folded so far

    @property
    def tier(self) -> str:
        return self.grade.tier if self.grade else "general"

    @property
    def lead(self) -> WorkOrder | None:
        """The lead order that stands, if any."""
        return next((o for o in reversed(self.orders) if o.role == "lead" and o.stands), None)

    def order_of(self, unit: str) -> WorkOrder | None:
        """The standing order of `unit`, lead or assisting (copies give no duty)."""
        mine = [o for o in self.orders if o.unit == unit and o.stands and o.role != "copy"]
        return mine[-1] if mine else None

    @property
    def objection(self) -> Objection | None:
        """The dispute that waits for its decision; it falls with its order."""
        standing = {o.nth for o in self.orders if o.stands}
        return next((o for o in self.objections if not o.decided and o.order in standing), None)

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None


def work_order(
    unit: Addressee, role: str, nth: int, at: datetime, basis: str, clocks: Clocks, line: str = ""
) -> WorkOrder:
    """An order to `unit` with the limits of its own clocks written on it."""
    due = {clock.step: clock.due.at for clock in clocks if clock.order == nth}
    return WorkOrder(
        nth=nth, unit=unit.code, name=unit.name, level=unit.level, role=role, sent_at=at,
        basis=basis, line=line, sign_by=due.get("sign_in"), contact_by=due.get("contact"),
        reply_by=due.get("reply"),
    )  # fmt: skip


def dated(orders: tuple[WorkOrder, ...], clocks: Clocks) -> tuple[WorkOrder, ...]:
    """`orders` with the limits of their open `clocks` written on them."""
    due = {(k.order, k.step): k.due.at for k in clocks if k.open}
    return tuple(
        replace(
            o, sign_by=due.get((o.nth, "sign_in"), o.sign_by),
            contact_by=due.get((o.nth, "contact"), o.contact_by),
            reply_by=due.get((o.nth, "reply"), o.reply_by),
        )
        for o in orders
    )  # fmt: skip


def copied_above(unit: Addressee, accused: str = "") -> Addressee | None:
    """The district government that gets a copy when `unit` is a sub-district (art. 12), unless it
    is the one complained of."""
    if unit.level != "subdistrict" or not unit.above or unit.above == accused:
        return None
    return Addressee(
        code=unit.above, name=unit.above_name, level="district", district=unit.district
    )


def ended(case: Case, how: str, orders: tuple[int, ...]) -> tuple[WorkOrder, ...]:
    """The orders of `case`, those of `orders` marked as ended: `how`."""
    return tuple(replace(o, ended=how) if o.nth in orders else o for o in case.orders)


def undecided(case: Case, requests: tuple[Request, ...]) -> Request | None:
    """The request of the standing lead unit that waits for a decision; it falls with its order."""
    if case.lead is None or case.stage is not Stage.SIGNED_IN:
        return None
    mine = (0, case.lead.nth)
    return next((r for r in requests if r.granted is None and r.order in mine), None)


def with_order(case: Case, order: WorkOrder) -> Case:
    """`case` with its order of the same number replaced by `order`."""
    return replace(case, orders=tuple(order if o.nth == order.nth else o for o in case.orders))


def beside(hinted: tuple[Hinted, ...], step: str, said: Mapping[str, str]) -> tuple[Hinted, ...]:
    """Each suggestion of a form of this `step` beside what the form `said`."""
    return tuple(replace(h, step=step, chosen=said.get(h.of, h.chosen)) for h in hinted)


def hinted_too(case: Case, hinted: tuple[Hinted, ...]) -> Appeal:
    """The appeal with further suggestions noted; the same step again takes the place of the old."""
    again = {(h.step, h.of) for h in hinted}
    kept = tuple(h for h in case.appeal.hinted if (h.step, h.of) not in again)
    return replace(case.appeal, hinted=(*kept, *hinted)) if hinted else case.appeal


def blank(words: str) -> bool:
    """Nothing was written."""
    return not words.strip()
