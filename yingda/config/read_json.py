# SPDX-License-Identifier: Apache-2.0
"""逐行阅读 Read many texts: one line in, one line of JSON out, for those who measure."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from yingda.hints import addresses, shipped
from yingda.knowledge import laws
from yingda.office import hinting
from yingda.wording import advise, plain
from yingda.wording.rules import Where


def lines(texts: Iterable[str], where: Where, outcome: str, now: datetime) -> Iterator[str]:
    """Everything that hints and wording see in each text, and its parts if all of it were an
    address; an empty line gives null, so that the lines in and out keep step."""
    hinting.forget()
    for text in texts:
        line = text.rstrip("\r\n")
        yield json.dumps(
            _seen(line, where, outcome, now) if line.strip() else None, ensure_ascii=False
        )


def _seen(text: str, where: Where, outcome: str, now: datetime) -> dict[str, Any]:
    held = laws.compared(text)
    found = {
        "hints": hinting.read("", text, now),
        "advice": advise(text, where, outcome=outcome, on=now.date(), editions=held),
        "plain": plain(text),
        "address": addresses.parse(text, shipped.address_model()),
        "citations": [cited for cited, _law, _article in laws.linked(text, now.date())],
    }
    return dict(msgspec.to_builtins(found))
