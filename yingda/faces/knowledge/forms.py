# SPDX-License-Identifier: Apache-2.0
"""表单 Forms: an entry of the knowledge base as its owner writes it."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingda.knowledge import entries
from yingda.knowledge.models import Entry

_CODE = re.compile(r"[\w.-]{1,40}")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EntryForm(forms.Form):
    """词条 One entry; similar questions stand one on a line."""

    code = forms.CharField(label=_("编号"), max_length=40, required=False)
    question = forms.CharField(label=_("问题"), max_length=300)
    similar = forms.CharField(
        label=_("相似问法（一行一个）"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    answer = forms.CharField(
        label=_("答案"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    source = forms.CharField(label=_("依据"), max_length=500)
    owner = forms.CharField(label=_("责任单位"), max_length=40)
    subject = forms.CharField(label=_("诉求分类"), max_length=12, required=False)
    valid_from = forms.DateField(label=_("生效日期"), widget=_DAY)
    valid_until = forms.DateField(label=_("失效日期"), required=False, widget=_DAY)
    review_by = forms.DateField(label=_("复核日期"), widget=_DAY)

    @staticmethod
    def of(entry: Entry | None, review_by: date) -> dict[str, Any]:
        """What the form begins with."""
        if entry is None:
            return {"review_by": review_by}
        said = {field: getattr(entry, field) for field in entries.SAID}
        return said | {"code": entry.code, "similar": "\n".join(entry.similar)}

    def may_be(self, entry: Entry | None) -> bool:
        """Whether it can be written; says at the field what is wrong."""
        c = self.cleaned_data
        if c["valid_until"] and c["valid_until"] < c["valid_from"]:
            self.add_error("valid_until", _("失效日期早于生效日期"))
        if entry is None and not _CODE.fullmatch(c["code"]):
            self.add_error("code", _("编号只用字母、数字、点和横线"))
        elif entry is None and Entry.objects.filter(code=c["code"]).exists():
            self.add_error("code", _("已有这个编号，请打开该词条修改"))
        return not self.errors

    def said(self) -> dict[str, Any]:
        """The fields of `entries.SAID`."""
        said = {field: self.cleaned_data[field] for field in entries.SAID}
        lines = (line.strip()[:300] for line in said["similar"].splitlines())
        return said | {"similar": [line for line in lines if line][:50]}
