# SPDX-License-Identifier: Apache-2.0
"""案内提示 Suggestions in the forms of triage and dispatch: with the form, so that nothing moves
under the officer's hands."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from msgspec.structs import replace

from yingda import flow
from yingda.faces.kit import hinted, units
from yingda.flow.dispatch import Dispatch
from yingda.flow.triage import Triage
from yingda.office import Story, placing, suggesting
from yingda.office.placing import Placed
from yingda.office.suggesting import Suggestion
from yingda.roster import people
from yingda.roster.directory import Proposal

from . import seeing

SHOWN_FOR = ("triages", "dispatches")
FIELDS = {
    "tier": "id_triages-tier", "nature": "id_triages-nature", "subject": "id_triages-subject",
    "place": "id_triages-place_0",
}  # fmt: skip
LEAD = "id_dispatches-lead"


def shown(slug: str, story: Story, form: Any, request: Any) -> dict[str, Any]:
    """What the template of the form says: rows with their keys, the token, earlier cases."""
    return _triage(story, form, request) if slug == "triages" else _dispatch(story, form, request)


def _triage(story: Story, form: Any, request: Any) -> dict[str, Any]:
    a = story.case.appeal
    by = people.person(request.user, flow.DUTIES[Triage])
    if by is None:
        return {}
    words = seeing.person_shown(story, by).get("words", "")
    typed = {name: str(form[name].value() or "") for name in ("tier", "nature", "subject")}
    typed["place"] = a.place.street or a.place.district
    found = suggesting.for_appeal(
        a.title, words, by, timezone.localtime(), {"place": typed["place"]},
        but=story.case_no,
    )  # fmt: skip
    each = [one for one in found.each if one.of in FIELDS and _new(one, typed)]
    return {
        "rows": hinted.rows(each, FIELDS, typed), "token": hinted.token(each),
        "earlier": found.earlier,
    }  # fmt: skip


def _new(one: Suggestion, typed: dict[str, str]) -> bool:
    """The tier is always worth a word; the rest only where the form says nothing, or other than
    what is surely read."""
    said = typed.get(one.of, "")
    return one.of == "tier" or not said or (one.sure and said != one.value)


def placed(story: Story, request: Any) -> Placed | None:
    """Whom to send the case to; asked once for each request."""
    if not hasattr(request, "placed"):
        read = _read(story, request)
        request.placed = placing.place(story.case_no, story.case, timezone.now(), read)
    found: Placed | None = request.placed
    return found


def _read(story: Story, request: Any) -> tuple[Suggestion, ...]:
    """What the words seem to say of matter and place, where no person said it."""
    a, by = story.case.appeal, people.person(request.user, flow.DUTIES[Dispatch])
    if by is None or (a.subject and a.place.district):
        return ()
    words = seeing.person_shown(story, by).get("words", "")
    return suggesting.of_words(a.title, words, timezone.localtime())


def _dispatch(story: Story, form: Any, request: HttpRequest) -> dict[str, Any]:
    found = placed(story, request)
    if found is None:
        return {}
    lead = found.proposal.lead
    others = (found.rival,) if found.rival and not found.sure else ()
    one = Suggestion(of="unit", value=lead.code, sure=found.sure, chance=found.score, others=others)
    typed = {"unit": str(form["lead"].value() or "").rpartition("｜")[2]}
    names = {lead.code: lead.name, found.rival: found.rival_name}
    (row,) = hinted.rows([one], {"unit": LEAD}, typed, lambda _one, code: names.get(code, code))
    read = [hinted.NAMES[one.of](one.value) for one in found.read]
    rows = [_with_basis(row, found)]
    return {"placed": found, "read": read, "rows": rows, "token": hinted.token([one])}


def _with_basis(row: hinted.Row, found: Placed) -> hinted.Row:
    """A button for the proposed unit writes the basis and the assisting units as well."""
    proposal = found.proposal
    fills = {LEAD: units.shown(proposal.lead),
             "id_dispatches-basis": proposal.legal_basis}  # fmt: skip
    for nth, unit in enumerate(proposal.assisting[:3]):
        fills[f"id_dispatches-assisting_{nth}"] = units.shown(unit)
    rival = {LEAD: f"{found.rival_name}｜{found.rival}"}
    choices = tuple(
        hinted.Choice(choice.name, json.dumps(rival if nth else fills, ensure_ascii=False))
        for nth, choice in enumerate(row.choices)
    )
    return replace(row, choices=choices)


def filled(proposal: Proposal) -> dict[str, Any]:
    """The fields of a dispatch as the proposal would have them."""
    return {
        "lead": units.shown(proposal.lead), "basis": proposal.legal_basis,
        "assisting": [units.shown(unit) for unit in proposal.assisting],
    }  # fmt: skip
