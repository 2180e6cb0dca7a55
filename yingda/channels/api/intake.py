# SPDX-License-Identifier: Apache-2.0
"""接口来件 API intake: the checked JSON of an appeal becomes a Register. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yingda.channels import Intake
from yingda.flow.case import Place
from yingda.flow.grammar import Person, Refusal
from yingda.flow.register import Register
from yingda.office import Told

CHANNEL = "api"
TITLE = 30
UNKNOWN = Person("接口", "machine")


def _title(raw: Mapping[str, Any]) -> str:
    given = " ".join(str(raw.get("title") or "").split())
    if given:
        return given
    line = " ".join(str(raw.get("words") or "").split())
    return line if len(line) <= TITLE else line[:TITLE] + "…"


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def read(raw: Mapping[str, Any], now: datetime, by: Person = UNKNOWN) -> Intake | Refusal:
    """The registration that a machine asks for. `raw` has the shape `AppealIn` of the interface.

    Without `said_at` it is left to the flow, so that a repeated request looks the same."""
    words = str(raw.get("words") or "").strip()
    if not words:
        return Refusal("nothing_said", "请写明发生了什么事", fields=("words",))
    said_at = _moment(raw.get("said_at"))
    if said_at and not said_at.tzinfo:
        return Refusal("no_zone", "时间须写明时区", fields=("said_at",))
    where = raw.get("place") or {}
    place = Place(**{name: str(where.get(name) or "") for name in Place.__struct_fields__})
    command = Register(
        by=by, channel=CHANNEL, title=_title(raw), said_at=said_at, place=place,
        nature=raw.get("nature") or "", subject=raw.get("subject") or "",
        confidential=bool(raw.get("confidential")), on_behalf=bool(raw.get("on_behalf")),
        wants_reply=bool(raw.get("wants_reply", True)), accused=raw.get("accused") or "",
        call=raw.get("reference") or "", repeat_of=raw.get("repeat_of") or "",
        happened=raw.get("happened") or "", scale=raw.get("scale") or "",
    )  # fmt: skip
    told = Told(
        words=words,
        **{name: str(raw.get(name) or "") for name in ("name", "phone", "address", "party")},
    )
    return Intake(command=command, told=told)
