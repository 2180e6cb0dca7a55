# SPDX-License-Identifier: Apache-2.0
"""接口回文 Shapes of what machines are given. Ids are strings, moments carry their zone."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from yingda.flow.case import Outcome, Stage


class Done(Schema):
    """A command carried out. `position`: send it back in `If-Match` with the next act."""

    case_no: str
    number: Annotated[str, Field(description="读给诉求人听的编号")]
    position: int
    events: list[str]
    repeated: Annotated[bool, Field(description="同一幂等键的首次结果")] = False


class CaseOut(Schema):
    """One line of the list."""

    case_no: str
    number: str
    stage: Stage
    tier: str
    nature: str
    subject: str
    district: str
    street: str
    channel: str
    title: str
    unit: str
    unit_name: str
    outcome: str
    confidential: bool
    registered_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    position: int


class CasePage(Schema):
    """A page of cases; `after` leads to the next one, null on the last."""

    cases: list[CaseOut]
    after: str | None


class OrderOut(Schema):
    """工单."""

    nth: int
    unit: str
    name: str
    role: str
    basis: str
    sent_at: datetime
    sign_by: datetime | None
    contact_by: datetime | None
    reply_by: datetime | None
    signed_at: datetime | None
    replied_at: datetime | None
    ended: str


class ClockOut(Schema):
    """时限: due when, by which clause, how it stands."""

    step: str
    unit: str
    order: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    paused: bool
    called_off: bool
    clause: str


class CitationOut(Schema):
    """引用."""

    title: str
    article: str
    valid_on: date


class ReplyOut(Schema):
    """答复."""

    unit: str
    outcome: Outcome
    parts: dict[str, str]
    citations: list[CitationOut]
    told_at: datetime | None
    at: datetime
    in_time: bool
    reviewed: str


class EventOut(Schema):
    """What happened, when, and in which duty."""

    position: int
    kind: str
    at: datetime
    duty: str
    unit: str


class CaseWhole(Schema):
    """The whole case, as far as this token may see it."""

    case_no: str
    number: str
    position: int
    stage: Stage
    tier: str
    title: str
    nature: str
    subject: str
    channel: str
    district: str
    street: str
    community: str
    spot: str
    confidential: bool
    said_at: datetime
    registered_at: datetime
    gaps: list[str]
    person: Annotated[dict[str, str], Field(description="诉求人信息，姓名、电话、住址均已隐去部分")]
    orders: list[OrderOut]
    clocks: list[ClockOut]
    replies: list[ReplyOut]
    events: list[EventOut]


class ReadingOut(Schema):
    """读数 of one clause; shares from 0 to 1, null where nothing was counted."""

    clause: str
    words: str
    words_en: str
    source: str
    since: date
    value: float | None
    formula: str
    target: float | None
    at_most: bool
    met: bool | None
    counted: int
    excluded: dict[str, int]
    whole: Annotated[float | None, Field(description="不剔除时的读数")]
    low: float | None
    high: float | None
    note: str
    unmeasured: Annotated[str, Field(description="没有读数的原因")]


class ReadingsOut(Schema):
    """All readings as of a moment."""

    as_of: datetime
    readings: list[ReadingOut]


class UnitOut(Schema):
    """承办单位."""

    code: str
    name: str
    name_en: str
    level: str
    district: str


class UnitPage(Schema):
    """A page of units."""

    units: list[UnitOut]
    after: str | None


class ProblemOut(Schema):
    """RFC 9457. `code` is stable; `detail` is for people."""

    type: str
    status: int
    code: str
    title: str
    detail: str
    clause: str = ""
    fields: list[str] = []
