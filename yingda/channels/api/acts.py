# SPDX-License-Identifier: Apache-2.0
"""办理接口 A unit's acts by its own system: an endpoint for each command of a machine."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yingda.flow.case import Citation
from yingda.flow.dispute import Dispute
from yingda.flow.extend import AskExtension
from yingda.flow.handle import Contact, Contribute, NoteProgress
from yingda.flow.pause import AskPause, Resume
from yingda.flow.reply import Reply
from yingda.flow.sign_in import SignIn
from yingda.flow.whistle import AnswerWhistle

from . import answers, shapes
from .endpoints import PROBLEMS
from .kit import act, by, mark
from .tokens import Bearer

router = Router(auth=Bearer("unit:act"), tags=["办理"])
ANSWERS: dict[int, Any] = {200: answers.Done, **PROBLEMS}


def _act(request: HttpRequest, response: HttpResponse, no: str, command: Any) -> Any:
    answer = act(request, no, command)
    mark(response, answer["position"])
    return answer


@router.post("/cases/{no}/sign-in", summary="签收", response=ANSWERS)
def sign_in(request: HttpRequest, response: HttpResponse, no: str) -> Any:
    """签收派给本单位的工单。"""
    return _act(request, response, no, SignIn(by=by(request)))


@router.post("/cases/{no}/contacts", summary="联系诉求人", response=ANSWERS)
def contact(request: HttpRequest, response: HttpResponse, no: str, asked: shapes.ContactIn) -> Any:
    """记录一次联系；联系上的，须记下诉求人的意见。"""
    return _act(request, response, no, Contact(by=by(request), **asked.model_dump()))


@router.post("/cases/{no}/progress", summary="办理进展", response=ANSWERS)
def progress(
    request: HttpRequest, response: HttpResponse, no: str, asked: shapes.ProgressIn
) -> Any:
    """记录进展；`tell` 为真时告知诉求人。"""
    return _act(request, response, no, NoteProgress(by=by(request), **asked.model_dump()))


@router.post("/cases/{no}/contributions", summary="协办反馈", response=ANSWERS)
def contribute(
    request: HttpRequest, response: HttpResponse, no: str, asked: shapes.ReportIn
) -> Any:
    """协办单位向主办单位反馈。"""
    return _act(request, response, no, Contribute(by=by(request), report=asked.report))


@router.post("/cases/{no}/whistle-answers", summary="吹哨报到", response=ANSWERS)
def answer_whistle(
    request: HttpRequest, response: HttpResponse, no: str, asked: shapes.AnswerIn
) -> Any:
    """说明到场处置的情况。"""
    return _act(request, response, no, AnswerWhistle(by=by(request), answer=asked.answer))


@router.post("/cases/{no}/disputes", summary="派单异议", response=ANSWERS)
def dispute(request: HttpRequest, response: HttpResponse, no: str, asked: shapes.DisputeIn) -> Any:
    """对派单提出异议；时限照常计算。"""
    return _act(request, response, no, Dispute(by=by(request), **asked.model_dump()))


@router.post("/cases/{no}/extensions", summary="申请延期", response=ANSWERS)
def extend(request: HttpRequest, response: HttpResponse, no: str, asked: shapes.ExtensionIn) -> Any:
    """到期之前说明理由和依据。"""
    return _act(request, response, no, AskExtension(by=by(request), **asked.model_dump()))


@router.post("/cases/{no}/pauses", summary="申请暂停", response=ANSWERS)
def pause(request: HttpRequest, response: HttpResponse, no: str, asked: shapes.PauseIn) -> Any:
    """理由须在服务标准列出的范围内。"""
    return _act(request, response, no, AskPause(by=by(request), **asked.model_dump()))


@router.post("/cases/{no}/resumptions", summary="恢复计时", response=ANSWERS)
def resume(request: HttpRequest, response: HttpResponse, no: str, asked: shapes.ResumeIn) -> Any:
    """提前结束暂停。"""
    return _act(request, response, no, Resume(by=by(request), reason=asked.reason))


@router.post("/cases/{no}/replies", summary="答复", response=ANSWERS)
def reply(request: HttpRequest, response: HttpResponse, no: str, asked: shapes.ReplyIn) -> Any:
    """按办理结果填写必备内容；`told_at`、`told_way` 写明何时、如何告知诉求人。"""
    said = asked.model_dump() | {
        "citations": tuple(Citation(**c.model_dump()) for c in asked.citations)
    }
    return _act(request, response, no, Reply(by=by(request), **said))
