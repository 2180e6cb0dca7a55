# SPDX-License-Identifier: Apache-2.0
"""接口格式 Shapes of what machines send and get. Ids are strings, moments carry their zone.

An unknown field is refused: a misspelt one would be lost in silence.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints
from pydantic.functional_validators import AfterValidator

from yingda.flow.case import Outcome, Stage


def _printable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("no NUL")
    return text


def _modern(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2200:
        raise ValueError("2000-2200")
    return moment


_Text = Annotated[str, AfterValidator(_printable)]
Moment = Annotated[AwareDatetime, AfterValidator(_modern)]
Line = Annotated[_Text, StringConstraints(max_length=200)]
Words = Annotated[_Text, StringConstraints(max_length=5000)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{0,40}$")]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")]
Subject = Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")]
Number = Annotated[str, StringConstraints(pattern=r"^([0-9]{13})?$")]
Phone = Annotated[str, StringConstraints(pattern=r"^[+0-9][0-9 -]{4,24}$")]
Nature = Literal["consult", "help", "complaint", "report", "suggest", "praise", "other", ""]


class In(Schema):
    """Something sent to us."""

    model_config = ConfigDict(extra="forbid")


class PlaceIn(In):
    """地点 Codes of the statistical divisions; `spot` is a public place, never a home address."""

    district: Digits = ""
    street: Digits = ""
    community: Digits = ""
    spot: Line = ""


class AppealIn(In):
    """诉求."""

    words: Annotated[Words, Field(min_length=1, description="诉求人的原话")]
    title: Line = ""
    name: Annotated[Line, Field(description="姓名（加密保存）")] = ""
    phone: Annotated[Phone | None, Field(description="联系电话（加密保存）")] = None
    address: Annotated[Line, Field(description="住址（加密保存）")] = ""
    said_at: Annotated[Moment | None, Field(description="诉求时间，须带时区")] = None
    nature: Nature = ""
    subject: Annotated[Subject, Field(description="诉求分类代码")] = ""
    place: PlaceIn = PlaceIn()
    confidential: bool = False
    on_behalf: bool = False
    wants_reply: bool = True
    accused: Annotated[Code, Field(description="被反映的单位代码")] = ""
    reference: Annotated[Code, Field(description="贵方系统中的编号，不得含个人信息")] = ""
    repeat_of: Number = ""


class ContactIn(In):
    """联系诉求人的一次尝试."""

    way: Line
    reached: bool
    heard: Words = ""


class ProgressIn(In):
    """办理进展."""

    words: Words
    tell: Annotated[bool, Field(description="是否告知诉求人")] = False


class ReportIn(In):
    """协办反馈."""

    report: Words


class AnswerIn(In):
    """吹哨报到."""

    answer: Words


class DisputeIn(In):
    """派单异议."""

    reason: Code
    proposed: Annotated[Code, Field(description="建议承办单位的代码")]
    grounds: Words


class ExtensionIn(In):
    """延期申请."""

    reason: Words
    basis: Words
    until: Moment


class PauseIn(In):
    """暂停申请."""

    reason: Code
    grounds: Words
    until: Moment


class ResumeIn(In):
    """恢复计时."""

    reason: Words = ""


class CitationIn(In):
    """引用的法律法规或政策."""

    title: Line
    article: Line
    valid_on: date


class ReplyIn(In):
    """答复. Which parts an outcome needs is set by the standard."""

    outcome: Outcome
    found: Words = ""
    done: Words = ""
    reason: Words = ""
    difficulty: Words = ""
    measures: Words = ""
    plan: Words = ""
    plan_by: date | None = None
    facts: Words = ""
    citations: Annotated[list[CitationIn], Field(max_length=20)] = []
    referred_to: Words = ""
    withdrawal: Words = ""
    told_at: Moment | None = None
    told_way: Line = ""


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
