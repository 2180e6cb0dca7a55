# SPDX-License-Identifier: Apache-2.0
"""电话来件 Phone intake: what an operator wrote down during a call becomes a Register that carries
the call's id. One call may give several cases; one may end without any.

Pure. The number told is the person's own, or that of the call if they gave no other.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yingda.channels import Intake
from yingda.flow.case import Place
from yingda.flow.grammar import Person, Refusal
from yingda.flow.register import Register
from yingda.office import Told

CHANNEL = "phone"
TITLE = 30
_PHONE = re.compile(r"\+?\d{3,15}")


def phone_of(text: str) -> str:
    """The digits of a number as the carrier or a person writes it; "" if it is none."""
    plain = re.sub(r"[\s()（）.·-]", "", unicodedata.normalize("NFKC", text))
    return plain if _PHONE.fullmatch(plain) else ""


def read(raw: Mapping[str, Any], now: datetime) -> Intake | Refusal:
    """The registration of a call, or its first fault with the field. `raw`: `call` (its id),
    `operator` (code), `caller` (the number it came from), and what was said."""
    text = {name: str(raw.get(name) or "").strip() for name in _TEXTS}
    if not text["call"]:
        return Refusal("no_call", "没有通话编号，请从来话登记", fields=("call",))
    if not text["words"]:
        return Refusal("nothing_said", "请写明发生了什么事", fields=("words",))
    line = " ".join(text["words"].split())
    command = Register(
        by=Person(code=text["operator"], name=text["operator"], duty="operator"),
        channel=CHANNEL, call=text["call"], nature=text["nature"], subject=text["subject"],
        title=text["title"] or (line if len(line) <= TITLE else line[:TITLE] + "…"),
        place=Place(district=text["district"], street=text["street"], spot=text["spot"]),
        confidential=bool(raw.get("confidential")), wants_reply=bool(raw.get("wants_reply", True)),
    )  # fmt: skip
    phone = phone_of(text["phone"]) or phone_of(text["caller"])
    told = Told(name=text["name"], phone=phone, address=text["address"], words=text["words"])
    return Intake(command=command, told=told)


_TEXTS = (
    "call", "operator", "caller", "words", "title", "name", "phone", "address", "nature", "subject",
    "district", "street", "spot",
)  # fmt: skip
