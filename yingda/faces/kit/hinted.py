# SPDX-License-Identifier: Apache-2.0
"""提示件 Hinted: suggestions as rows beside a form, and what stood there, sealed into the form.

A row can be taken by one key or one click; the token says what stood in the form when it was sent,
signed, so that the figures in the readings can be trusted. It holds codes, and of facts in free
words (time, quantity, whom it is about, spot) a keyed print, never what was typed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core import signing
from django.http import HttpRequest
from msgspec import Struct

from yingda.flow import number
from yingda.flow.case import Hinted
from yingda.hints import facts
from yingda.office import suggesting
from yingda.office.suggesting import Suggestion

from . import labels, names

TOKEN = "hinted"
LASTS = 24 * 3600
MOST = 12
KEYS = "ZXCVB"
"""With Alt: numbers belong to the telephone, these lie side by side under the left hand."""

KEYS_OF = {"happened": "S", "scale": "Q", "party": "A", "spot": "W"}
"""The facts keep each its own key, beside its field."""
TYPED_AS = {"happened": "happened", "scale": "scale", "party": "party", "spot": "place_1"}

NAMES: dict[str, Callable[[str], str]] = {
    "tier": lambda code: names.of("tier", code),
    "nature": lambda code: names.of("nature", code),
    "subject": names.subject,
    "repeat_of": number.spoken,
    "place": lambda code: " ".join(filter(None, (names.place(code[:6]), _street(code)))),
}


def _street(code: str) -> str:
    return names.place(code) if len(code) > 6 else ""


class Choice(Struct, frozen=True):
    """选项 What a button writes: its name, and the fields by their ids with their values."""

    name: str
    fills: str


class Row(Struct, frozen=True, kw_only=True):
    """提示行 One suggestion as shown: `key` takes it ("" for none), `taken` when the field says so
    already, `choices` the buttons (none where the form has no such field)."""

    of: str
    label: str
    name: str
    sure: bool
    taken: bool
    key: str = ""
    choices: tuple[Choice, ...] = ()
    because: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


def rows(
    each: Sequence[Suggestion], fields: Mapping[str, str], typed: Mapping[str, str],
    named: Callable[[Suggestion, str], str] | None = None,
) -> list[Row]:  # fmt: skip
    """The rows of these suggestions; `fields`: id of the field of each kind, `typed`: what it says
    now. Only what is sure has a key."""
    made: list[Row] = []
    for one in each:
        call = named or (lambda one, value: NAMES.get(one.of, str)(value))
        values = (one.value,) if one.sure else (one.value, *one.others)
        field = fields.get(one.of, "")
        taken = bool(field) and typed.get(one.of, "") == one.value
        choices = tuple(
            Choice(call(one, value), json.dumps({field: value}, ensure_ascii=False))
            for value in values
            if field
        )
        used = sum(bool(row.key) for row in made)
        key = KEYS[used : used + 1] if one.sure and choices and not taken else ""
        made.append(
            Row(
                of=one.of, label=str(labels.FIELDS.get(one.of, one.of)), name=call(one, one.value),
                sure=one.sure, taken=taken, key=key, choices=() if taken else choices,
                because=one.because, cases=one.cases,
            )
        )  # fmt: skip
    return made


def facts_of(each: Sequence[Suggestion], typed: Mapping[str, str]) -> list[Row]:
    """A row for each fact, to stand beside its field; without choices where nothing is suggested or
    the field says something already, so that the place beside it is empty."""
    found = {one.of: one for one in each if one.of in facts.KINDS}
    made = []
    for of in facts.KINDS:
        one = found.get(of) if not typed.get(of, "") else None
        values = () if one is None else (one.value,) if one.sure else (one.value, *one.others[:1])
        choices = tuple(
            Choice(value, json.dumps({f"id_{TYPED_AS[of]}": value}, ensure_ascii=False))
            for value in values
        )
        sure = bool(one and one.sure)
        key = KEYS_OF[of] if sure else ""
        made.append(
            Row(of=of, label=str(labels.FIELDS[of]), name="", sure=sure, taken=False, key=key,
                choices=choices)
        )  # fmt: skip
    return made


def token(each: Sequence[Suggestion]) -> str:
    """What stands in the form, signed."""
    said = [[s.of, _kept(s.of, s.value), s.sure, round(s.chance, 3)] for s in each[:MOST]]
    return signing.dumps(said, salt=TOKEN, compress=True) if said else ""


def _kept(of: str, value: str) -> str:
    return suggesting.printed(of, value) if of in facts.KINDS else value


def opened(request: HttpRequest) -> tuple[Hinted, ...]:
    """What stood in the form that was sent; nothing for a token that is not ours or is old."""
    try:
        said: list[Any] = signing.loads(request.POST.get(TOKEN, ""), salt=TOKEN, max_age=LASTS)
    except signing.BadSignature:
        return ()
    return tuple(
        Hinted(step="", of=of, value=value, sure=sure, chance=chance, chosen=_chosen(of, request))
        for of, value, sure, chance in said
    )


def _chosen(of: str, request: HttpRequest) -> str | None:
    """What the form says of a fact; of what has a code the flow says it."""
    if of not in facts.KINDS:
        return None
    return suggesting.printed(of, request.POST.get(TYPED_AS[of], "").replace("\0", ""))
