# SPDX-License-Identifier: Apache-2.0
"""用语提醒 Advice beside the reply while it is typed: shown, never stored, never in the way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yingda.faces.kit.duty import Signed, duties
from yingda.flow.limits import day
from yingda.flow.reply import TEXTS
from yingda.knowledge import laws
from yingda.ledgers import answers
from yingda.wording import Alike, Seen, advise, alike, answered, plain
from yingda.wording.advise import Advice

from . import seeing

MOST = 6
"""Pieces of advice shown at once: a longer list is not read."""
LONGEST = 6000
SAME, LAST, ENOUGH = 0.5, 80, 30
"""Said in another answer: from half on, among the unit's last 80, of at least 30 characters."""


@duties("clerk")
@require_POST
def advice(request: Signed, no: str) -> HttpResponse:
    """The advice on what is typed so far, and the requests that it does not take up yet.

    What a whole reply lacks is not said while it grows: the form marks the required parts.
    """
    story = seeing.opened(no, request.officer)
    typed = _typed(request)
    said = advise(typed, on=day(timezone.now()), editions=laws.compared(typed))
    asked = seeing.person_shown(story, request.person).get("words", "") or story.case.appeal.title
    left = answered(asked, typed) if typed else ()
    return render(request, "cases/_advice.html", {
        "advice": _each_once(said)[:MOST], "left": [one for one in left if not one.taken][:3],
        "alike": formula(typed, request.person.unit, story.case_no), "plain": plain(typed),
    })  # fmt: skip


def _typed(request: HttpRequest) -> str:
    parts = (request.POST.get(f"replies-{name}", "").strip() for name in TEXTS)
    return "\n".join(part for part in parts if part)[:LONGEST]


def formula(typed: str, unit: str, case_no: str) -> dict[str, Any] | None:
    """How much of what is typed the unit said in its answer to another case; None: little."""
    if len(typed) < ENOUGH:
        return None
    lines = [line for line in answers.of_unit(unit, LAST) if line.case_no != case_no]
    like: Alike = alike(typed, Seen.of((line.case_no, line.words) for line in lines))
    if like.share < SAME:
        return None
    return {"percent": round(100 * like.share), "other": like.other, "passage": like.passage}


def _each_once(said: tuple[Advice, ...]) -> list[Advice]:
    """A rule that speaks twice of the same words is shown once; what only sounds so comes last."""
    once = {(one.rule, one.text): one for one in said}
    return sorted(once.values(), key=lambda one: not one.sure)
