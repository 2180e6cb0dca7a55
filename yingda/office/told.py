# SPDX-License-Identifier: Apache-2.0
"""来件 What is handed in at the door, and what comes back."""

from msgspec import Struct

from yingda.flow.grammar import Event

PARTICULARS = ("name", "phone", "address", "party", "words")


class Told(Struct, frozen=True, kw_only=True):
    """What a person tells of themselves and of whom it is about (`party`), in plain text; sealed
    before it is written."""

    name: str = ""
    phone: str = ""
    address: str = ""
    party: str = ""
    words: str = ""


class Photo(Struct, frozen=True, kw_only=True):
    """A picture whose metadata has been stripped."""

    media_type: str
    content: bytes


class Outcome(Struct, frozen=True, kw_only=True):
    """A command carried out: the case, its events, and the position after them. `repeated` if an
    idempotency key brought back the first outcome."""

    case_no: str
    position: int
    events: list[Event]
    repeated: bool = False
