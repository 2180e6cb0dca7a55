# SPDX-License-Identifier: Apache-2.0
"""接口来文 Shapes of what machines send. Ids are strings, moments carry their zone.

An unknown field is refused: a misspelt one would be lost in silence.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.functional_validators import AfterValidator

from yingda.flow.case import Outcome


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


class In(BaseModel):
    """Something sent to us. Not a Schema: that one looks every field up as an attribute first."""

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
    party: Annotated[Line, Field(description="被反映的单位或个人（加密保存）")] = ""
    happened: Annotated[Line, Field(description="事发时间，如实写诉求人的说法")] = ""
    scale: Annotated[Line, Field(description="涉及数量，如三十多户、200元")] = ""
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
