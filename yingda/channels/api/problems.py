# SPDX-License-Identifier: Apache-2.0
"""问题说明 Problems: every error as `application/problem+json` (RFC 9457) with a stable code.

`code` is for programs and never changes its meaning; `detail` is for people, in their language.
What was sent is never repeated: it may hold particulars of a person.
"""

import logging
from typing import Any

import msgspec
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from psycopg_pool import PoolTimeout

from yingda.flow.grammar import Refusal
from yingda.office.door import Overtaken

_log = logging.getLogger("yingda.api")

STATUS = {"changed_since": 409, "not_your_duty": 403, "no_such_case": 404}
TITLES = {
    400: "请求无法读取", 401: "需要有效的令牌", 403: "无权办理", 404: "没有找到",
    409: "已有新的变化", 413: "请求过大", 422: "不能照办", 429: "请求过于频繁", 500: "系统出错",
    503: "暂时繁忙",
}  # fmt: skip


class Problem(Exception):
    """A request that is not carried out: HTTP status, stable code, words with {slots}."""

    def __init__(
        self, status: int, code: str, words: str, *, given: dict[str, str] | None = None,
        clause: str = "", fields: tuple[str, ...] = (), wait: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(code)
        self.status, self.code, self.words = status, code, words
        self.given, self.clause, self.fields, self.wait = given or {}, clause, fields, wait


BUSY = Problem(503, "busy", "系统暂时繁忙，请稍后再试", wait=1)


def refused(refusal: Refusal) -> Problem:
    """The problem that a refusal of the flow is."""
    return Problem(
        STATUS.get(refusal.code, 422), refusal.code, refusal.words, given=refusal.given,
        clause=refusal.clause, fields=refusal.fields,
    )  # fmt: skip


def shown(problem: Problem) -> HttpResponse:
    """`problem` as it is answered."""
    body: dict[str, Any] = {
        "type": "about:blank", "status": problem.status, "code": problem.code,
        "title": _(TITLES.get(problem.status, "不能照办")),
        "detail": _(problem.words).format(**problem.given),
    }  # fmt: skip
    if problem.clause:
        body["clause"] = problem.clause
    if problem.fields:
        body["fields"] = list(problem.fields)
    answer = HttpResponse(
        msgspec.json.encode(body), status=problem.status, content_type="application/problem+json"
    )
    if problem.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="yingda"'
    if problem.wait:
        answer["Retry-After"] = str(problem.wait)
    return answer


def _field(fault: dict[str, Any]) -> str:
    places = [str(part) for part in fault.get("loc", ()) if part not in ("body", "query", "path")]
    return ".".join(places[1:] if places[:1] == ["asked"] else places)


def _invalid(request: HttpRequest, fault: Any) -> HttpResponse:
    fields = tuple(dict.fromkeys(filter(None, map(_field, fault.errors))))
    words = "请求的内容不符合接口规定，请核对标出的各项"
    return shown(Problem(422, "invalid", words, fields=fields))


def _http(request: HttpRequest, fault: Any) -> HttpResponse:
    codes = {400: ("unreadable", "请求的内容不是正确的 JSON"), 401: ("no_token", "请出示令牌")}
    code, words = codes.get(fault.status_code, ("refused", "不能照办"))
    return shown(Problem(fault.status_code, code, words))


def _fault(request: HttpRequest, fault: Any) -> HttpResponse:
    _log.error("%s %s", request.method, request.path, exc_info=fault)
    return shown(Problem(500, "fault", "系统出错，已记录，请稍后再试"))


def _problem(request: HttpRequest, fault: Any) -> HttpResponse:
    return shown(fault)


def explain_all(api: NinjaAPI) -> None:
    """Let every error of `api` be answered as a problem."""
    api.add_exception_handler(Exception, _fault)
    api.add_exception_handler(OperationalError, lambda request, fault: shown(BUSY))
    api.add_exception_handler(PoolTimeout, lambda request, fault: shown(BUSY))
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(
        AuthenticationError, lambda request, fault: shown(Problem(401, "no_token", "请出示令牌"))
    )
    api.add_exception_handler(
        Http404, lambda request, fault: shown(Problem(404, "not_found", "没有找到"))
    )
    api.add_exception_handler(Overtaken, lambda request, fault: shown(BUSY))
