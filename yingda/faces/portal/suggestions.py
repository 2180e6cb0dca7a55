# SPDX-License-Identifier: Apache-2.0
"""写诉求时的提示 Gentle suggestions while a citizen writes: place, kind, what else would help.

Nothing is kept and no case of anybody is looked at; the form is whole without any script.
"""

import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yingda.faces.kit import hinted, tries
from yingda.faces.kit.duty import public
from yingda.hints import shipped
from yingda.hints.gaps import Gap
from yingda.office import suggesting
from yingda.office.suggesting import Suggestion

LONGEST = 2000
WISHES = {
    "where": gettext_lazy("方便的话，请说说在哪个小区、路口或单位，我们能更快找到地方。"),
    "when": gettext_lazy("记得的话，请说说什么时候发生的，现在还在不在继续。"),
    "want": gettext_lazy("也可以说说您希望怎样解决。"),
}
GENERAL = frozenset(ask.ask for ask in shipped.questions().always)


@never_cache
@public
@require_POST
def suggestions(request: HttpRequest) -> HttpResponse:
    """What may be filled in from the words, and at most two friendly questions; nothing (204) for
    a place that asks without end."""
    if not tries.counted(tries.suggestion_keys(tries.address(request))):
        return HttpResponse(status=204)
    asked = ("words", "nature", "spot", "district", "street")
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in asked}
    typed["place"] = typed["street"] or typed["district"]
    found = suggesting.for_citizen(
        typed["words"].replace("\0", ""), timezone.localtime(), {"place": typed["place"], **typed}
    )
    kept = [one for one in found.each if one.of != "tier"]
    shown = {
        "choices": [_choice(one) for one in kept if typed.get(one.of) != one.value],
        "wishes": _wishes(found.gaps[:2]),
        "urgent": len(kept) < len(found.each), "token": hinted.token(kept),
    }  # fmt: skip
    return render(request, "portal/_suggestions.html", shown)


def _wishes(asked: Sequence[Gap]) -> list[str]:
    """What would help besides, asked gently: in words for all, or in one line what this matter
    needs."""
    general = [str(WISHES[gap.of]) for gap in asked if gap.ask in GENERAL]
    own = " ".join(suggesting.question(gap) for gap in asked if gap.ask not in GENERAL)
    helpful = _("想得起来的话，写上这些会办得更快：{questions}").format(questions=own)
    return [helpful, *general] if own else general


def _choice(one: Suggestion) -> hinted.Choice:
    """A button that fills in the kind, or the street with its district."""
    name = hinted.NAMES[one.of](one.value)
    if one.of == "nature":
        return hinted.Choice(
            _("这是“{name}”").format(name=name), json.dumps({"id_nature": one.value})
        )
    fills = {"id_district": one.value[:6], "id_street": one.value if len(one.value) > 6 else ""}
    return hinted.Choice(_("在{name}").format(name=name), json.dumps(fills))
