# SPDX-License-Identifier: Apache-2.0
"""来电名单 Listed callers: who is answered first, or in a queue of their own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yingda.faces.kit import asking
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.flow.limits import day
from yingda.ledgers import listed
from yingda.office import listing

SIZE = 50
_BOX = {"class": "form-control"}


class ListedForm(forms.Form):
    """列入名单."""

    number = forms.CharField(
        label=gettext_lazy("来电号码"), required=False, max_length=40,
        widget=forms.TextInput(_BOX | {"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    priority = forms.IntegerField(
        label=gettext_lazy("优先级（0至99，越大越先接）"), required=False,
        widget=forms.NumberInput(_BOX | {"min": 0, "max": listing.HIGHEST}),
    )  # fmt: skip
    queue = forms.ChoiceField(
        label=gettext_lazy("专门队列"), required=False,
        widget=forms.Select({"class": "form-select"}),
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("有效至（不填为长期）"), required=False,
        widget=forms.DateInput(_BOX | {"type": "date"}),
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("理由"), required=False, max_length=200,
        widget=forms.TextInput(_BOX), help_text=gettext_lazy("如：独居老人、只讲方言、重点企业"),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["number"].private = True  # type: ignore[attr-defined]
        queues = [(one.name, one.title) for one in settings.CITY.phone.queues]
        self.fields["queue"].choices = [("", "—"), *queues]  # type: ignore[attr-defined]


@duties("duty_leader", "administrator")
@require_http_methods(["GET", "POST"])
def callers(request: Signed) -> HttpResponse:
    """The list; a POST puts a caller on it or takes one off. Numbers are shown by their tails."""
    now = timezone.now()
    if (line := request.POST.get("end", "")).isdecimal():
        if listing.end(int(line), request.person, now):
            messages.success(request, _("已从名单移除"))
        return HttpResponseRedirect(request.path, status=303)
    form = ListedForm(request.POST or None, initial={"priority": 10})
    shown: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"priority": form.cleaned_data["priority"] or 0}
        done = listing.put(**typed, by=request.person, now=now)
        if not isinstance(done, Refusal):
            messages.success(request, _("已列入名单，十秒内生效"))
            return HttpResponseRedirect(request.path, status=303)
        asking.mark(form, done)
        shown["refusal"] = asking.in_words(done)
    shown |= _page(request)
    return render(request, "desk/listed.html", shown, status=422 if form.is_bound else 200)


def _page(request: Signed) -> dict[str, Any]:
    rows = listed.in_force(day(timezone.now()))
    if (before := request.GET.get("before", "")).isdecimal():
        rows = rows.filter(id__lt=int(before))
    found = list(rows[: SIZE + 1])
    titles = {one.name: one.title for one in settings.CITY.phone.queues}
    lines = [(line, titles.get(line.queue, line.queue)) for line in found[:SIZE]]
    return {"lines": lines, "more": found[SIZE - 1].id if len(found) > SIZE else 0}
