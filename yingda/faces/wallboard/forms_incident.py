# SPDX-License-Identifier: Apache-2.0
"""事件表单 Forms of an incident: all of it, or its words alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingda import office
from yingda.faces.kit import fields, names
from yingda.office.incidents import LONGEST_SAID, Declared

from .forms import BOX, SELECT, queues

AREA = BOX | {"rows": 3}


class WordsForm(forms.Form):
    """说法 What callers hear, and what operators and the public are told."""

    announcement = forms.CharField(
        label=_("队列播报词"), required=False, max_length=120,
        widget=forms.TextInput(BOX | {"maxlength": LONGEST_SAID}),
        help_text=_("来电人在问候语之后、排队之前听到；算在15秒之内，宜短，最多60个字。"),
    )  # fmt: skip
    status = forms.CharField(
        label=_("口径（坐席看到的说法）"), required=False, max_length=400,
        widget=forms.Textarea(AREA), help_text=_("发生了什么、谁在处理、预计何时恢复。"),
    )  # fmt: skip
    public = forms.BooleanField(label=_("同时在公众网站显示口径"), required=False)


class IncidentForm(WordsForm):
    """突发事件 What happened, where, who sees to it, and how appeals about it are known."""

    title = forms.CharField(
        label=_("事件"), required=False, max_length=80, widget=forms.TextInput(BOX)
    )
    units = fields.UnitsField(label=_("处置单位"))
    queues = forms.MultipleChoiceField(
        label=_("播报的队列"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    parent = forms.CharField(
        label=_("主件编号"), required=False, max_length=40, widget=forms.TextInput(BOX),
        help_text=_("同一事件的诉求并入这一件。没有就先登记一件。"),
    )  # fmt: skip
    signs = forms.CharField(
        label=_("关键词"), required=False, max_length=200, widget=forms.TextInput(BOX),
        help_text=_("诉求里出现这些词就提级；用空格分开，如：停水 爆管。"),
    )  # fmt: skip
    tier = forms.ChoiceField(label=_("提到哪一级"), required=False, widget=forms.Select(SELECT))
    field_order = (
        "title", "place", "units", "announcement", "queues", "status", "public", "parent", "signs",
        "tier",
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # Not above: a place field asks the database, which a first `migrate` has not made yet.
        self.fields["place"] = fields.PlaceField(label=_("地点"))
        self.order_fields(self.field_order)
        tiers = [(t.id, names.choice_name(t)) for t in office.standard_in_force().tiers]
        self.fields["tier"].choices = [("", "—"), *tiers]  # type: ignore[attr-defined]
        self.fields["queues"].choices = queues()  # type: ignore[attr-defined]
        self.fields["title"].must = True  # type: ignore[attr-defined]

    def said(self) -> Declared:
        """What was typed, as it is declared."""
        typed = self.cleaned_data
        place = typed["place"]
        plain = {n: typed[n] for n in ("title", "announcement", "status", "public", "parent")}
        return Declared(
            **plain, tier=typed["tier"], queues=tuple(typed["queues"]),
            signs=tuple(typed["signs"].replace("，", " ").replace("、", " ").split()),
            units=tuple(unit.name for unit in typed["units"]),
            district=place.district if place else "", street=place.street if place else "",
            spot=place.spot if place else "",
        )  # fmt: skip
