# SPDX-License-Identifier: Apache-2.0
"""用语 Grammar of the flow: who speaks (Person), what is asked (Command), what happened (Event),
and why not (Refusal)."""

from datetime import datetime

from msgspec import Struct, field

CLOCK_DUTY = "clock"
"""岗位 of the clock watcher, which acts when a moment has come."""


class Person(Struct, frozen=True):
    """Someone who acts. Of an appellant neither name nor number stands here (see
    record.Particulars).

    `name` is shown to officers; `duty` is the 岗位 in which they act; `unit` the code of their
    handling unit ("" in the hotline itself); `code` their user name or token.
    """

    name: str
    duty: str
    unit: str = ""
    code: str = ""


CLOCK = Person("时钟", CLOCK_DUTY)
APPELLANT = Person("诉求人", "appellant")


class Command(Struct, frozen=True, kw_only=True):
    """What is asked, by whom."""

    by: Person


class Event(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What happened, when, by whom. Its tag is its name in the record: never changed or reused."""

    at: datetime
    by: Person


class Refusal(Struct, frozen=True):
    """Why a command was not carried out.

    `code` for programs; `words` for the officer (Chinese, with {slots} filled from `given`);
    `clause` the article it rests on; `fields` the parts of the command at fault.
    """

    code: str
    words: str
    clause: str = ""
    given: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.words.format(**self.given)


Decision = list[Event] | Refusal
"""What a command leads to."""


def kept_as(kind: type[Event]) -> str:
    """The name under which events of `kind` stand in the record."""
    return str(kind.__struct_config__.tag)
