# SPDX-License-Identifier: Apache-2.0
"""告知 Who is told of an event: the audiences of the flow's NOTICES turned into recipients."""

from collections.abc import Sequence
from typing import Any

from yingda import flow
from yingda.flow.case import Case
from yingda.flow.grammar import Event, kept_as
from yingda.flow.supervise import Escalated, Urged, Warned

Row = dict[str, Any]

_ALIKE = {
    "unit_head": "unit", "head": "unit", "district": "copies", "hotline": "dispatcher",
}  # fmt: skip
_INSIDE = "inside"


def _units(case: Case, role: str) -> list[str]:
    return [o.unit for o in case.orders if o.stands and o.role == role]


def _former(before: Case | None, case: Case) -> list[str]:
    stood = {o.nth for o in before.orders if o.stands} if before else set()
    return [o.unit for o in case.orders if o.nth in stood and not o.stands]


def _owing(case: Case, event: Warned | Urged | Escalated) -> list[str]:
    """The unit whose clock it is, which need not be the lead unit."""
    of = [k.unit for k in case.clocks if (k.step, k.order) == (event.step, event.order)]
    return [unit for unit in of[-1:] if unit]


def recipients(audience: str, before: Case | None, case: Case, event: Event) -> list[str]:
    """The units, duties, cases or persons that `audience` means here."""
    audience = _ALIKE.get(audience, audience)
    match audience:
        case "unit" if isinstance(event, Warned | Urged | Escalated) and _owing(case, event):
            return _owing(case, event)
        case "unit":
            return _units(case, "lead") or (_units(before, "lead") if before else [])
        case "former_unit":
            return _former(before, case)
        case "assisting":
            return _units(case, "assisting")
        case "copies":
            return _units(case, "copy")
        case "whistled":
            return [case.whistles[-1].unit]
        case "children":
            return list(case.links.children)
        case "appellant":
            return ["appellant"] if case.appeal.wants_reply and not case.erased else []
        case _:
            return [audience]


def rows(case_no: str, before: Case | None, case: Case, events: Sequence[Event]) -> list[Row]:
    """The notices that `events` give rise to, ready to be written with them."""
    out: list[Row] = []
    first = case.seen - len(events) + 1
    for position, event in enumerate(events, first):
        for recipient, audience in _told_once(before, case, event).items():
            channel = case.appeal.channel if audience == "appellant" else _INSIDE
            out.append(
                {
                    "case_no": case_no, "position": position, "kind": kept_as(type(event)),
                    "audience": audience, "recipient": recipient, "channel": channel,
                }
            )  # fmt: skip
    return out


def _told_once(before: Case | None, case: Case, event: Event) -> dict[str, str]:
    """Each recipient with the audience as which they are told: a unit that is also meant as the
    unit's head is told once."""
    told: dict[str, str] = {}
    for audience in sorted(_audiences(event), key=lambda name: (name in _ALIKE, name)):
        for recipient in recipients(audience, before, case, event):
            told.setdefault(recipient, audience)
    return told


def _audiences(event: Event) -> set[str]:
    named = flow.NOTICES.get(type(event), set())
    if "@to" in named:
        return set(getattr(event, "to", ()))
    return set(named)
