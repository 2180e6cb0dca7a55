# SPDX-License-Identifier: Apache-2.0
"""表单栏 Fields of forms: unit, place, citations, yes-no-unsaid, moments."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yingda.flow.case import Addressee, Citation, Place
from yingda.roster import directory

from . import names, units

ROWS = 3


class UnitInput(forms.TextInput):
    """A text field with the units that match what is typed."""

    def __init__(self, **attrs: str) -> None:
        super().__init__(
            {
                "class": "form-control", "list": "units", "autocomplete": "off",
                "hx-get": "/units/", "hx-target": "#units",
                "hx-trigger": "input changed delay:200ms, focus once", "hx-swap": "innerHTML",
                "placeholder": _("单位名称或代码"), **attrs,
            }
        )  # fmt: skip


class UnitField(forms.CharField):
    """A handling unit, by code, name or the part of a name no other has; gives an Addressee."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=UnitInput(), **more)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError when no unit, or more than one, is meant."""
        typed = super().clean(value)
        return _addressee(typed) if typed else None


class UnitCodeField(UnitField):
    """The same, but gives the unit's code ("" where none was typed)."""

    def clean(self, value: Any) -> Any:
        """The code of the unit that is meant."""
        found = super().clean(value)
        return found.code if found else ""


def _addressee(typed: str) -> Addressee:
    unit = units.meant(typed)
    if unit is None:
        raise ValidationError(_("没有找到这个单位，或不止一个，请从列表中选择"))
    return directory.addressee(unit.code)


class UnitsInput(forms.MultiWidget):
    """Several units, one row each."""

    template_name = "kit/widgets/rows.html"

    def __init__(self) -> None:
        super().__init__([UnitInput() for _row in range(ROWS)])

    def decompress(self, value: Any) -> list[Any]:
        """The rows of a value."""
        return list(value or [])


class UnitsField(forms.MultiValueField):
    """Several handling units; gives a tuple of Addressees."""

    def __init__(self, **more: Any) -> None:
        rows = [forms.CharField(required=False) for _row in range(ROWS)]
        more["required"] = False
        super().__init__(rows, widget=UnitsInput(), require_all_fields=False, **more)

    def compress(self, values: list[str]) -> tuple[Addressee, ...]:
        """The units meant by the rows that are filled."""
        return tuple(_addressee(typed) for typed in values if typed)


class CitationInput(forms.MultiWidget):
    """Rows of title, article and the day of validity."""

    template_name = "kit/widgets/citations.html"

    def __init__(self) -> None:
        text = {"class": "form-control"}
        row = [
            forms.TextInput(text | {"placeholder": _("法规或政策名称")}),
            forms.TextInput(text | {"placeholder": _("条款")}),
            forms.DateInput(text | {"type": "date", "aria-label": _("适用日期")}),
        ]
        super().__init__([w for _row in range(ROWS) for w in row])

    def decompress(self, value: Any) -> list[Any]:
        """The cells of a value."""
        return [cell for q in value or () for cell in (q.title, q.article, q.valid_on)]


class CitationsField(forms.MultiValueField):
    """Laws and policies that are cited; a row with anything in it counts."""

    def __init__(self, **more: Any) -> None:
        cells = [
            field
            for _row in range(ROWS)
            for field in (
                forms.CharField(required=False), forms.CharField(required=False),
                forms.DateField(required=False),
            )
        ]  # fmt: skip
        more["required"] = False
        super().__init__(cells, widget=CitationInput(), require_all_fields=False, **more)

    def compress(self, values: list[Any]) -> tuple[Citation, ...]:
        """Raises ValidationError for a row without a day."""
        found = []
        for n in range(0, len(values), 3):
            title, article, valid_on = values[n : n + 3]
            if not (title or article or valid_on):
                continue
            if not isinstance(valid_on, date):
                raise ValidationError(_("引用须写明适用日期"))
            found.append(Citation(title=title, article=article, valid_on=valid_on))
        return tuple(found)


class PlaceInput(forms.MultiWidget):
    """Street (or district) from a list, and the public spot."""

    template_name = "kit/widgets/place.html"

    def __init__(self) -> None:
        super().__init__(
            [
                forms.Select({"class": "form-select", "aria-label": _("区、街道乡镇")}),
                forms.TextInput(
                    {"class": "form-control", "placeholder": _("公共地点，如路口、小区名")}
                ),
            ]
        )

    def decompress(self, value: Any) -> list[Any]:
        """Code and spot."""
        return [value.street or value.district, value.spot] if value else ["", ""]


class PlaceField(forms.MultiValueField):
    """A place; None where nothing was filled in."""

    def __init__(self, **more: Any) -> None:
        more["required"] = False
        cells = [forms.CharField(required=False), forms.CharField(required=False)]
        super().__init__(cells, widget=PlaceInput(), require_all_fields=False, **more)
        select: Any = self.widget.widgets[0]  # type: ignore[attr-defined]
        select.choices = place_choices  # asked for when it is shown

    def compress(self, values: list[str]) -> Place | None:
        """Codes of six digits are districts, of nine streets."""
        code, spot = values or ("", "")
        if not (code or spot):
            return None
        return Place(district=code[:6], street=code if len(code) == 9 else "", spot=spot)


def place_choices() -> list[Any]:
    """Districts, each with its streets."""
    found = names.places()
    districts = [code for code in found if len(code) == 6]
    groups: list[Any] = [("", "—")]
    for code in districts:
        below = [(c, n) for c, n in found.items() if len(c) == 9 and c.startswith(code)]
        groups.append((found[code], [(code, found[code]), *below]))
    return groups


def subject_choices() -> list[Any]:
    """The tree of subjects, in groups of the second level."""
    found = names.subjects()
    groups: list[Any] = [("", "—")]
    for code, name in found.items():
        if len(code) == 4:
            below = [(c, n) for c, n in found.items() if c.startswith(code) and c != code]
            groups.append((name, [(code, name), *below]))
    return groups


def yes_no(*, unsaid: bool) -> forms.TypedChoiceField:
    """Yes or no; where `unsaid`, nothing said is an answer of its own (None)."""
    choices: list[Any] = [("yes", _("是")), ("no", _("否"))]
    if unsaid:
        choices.append(("", _("未说")))
    return forms.TypedChoiceField(
        choices=choices, coerce=lambda v: v == "yes", empty_value=None, required=not unsaid,
        widget=forms.RadioSelect(),
    )  # fmt: skip


def moment() -> forms.DateTimeField:
    """A moment in the city's time, to the minute."""
    wanted = {"type": "datetime-local", "class": "form-control"}
    return forms.DateTimeField(widget=forms.DateTimeInput(wanted, format="%Y-%m-%dT%H:%M"))


def day() -> forms.DateField:
    """A day."""
    wanted = {"type": "date", "class": "form-control"}
    return forms.DateField(widget=forms.DateInput(wanted, format="%Y-%m-%d"))
