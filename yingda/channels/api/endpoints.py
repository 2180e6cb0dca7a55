# SPDX-License-Identifier: Apache-2.0
"""接口各项 The endpoints for appeals, cases and units."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field, StringConstraints

from yingda import channels, office, readings
from yingda.flow.case import Case, Stage
from yingda.flow.grammar import Person, Refusal, kept_as
from yingda.flow.number import spoken
from yingda.ledgers import cases as ledger
from yingda.ledgers.models import CaseLine
from yingda.office import Story
from yingda.roster.models import Place, Subject, Unit

from . import answers, intake, shapes
from .kit import by, done, key_of, mark, packed, story_of, unpacked
from .problems import Problem, refused
from .tokens import Bearer

router = Router()
PROBLEMS = {code: answers.ProblemOut for code in (401, 403, 404, 409, 422, 429)}
Limit = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[str, StringConstraints(max_length=200)]

_places: set[str] = set()
_subjects: set[str] = set()


def _known(model: Any, remembered: set[str], codes: Sequence[str]) -> bool:
    """Whether all `codes` stand in the roster; those found are remembered."""
    unknown = [code for code in codes if code and code not in remembered]
    if unknown:
        remembered |= set(model.objects.filter(pk__in=unknown).values_list("pk", flat=True))
    return all(code in remembered for code in codes if code)


def _check_codes(asked: shapes.AppealIn) -> None:
    place = asked.place
    if not _known(Place, _places, (place.district, place.street, place.community)):
        raise Problem(422, "no_such_place", "没有这个区划代码", fields=("place",))
    if not _known(Subject, _subjects, (asked.subject,)):
        raise Problem(422, "no_such_subject", "没有这个诉求分类", fields=("subject",))


@router.post(
    "/appeals", auth=Bearer("appeals:write"), tags=["诉求"], summary="报送诉求",
    response={201: answers.Done, **PROBLEMS},
)  # fmt: skip
def send_appeal(request: HttpRequest, asked: shapes.AppealIn) -> Any:
    """登记一件诉求。请带 `Idempotency-Key`：同一键重复报送只登记一次，并返回首次的结果。"""
    key = key_of(request)
    _check_codes(asked)
    raw = asked.model_dump()
    now = timezone.now()
    what = intake.read(raw, now, by(request))
    if isinstance(what, Refusal):
        raise refused(what)
    answer = done(channels.register(what, now=now, key=key))
    # Written out at once: the hottest answer of all needs no second look at its own shape.
    sent = HttpResponse(msgspec.json.encode(answer), "application/json; charset=utf-8", 201)
    sent["Location"] = f"/api/v1/cases/{answer['case_no']}"
    mark(sent, answer["position"])
    return sent


def _visible(who: Person) -> QuerySet[CaseLine]:
    return ledger.of_unit(who.unit) if who.unit else ledger.sent_by(who.code)


@router.get(
    "/cases", auth=Bearer("cases:read"), tags=["诉求"], summary="诉求列表",
    response={200: answers.CasePage, **PROBLEMS},
)  # fmt: skip
def list_cases(
    request: HttpRequest, after: Cursor = "", limit: Limit = 50, stage: Stage | None = None,
    since: Annotated[shapes.Moment | None, Query(description="登记时间不早于")] = None,
) -> Any:  # fmt: skip
    """按登记时间排列。有单位的令牌看到派给本单位的诉求，其余看到自己报送的诉求。"""
    found = _visible(by(request)).order_by("registered_at", "case_no")
    if stage:
        found = found.filter(stage=stage.value)
    if since:
        found = found.filter(registered_at__gte=since)
    if after:
        at, no = unpacked(after)
        found = found.filter(
            Q(registered_at=at, case_no__gt=no) | Q(registered_at__gt=at), registered_at__gte=at
        )
    page = list(found[: limit + 1])
    more = len(page) > limit
    last = page[limit - 1] if more else None
    cursor = packed(last.registered_at, last.case_no) if last else None
    return {"cases": [_line(line) for line in page[:limit]], "after": cursor}


def _line(line: CaseLine) -> dict[str, Any]:
    shown = {
        name: getattr(line, name) for name in answers.CaseOut.model_fields if hasattr(line, name)
    }
    return shown | {"number": spoken(line.case_no), "position": line.version}


@router.get(
    "/cases/{no}", auth=Bearer("cases:read"), tags=["诉求"], summary="一件诉求",
    response={200: answers.CaseWhole, **PROBLEMS},
)  # fmt: skip
def one_case(request: HttpRequest, response: HttpResponse, no: str) -> Any:
    """案卷全貌。响应的 `ETag` 是案卷的位置，办理时放入 `If-Match` 可防止覆盖他人的变化。"""
    who = by(request)
    story = story_of(no, who)
    mark(response, story.case.seen)
    return _whole(story, who)


def _whole(story: Story, who: Person) -> dict[str, Any]:
    case, a = story.case, story.case.appeal
    return {
        "case_no": story.case_no, "number": spoken(story.case_no), "position": case.seen,
        "stage": case.stage, "tier": case.tier, "title": "" if case.erased else a.title,
        "nature": a.nature, "subject": a.subject, "channel": a.channel,
        "district": a.place.district, "street": a.place.street, "community": a.place.community,
        "spot": a.place.spot, "confidential": a.confidential, "said_at": a.said_at,
        "registered_at": a.registered_at, "gaps": list(a.gaps),
        "person": office.person_behind(story.case_no, case, who),
        "orders": [_named(o, answers.OrderOut) for o in case.orders],
        "clocks": _clocks(case), "replies": [_reply(answer) for answer in case.answers],
        "events": [
            {
                "position": n, "kind": kept_as(type(e)), "at": e.at, "duty": e.by.duty,
                "unit": e.by.unit,
            }
            for n, e in enumerate(story.events, 1)
        ],
    }  # fmt: skip


def _named(value: Any, shape: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in shape.model_fields if hasattr(value, name)}


def _clocks(case: Case) -> list[dict[str, Any]]:
    return [
        _named(k, answers.ClockOut) | {"due_at": k.due.at, "clause": k.due.clause}
        for k in case.clocks
    ]


def _reply(answer: Any) -> dict[str, Any]:
    cited = [_named(c, answers.CitationOut) for c in answer.citations]
    return _named(answer, answers.ReplyOut) | {"citations": cited}


@router.get(
    "/readings", auth=Bearer("cases:read"), tags=["计量"], summary="读数",
    response={200: answers.ReadingsOut, **PROBLEMS},
)  # fmt: skip
def list_readings(
    request: HttpRequest, own: Annotated[bool, Query(description="只看本单位")] = False
) -> Any:
    """现行服务标准各条的读数，含算式、计入数、剔除数（按理由）和不剔除的读数。"""
    now, unit = timezone.now(), by(request).unit
    if own and not unit:
        raise Problem(422, "no_unit", "该令牌没有单位", fields=("own",))
    found = readings.read(office.standard_in_force(), now, unit=unit if own else "")
    return {"as_of": now, "readings": [_named(r, answers.ReadingOut) for r in found]}


@router.get(
    "/units", auth=Bearer(), tags=["名录"], summary="承办单位",
    response={200: answers.UnitPage, **PROBLEMS},
)  # fmt: skip
def list_units(
    request: HttpRequest, after: shapes.Code = "", limit: Limit = 200, district: shapes.Digits = ""
) -> Any:
    """在用的承办单位，按代码排列。"""
    found = Unit.objects.filter(active=True, code__gt=after).order_by("code")
    if district:
        found = found.filter(district=district)
    page = list(found[: limit + 1])
    cursor = page[limit - 1].code if len(page) > limit else None
    return {"units": [_named(u, answers.UnitOut) for u in page[:limit]], "after": cursor}
