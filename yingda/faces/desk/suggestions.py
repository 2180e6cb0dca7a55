# SPDX-License-Identifier: Apache-2.0
"""登记提示 Suggestions beside the registration while the operator types: shown, never stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yingda.faces.kit import hinted
from yingda.faces.kit.duty import Signed, duties
from yingda.hints import facts
from yingda.office import suggesting

LONGEST = 3000
FIELDS = {
    "nature": "id_nature",
    "subject": "id_subject",
    "place": "id_place_0",
    "repeat_of": "id_repeat_of",
}
ASKED = (
    "own_words", "title", "phone", "nature", "subject", "place", "spot", "repeat_of", "happened",
    "scale", "party",
)  # fmt: skip


@never_cache
@duties("operator", "duty_leader")
@require_POST
def suggestions(request: Signed) -> HttpResponse:
    """What is suggested for what is typed so far, earlier cases like it, and what to ask still."""
    typed = _typed(request)
    found = suggesting.for_appeal(
        typed["title"], typed["own_words"], request.person, timezone.localtime(), typed
    )
    coded = [one for one in found.each if one.of not in facts.KINDS]
    shown: dict[str, Any] = {
        "rows": hinted.rows(coded, FIELDS, typed), "token": hinted.token(found.each),
        "facts": hinted.facts_of(found.each, typed), "earlier": found.earlier,
        "gaps": [suggesting.question(gap) for gap in found.gaps],
    }  # fmt: skip
    return render(request, "desk/_hints.html", shown)


def _typed(request: HttpRequest) -> dict[str, str]:
    """The fields that are looked at; name and address are not."""
    names = {"place": "place_0", "spot": "place_1"}
    said = {name: request.POST.get(names.get(name, name), "").strip() for name in ASKED}
    return {name: text.replace("\0", "")[:LONGEST] for name, text in said.items()}
