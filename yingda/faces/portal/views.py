# SPDX-License-Identifier: Apache-2.0
"""门户页面 The public's pages: write an appeal, look it up, act on it.

Every one works without scripts.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from msgspec.structs import replace

from yingda import channels, office
from yingda.channels.web import intake
from yingda.faces.kit import hinted, names, tries
from yingda.faces.kit.duty import public
from yingda.faces.kit.templatetags.kit import moment
from yingda.flow.grammar import Refusal
from yingda.flow.number import heard, spoken
from yingda.office import Story

from . import acts, replies, rights, wording
from .forms import AppealForm, LookUpForm, places

SENT = "sent_case"


def _see_other(name: str, **given: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"portal:{name}", kwargs=given), status=303)


def _in_words(refusal: Refusal) -> str:
    return _(refusal.words).format(**refusal.given)


@never_cache
@public
def appeal(request: HttpRequest) -> HttpResponse:
    """The form, or the same form with its faults marked and everything typed kept."""
    if request.method != "POST":
        return _appeal_page(request, AppealForm(initial={"wants_reply": True}))
    form = AppealForm(request.POST, request.FILES)
    if not form.is_valid():
        return _appeal_page(request, form)
    said = dict(form.cleaned_data)
    key = f"form-{said.pop('key')}"
    what = intake.read(said, timezone.now())
    if isinstance(what, channels.Intake):
        command = replace(what.command, hinted=hinted.opened(request))
        what = replace(what, command=command)
    outcome = what if isinstance(what, Refusal) else channels.register(what, key=key)
    if isinstance(outcome, Refusal):
        known = next((f for f in outcome.fields if f in form.fields), None)
        form.add_error(known, _in_words(outcome))
        return _appeal_page(request, form)
    request.session[SENT] = outcome.case_no
    rights.give(request, outcome.case_no)
    return _see_other("sent")


def _appeal_page(request: HttpRequest, form: AppealForm) -> HttpResponse:
    chosen = bool(request.FILES)
    shown = {"form": form, "places": places(), "key": form.new_key(), "had_photos": chosen}
    return render(request, "portal/appeal.html", shown, status=422 if form.is_bound else 200)


@never_cache
@public
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The number of the case just registered, and what happens next."""
    no = request.session.get(SENT, "")
    story = office.read(no) if no else None
    if story is None:
        return _see_other("look_up")
    shown = {"no": no, "next": wording.next_lines(story.case)}
    return render(request, "portal/sent.html", shown)


@never_cache
@public
def look_up(request: HttpRequest) -> HttpResponse:
    """Number and last four digits; the same answer whichever of them is wrong."""
    if request.method != "POST":
        no = heard(request.GET.get("no", ""))
        form = LookUpForm(initial={"no": spoken(no) if no else request.GET.get("no", "")[:60]})
        return render(request, "portal/look_up.html", {"form": form})
    form = LookUpForm(request.POST)
    if form.is_valid():
        no = form.cleaned_data["no"]
        counters = tries.keys(tries.address(request), no)
        if not tries.counted(counters):
            form.add_error(None, _("查询次数过多，请15分钟后再试，或拨打热线查询。"))
            return render(request, "portal/look_up.html", {"form": form}, status=429)
        if office.public_story(no, form.cleaned_data["last_four"]):
            tries.taken_back(counters)
            rights.give(request, no)
            return _see_other("case", no=no)
        form.add_error(None, _("编号或电话后四位不正确，请核对后再试。"))
    return render(request, "portal/look_up.html", {"form": form}, status=422)


def _own(request: HttpRequest, no: str) -> Story | None:
    return office.whole(no) if rights.held(request, no) else None


def _ask_again(no: str) -> HttpResponse:
    number = heard(no)
    return HttpResponseRedirect(
        reverse("portal:look_up") + (f"?no={number}" if number else ""), status=303
    )


@never_cache
@public
@require_GET
def case(request: HttpRequest, no: str) -> HttpResponse:
    """Where the person's case stands, what they were told, and what they may do now."""
    story = _own(request, no)
    return _case_page(request, story) if story else _ask_again(no)


def _case_page(
    request: HttpRequest, story: Story, act: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    case, now = story.case, timezone.now()
    lead = case.lead
    words = office.person_of(story, acts.APPELLANT).get("words", "")
    shown: dict[str, Any] = {
        "no": story.case_no, "case": case, "stage": wording.STAGES[case.stage], "words": words,
        "steps": wording.steps(case), "next": wording.next_lines(case),
        "told": wording.told_lines(story), "lead": lead.name if lead else "",
        "acts": acts.open_acts(case, now), "key": uuid.uuid4(),
        "act": act, "typed": request.POST, "refusal": _in_words(refusal) if refusal else "",
        "solved": names.TABLES["solved"].items(), "satisfied": names.TABLES["satisfied"].items(),
        "excluded": case.exclusion, "done": request.session.pop("portal_done", ""),
    }  # fmt: skip
    shown |= replies.shown(case)
    return render(request, "portal/case.html", shown, status=422 if refusal else 200)


DONE = {
    "supplement": "已补充，承办单位会看到。", "urge": "已催办，承办单位和热线会看到。",
    "rate": "感谢您的评价。", "contest": "您的异议已提交，将由另一人复核。",
    "withdraw": "诉求已撤回。", "reopen": "已重新办理，编号不变。",
}  # fmt: skip


@never_cache
@public
@require_POST
def act(request: HttpRequest, no: str, name: str) -> HttpResponse:
    """One act of the person on their own case; a refusal is shown in place, what was typed kept."""
    if name not in DONE:
        raise Http404
    story = _own(request, no)
    if story is None:
        return _ask_again(no)
    try:
        key = f"form-{uuid.UUID(request.POST.get('key', ''))}"
    except ValueError:
        key = ""
    heading = _("【诉求人补充 {at}】").format(at=moment(timezone.now()))
    outcome = acts.carry_out(story, name, request.POST, key, heading)
    if isinstance(outcome, Refusal):
        return _case_page(request, story, name, outcome)
    rights.give(request, no)
    request.session["portal_done"] = _(DONE[name])
    return _see_other("case", no=no)


@never_cache
@public
@require_GET
def photo(request: HttpRequest, no: str, photo_id: uuid.UUID) -> HttpResponse:
    """A picture of the person's own case."""
    story = _own(request, no)
    found = office.photo(no, str(photo_id)) if story else None
    if found is None:
        raise Http404
    media_type, content = found
    ending = media_type.rpartition("/")[2]
    return HttpResponse(
        content, content_type=media_type,
        headers={"Content-Disposition": f'inline; filename="{photo_id}.{ending}"'},
    )  # fmt: skip


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget on this device that the case was looked at."""
    rights.give_up(request)
    request.session.pop(SENT, None)
    return HttpResponseRedirect("/", status=303)
