# SPDX-License-Identifier: Apache-2.0
"""表单 The appeal form and the look-up form: what is typed, checked field by field."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingda.channels.web.intake import MOST_WORDS, NATURES, phone_of
from yingda.faces.kit import names
from yingda.flow.grammar import Refusal
from yingda.flow.number import heard
from yingda.office import Photo
from yingda.office.pictures import MOST_BYTES, MOST_PHOTOS, cleaned
from yingda.roster.models import Place


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """All files chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class Photos(forms.Field):
    """Up to six pictures, each freed of everything but what it shows."""

    widget = ManyFiles

    def clean(self, value: Any) -> tuple[Photo, ...]:
        """The cleaned pictures. Raises ValidationError with the name of the file at fault."""
        if len(value or []) > MOST_PHOTOS:
            raise forms.ValidationError(
                gettext("最多可以上传{most}张照片").format(most=MOST_PHOTOS)
            )
        return tuple(self._one(file) for file in value or [])

    def _one(self, file: Any) -> Photo:
        photo = cleaned(file.read() if file.size <= MOST_BYTES else b"\0" * (MOST_BYTES + 1))
        if isinstance(photo, Refusal):
            words = gettext(photo.words).format(**photo.given)
            raise forms.ValidationError(f"{file.name}：{words}")
        return photo


def places() -> list[tuple[Any, ...]]:
    """Districts with their streets, for a select that needs no script."""
    rows = Place.objects.filter(kind__in=["district", "street"]).order_by("code")
    known = {row.code: row for row in rows}
    below: dict[str, list[tuple[str, str]]] = {}
    for row in known.values():
        if row.kind == "street":
            below.setdefault(row.parent_id or "", []).append((row.code, row.name))
    return [(code, known[code].name, below[code]) for code in sorted(below) if code in known]


class AppealForm(forms.Form):
    """写诉求."""

    words = forms.CharField(
        max_length=MOST_WORDS, error_messages={"required": _("请写明发生了什么事")}
    )
    district = forms.CharField(max_length=6, required=False)
    street = forms.CharField(max_length=9, required=False)
    spot = forms.CharField(max_length=200, required=False)
    nature = forms.ChoiceField(choices=[(n, n) for n in ("", *NATURES)], required=False)
    name = forms.CharField(max_length=60, required=False)
    phone = forms.CharField(
        max_length=40, error_messages={"required": _("请填写能联系到您的电话号码")}
    )
    confidential = forms.BooleanField(required=False)
    wants_reply = forms.BooleanField(required=False)
    photos = Photos(required=False)
    agreed = forms.BooleanField(error_messages={"required": _("请阅读并勾选同意")})
    key = forms.UUIDField()

    def clean_phone(self) -> str:
        """The number as digits."""
        phone = phone_of(self.cleaned_data["phone"])
        if not phone:
            raise forms.ValidationError(_("请填写正确的电话号码，例如 13800000000"))
        return phone

    def clean(self) -> dict[str, Any]:
        """A place must be known, and the street must lie in the district."""
        said = super().clean() or {}
        district, street = said.get("district", ""), said.get("street", "")
        if not (district or street):
            self.add_error("district", _("请选择事情发生在哪个区"))
            return said
        if street and district and not street.startswith(district):
            self.add_error("street", _("这个街道不在所选的区，请重新选择"))
        codes = {code for code in (district, street) if code}
        if Place.objects.filter(code__in=codes).count() != len(codes):
            self.add_error("district", _("请从列表中选择地点"))
        return said

    def natures(self) -> list[tuple[str, str]]:
        """The natures by name."""
        return [(nature, names.of("nature", nature)) for nature in NATURES]

    def new_key(self) -> str:
        """The key under which this form is carried out once, however often it is sent."""
        return str(self.data.get("key") or uuid.uuid4()) if self.is_bound else str(uuid.uuid4())


class LookUpForm(forms.Form):
    """查诉求."""

    no = forms.CharField(max_length=60, error_messages={"required": _("请填写诉求编号")})
    last_four = forms.CharField(max_length=20, error_messages={"required": _("请填写电话后四位")})

    def clean_no(self) -> str:
        """The number as it was given out."""
        number = heard(self.cleaned_data["no"])
        if number is None:
            raise forms.ValidationError(_("请核对编号：应为13位数字，可能有一位写错了"))
        return number

    def clean_last_four(self) -> str:
        """Four digits."""
        digits = phone_of(self.cleaned_data["last_four"] + "0000")
        if not digits or len(digits) != 8:
            raise forms.ValidationError(_("请填写登记电话的最后四位数字"))
        return digits[:4]
