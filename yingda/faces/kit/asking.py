# SPDX-License-Identifier: Apache-2.0
"""表单 Asking: the form of a command, made from the command itself, and the command from the form.

What the flow demands is left to the flow: a form only turns what was typed into values. What the
flow then refuses is marked in place, with everything typed kept.
"""

from collections.abc import Callable
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from msgspec import NODEFAULT, Struct

from yingda.flow.case import Addressee, Case, Citation, Outcome, Place
from yingda.flow.follow_up import SATISFIED, SOLVED
from yingda.flow.grammar import Command, Person, Refusal
from yingda.standard import Standard

from . import fields, labels, names

NEVER = {"by", "particulars", "photos", "given", "call", "line_level", "clocks", "hinted"}
SKIPPED = {"Dispatch": {"line"}, "Merge": {"unit"}}
PERSONAL = ("name", "phone", "address", "party", "own_words")
SHORT = {
    "title", "way", "to", "into", "earlier", "entry", "version", "referred_to", "told_way",
    "beside", "repeat_of", "participants", "name", "phone", "address", "party", "happened", "scale",
}  # fmt: skip


class Asked(Struct, frozen=True, kw_only=True):
    """What a form is made from: the command, the standard of the day, the case if any."""

    command: type[Command]
    standard: Standard
    on: date
    case: Case | None = None


Build = Callable[[Asked], forms.Field]


def _choice(pairs: list[tuple[str, Any]], *, blank: bool = True) -> forms.ChoiceField:
    choices = ([("", "—")] if blank else []) + pairs
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(choices=choices, widget=widget, required=False)


def _of_table(table: str) -> Build:
    return lambda asked: _choice([(k, v) for k, v in names.TABLES[table].items() if k])


def _of_standard(key: str, table: str = "") -> Build:
    def build(asked: Asked) -> forms.Field:
        found = asked.standard.choices(key, asked.on)
        pairs = [(c.id, names.choice_name(c) or names.of(table, c.id)) for c in found]
        return _choice(pairs)

    return build


def _tiers(asked: Asked) -> forms.Field:
    return _choice([(t.id, names.choice_name(t)) for t in asked.standard.tiers])


def _radios(table: str, order: tuple[str, ...]) -> Build:
    def build(asked: Asked) -> forms.Field:
        pairs: list[Any] = [(k, names.TABLES[table][k]) for k in order]
        choices = [*pairs, ("", labels._("未说"))]
        return forms.TypedChoiceField(
            choices=choices, widget=forms.RadioSelect(), required=False, empty_value=None
        )

    return build


def _reveal_fields(asked: Asked) -> forms.Field:
    choices: list[Any] = [
        (n, names.TABLES["field"][n]) for n in ("name", "phone", "address", "party")
    ]
    return forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple(), required=False
    )


def _emergency(asked: Asked) -> forms.Field:
    found = asked.standard.choices("divert.emergency_lines", asked.on)
    return _choice([(c.id, f"{c.id} {names.choice_name(c)}") for c in found])


def _subjects(asked: Asked) -> forms.Field:
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(choices=fields.subject_choices(), widget=widget, required=False)


CHANNELS = ("phone", "web", "wechat", "sms", "visit", "letter")

BY_NAME: dict[str, Build] = {
    "tier": _tiers,
    "nature": _of_table("nature"),
    "subject": _subjects,
    "secret": _of_table("secret"),
    "solved": _radios("solved", SOLVED),
    "satisfied": _radios("satisfied", SATISFIED),
    "fields": _reveal_fields,
    "accused": lambda asked: fields.UnitCodeField(required=False),
    "proposed": lambda asked: fields.UnitCodeField(required=False),
}
OF_COMMAND: dict[tuple[str, str], Build] = {
    ("Dispute", "reason"): _of_standard("dispute.reasons"),
    ("AskPause", "reason"): _of_standard("pause.reasons"),
    ("Suspend", "reason"): _of_standard("close.suspend_reasons"),
    ("AskExclusion", "reason"): _of_standard("exclusion.reasons"),
    ("Inform", "way"): _of_standard("divert.lawful_channels", "way"),
    ("HandOver", "line"): _emergency,
    ("FollowUp", "channel"): _of_standard("follow_up.channels", "channel"),
    ("Register", "channel"): lambda asked: _choice(
        [(c, names.TABLES["channel"][c]) for c in CHANNELS], blank=False
    ),
}


def form_of(asked: Asked) -> type[forms.Form]:
    """The form class of a command."""
    made: dict[str, forms.Field] = {}
    name = asked.command.__name__
    for field in msgspec.structs.fields(asked.command):
        if field.name in NEVER or field.name in SKIPPED.get(name, ()):
            continue
        must = field.default is NODEFAULT and field.default_factory is NODEFAULT
        made[field.name] = _named(_built(asked, field.name, field.type, must), name, field.name)
        made[field.name].must = must  # type: ignore[attr-defined]
    if name in ("Register", "Supplement"):
        for part in PERSONAL:
            made[part] = _named(_text(part), name, part)
            made[part].private = True  # type: ignore[attr-defined]
    return type(f"{name}Form", (forms.Form,), made)


def _named(field: forms.Field, command: str, name: str) -> forms.Field:
    label: Any = labels.label(command, name)
    hint: Any = labels.hint(command, name)
    field.label, field.help_text = label, hint
    return field


def _text(name: str) -> forms.Field:
    if name in SHORT:
        widget: forms.Widget = forms.TextInput({"class": "form-control", "autocomplete": "off"})
    else:
        widget = forms.Textarea({"class": "form-control", "rows": 3})
    return forms.CharField(required=False, widget=widget, max_length=4000)


def _built(asked: Asked, name: str, kind: Any, must: bool) -> forms.Field:
    build = OF_COMMAND.get((asked.command.__name__, name)) or BY_NAME.get(name)
    if build:
        return build(asked)
    optional = get_origin(kind) in (Union, UnionType) and type(None) in get_args(kind)
    if optional:
        kind = next(k for k in get_args(kind) if k is not type(None))
    if get_origin(kind) is tuple:
        kind = ("many", get_args(kind)[0])
    field = _BY_TYPE[kind](must and not optional)
    if kind is bool and optional:
        field = fields.yes_no(unsaid=True)
    if not must and kind in (datetime, date, Addressee):
        field.required = False
    return field if kind is not str else _text(name)


def _outcome(must: bool) -> forms.Field:
    pairs = [(o.value, names.TABLES["outcome"][o.value]) for o in Outcome]
    field = _choice(pairs)
    field.required = True
    return field


_BY_TYPE: dict[Any, Callable[[bool], forms.Field]] = {
    str: lambda must: forms.CharField(required=False),
    bool: lambda must: fields.yes_no(unsaid=False) if must else forms.BooleanField(required=False),
    datetime: lambda must: fields.moment(),
    date: lambda must: fields.day(),
    Place: lambda must: fields.PlaceField(),
    Addressee: lambda must: fields.UnitField(required=must),
    ("many", Addressee): lambda must: fields.UnitsField(),
    ("many", Citation): lambda must: fields.CitationsField(),
    Outcome: _outcome,
}


def command_from(command: type[Command], by: Person, typed: dict[str, Any]) -> Command:
    """The command that cleaned form values stand for."""
    said: dict[str, Any] = {}
    for field in msgspec.structs.fields(command):
        if field.name not in typed:
            if field.type is str and field.required:
                said[field.name] = ""
            continue
        value = typed[field.name]
        if field.type is Outcome:
            value = Outcome(value)
        elif isinstance(value, list):
            value = tuple(value)
        if value is None and not _may_be_none(field.type):
            continue
        said[field.name] = value
    return command(by=by, **said)


def _may_be_none(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and type(None) in get_args(kind)


def in_words(refusal: Refusal) -> str:
    """The refusal in the person's language, its slots filled; ids of fields become their labels."""
    given = dict(refusal.given)
    if "missing" in given:
        parts = given["missing"].split("、")
        given["missing"] = "、".join(_group(part) for part in parts)
    return _(refusal.words).format(**given)


def _group(part: str) -> str:
    return _("或").join(str(_label(name)) for name in part.split("|"))


def _label(name: str) -> Promise | str:
    return labels.FIELDS["own_words"] if name == "words" else labels.FIELDS.get(name, name)


def mark(form: forms.Form, refusal: Refusal) -> None:
    """Mark the fields that the flow found at fault."""
    form.is_valid()
    for name in refusal.fields:
        name = "own_words" if name == "words" and "own_words" in form.fields else name
        if name in form.fields and name not in form.errors:
            form.add_error(name, _("请核对或填写这一项"))


def replaced(command: Any, **changes: Any) -> Any:
    """`command` with other values in some of its parts."""
    return msgspec.structs.replace(command, **changes)
