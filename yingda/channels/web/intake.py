# SPDX-License-Identifier: Apache-2.0
"""网站来件 Web intake: the fields of the public form, as they were typed, become a Register.

Pure: no request, no database. Photos come cleaned (`office.pictures`).
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yingda.channels import Intake
from yingda.flow.case import Place
from yingda.flow.grammar import APPELLANT, Refusal
from yingda.flow.register import Register
from yingda.office import Told

CHANNEL = "web"
TITLE = 30
MOST_WORDS = 5000
NATURES = ("consult", "help", "complaint", "report", "suggest", "praise", "other")
_PHONE = re.compile(r"\+?\d{5,15}")


def phone_of(text: str) -> str | None:
    """The telephone number in `text` as people type it, or None. "" stays ""."""
    plain = re.sub(r"[\s()（）.·-]", "", unicodedata.normalize("NFKC", text))
    return plain if not plain or _PHONE.fullmatch(plain) else None


def title_of(words: str) -> str:
    """The first thirty characters of what was said, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= TITLE else line[:TITLE] + "…"


def _fault(words: str, phone: str | None, nature: str) -> Refusal | None:
    if not words.strip():
        return Refusal("nothing_said", "请写明发生了什么事", fields=("words",))
    if len(words) > MOST_WORDS:
        given = {"most": str(MOST_WORDS)}
        return Refusal("too_long", "内容请不要超过{most}字", given=given, fields=("words",))
    if not phone:
        return Refusal("no_phone", "请填写能联系到您的电话号码", fields=("phone",))
    if nature and nature not in NATURES:
        return Refusal("no_such_nature", "请从列表中选择诉求性质", fields=("nature",))
    return None


def read(raw: Mapping[str, Any], now: datetime) -> Intake | Refusal:
    """The registration that the form asks for, or its first fault with the field."""
    text = {name: str(raw.get(name) or "").strip() for name in _TEXTS}
    phone = phone_of(text["phone"])
    if fault := _fault(text["words"], phone, text["nature"]):
        return fault
    place = Place(
        district=text["district"] or text["street"][:6], street=text["street"],
        community=text["community"], spot=text["spot"],
    )  # fmt: skip
    command = Register(
        by=APPELLANT, channel=CHANNEL, title=title_of(text["words"]), nature=text["nature"],
        place=place, confidential=bool(raw.get("confidential")),
        wants_reply=bool(raw.get("wants_reply", True)), accused=text["accused"],
    )  # fmt: skip
    told = Told(name=text["name"], phone=phone or "", address=text["address"], words=text["words"])
    return Intake(command=command, told=told, photos=tuple(raw.get("photos") or ()))


_TEXTS = (
    "words", "name", "phone", "address", "nature", "district", "street", "community", "spot",
    "accused",
)  # fmt: skip
