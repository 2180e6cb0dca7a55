# SPDX-License-Identifier: Apache-2.0
"""案卷页 The page of a case and the forms of its acts: a form is one command, a refusal is 422."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingda import office
from yingda.faces.kit import asking, wording
from yingda.faces.kit.duty import Signed, duties, public, refused
from yingda.flow import number
from yingda.flow.grammar import Refusal
from yingda.flow.limits import day
from yingda.flow.reveal import Reveal, hidden_from_units
from yingda.office import Story
from yingda.roster import people

from . import doing, limits_shown, seeing, suggestions
from .acts import BESIDE, BY_SLUG, Act, offered


@public
@require_GET
def page(request: HttpRequest, no: str) -> HttpResponse:
    """The case for officers; the public is led to look it up with their phone number."""
    officer = people.officer_of(request.user)
    if officer is None:
        return redirect(f"/q/?no={number.heard(no) or no}")
    story = seeing.opened(no, officer)
    if story.case_no != no:
        return redirect(f"/cases/{story.case_no}/")
    shown = _shown(request, story, officer)
    acts = shown["acts"]
    first = acts[0] if acts and acts[0].command not in BESIDE else None
    if first:
        shown |= _form_shown(request, first, story, doing.form(first, story, request))
    return render(request, "cases/page.html", shown)


def _shown(request: HttpRequest, story: Story, officer: Any) -> dict[str, Any]:
    """What the page says of the case, whoever does what."""
    case = story.case
    by = doing.duty_of(officer)
    copied = seeing.copied_only(case, officer)
    return {
        "no": story.case_no, "case": case, "person": seeing.person_shown(story, by),
        "hidden": bool(by.unit) and hidden_from_units(case),
        "told_story": wording.story(story.events)[::-1], "orders": seeing.in_order(case.orders),
        "clocks": limits_shown.rows(case), "acts": [] if copied else offered(case, officer),
        "copied": copied, "told": story.told, "seen": case.seen,
        "next_clock": limits_shown.nearest(case), "hears": seeing.hears(officer),
        "knows": apps.is_installed("yingda.faces.knowledge"),
    }  # fmt: skip


def _form_shown(request: Any, act: Act, story: Story, form: Any, **more: Any) -> dict[str, Any]:
    """What the form of an act says."""
    shown: dict[str, Any] = {"no": story.case_no, "case": story.case, "act": act, "form": form}
    shown |= {"seen": story.case.seen, "key": doing.fresh_key()}
    if act.slug in suggestions.SHOWN_FOR:
        shown |= suggestions.shown(act.slug, story, form, request)
    if doing.is_reply(act):
        outcome = form["outcome"].value() or ""
        needed = set(doing.required_parts(outcome)) if outcome else set()
        for name, field in form.fields.items():
            field.must = name in needed or name == "outcome"
            field.aside = not field.must
        shown["outcome"] = outcome
    shown["searches"] = act.slug == "answers" and apps.is_installed("yingda.faces.knowledge")
    if doing.is_review(act):
        shown["answer"] = story.case.answer
    return shown | more


@duties()
@require_http_methods(["GET", "POST"])
def act(request: Signed, no: str, slug: str) -> HttpResponse:
    """The form of one act; a POST carries it out."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404
    story = seeing.opened(no, request.officer)
    by = doing.actor(request.user, found)
    if by is None or seeing.copied_only(story.case, request.officer):
        return refused(request)
    form = doing.form(found, story, request)
    if request.method == "GET" or "shape" in request.POST:
        return _answer(request, found, story, _reshaped(form))
    if not form.is_valid():
        kept = {"seen": request.POST.get("seen"), "key": request.POST.get("key")}
        return _answer(request, found, story, form, status=422, **kept)
    if found.command is Reveal:
        return _revealed(request, found, story, by, form)
    done = doing.do(found, by, story, form.cleaned_data, request)
    if isinstance(done, Refusal):
        return _refused(request, found, story, form, done)
    messages.success(request, _("已完成：{act}").format(act=found.name), f"{no}/{slug}")
    return _onward(request, f"/cases/{story.case_no}/")


def _reshaped(form: Any) -> Any:
    """A form shown again for another outcome: what was typed, and no faults yet."""
    if form.is_bound:
        form._errors = {}
    return form


def _onward(request: HttpRequest, to: str) -> HttpResponse:
    """303, or htmx's own way of going to another page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return HttpResponseRedirect(to, status=303)


def _answer(
    request: Any, found: Act, story: Story, form: Any, status: int = 200, **more: Any
) -> HttpResponse:
    shown = _form_shown(request, found, story, form, **more)
    if request.headers.get("HX-Request"):
        return render(request, "cases/_act.html", shown, status=status)
    shown = _shown(request, story, request.officer) | shown
    return render(request, "cases/page.html", shown, status=status)


def _refused(request: Any, found: Act, story: Story, form: Any, refusal: Refusal) -> HttpResponse:
    """422: the words, the clause with its title, the fields at fault, everything typed kept."""
    asking.mark(form, refusal)
    fresh = office.whole(story.case_no) or story
    more: dict[str, Any] = {"refusal": asking.in_words(refusal), "clause": clause_of(refusal)}
    more |= {"key": request.POST.get("key"), "seen": request.POST.get("seen")}
    if refusal.code == "changed_since":
        seen = int(request.POST.get("seen") or 0)
        more["since"] = wording.story(fresh.events)[seen:]
        more["seen"] = fresh.case.seen
    return _answer(request, found, fresh, form, status=422, **more)


def clause_of(refusal: Refusal) -> Any:
    """The clause that a refusal rests on, with its words and source; None where it names none."""
    if not refusal.clause:
        return None
    return office.standard_in_force().clause(refusal.clause, day(timezone.now()))


def _revealed(request: Any, found: Act, story: Story, by: Any, form: Any) -> HttpResponse:
    typed = form.cleaned_data
    plain = office.reveal(story.case_no, by, typed["fields"], typed["reason"])
    if isinstance(plain, Refusal):
        return _refused(request, found, story, form, plain)
    shown = {"no": story.case_no, "plain": plain}
    if request.headers.get("HX-Request"):
        answer = render(request, "cases/_revealed.html", shown)
    else:
        answer = render(request, "cases/revealed.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@duties()
@require_GET
def photo(request: Signed, no: str, photo_id: str) -> HttpResponse:
    """A photo of the case, to those who may open the case."""
    story = seeing.opened(no, request.officer)
    if photo_id not in story.case.appeal.photos:
        raise Http404
    found = office.photo(story.case_no, photo_id)
    if found is None:
        raise Http404
    media_type, content = found
    return HttpResponse(
        content, content_type=media_type,
        headers={
            "Content-Disposition": f'inline; filename="{story.case_no}.{media_type[6:]}"',
            "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip
