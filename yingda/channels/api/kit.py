# SPDX-License-Identifier: Apache-2.0
"""接口件 What every endpoint needs: who asks, which case, the key, the position, the answer."""

import base64
import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from yingda import office
from yingda.flow.grammar import Command, Person, Refusal, kept_as
from yingda.flow.number import heard, spoken
from yingda.office import Outcome, Story

from . import tokens
from .problems import Problem, refused

MOST_KEY = 100


def by(request: HttpRequest) -> Person:
    """Who asks."""
    return tokens.person(request.auth)  # type: ignore[attr-defined]


def key_of(request: HttpRequest) -> str:
    """The Idempotency-Key of the request ("" if none)."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > MOST_KEY or not key.isascii() or not (key.isprintable() or not key):
        words = "幂等键须为不超过{most}个可见字符"
        raise Problem(422, "bad_key", words, given={"most": str(MOST_KEY)})
    return key


def seen_of(request: HttpRequest) -> int | None:
    """The position that the machine looked at (`If-Match: "7"`), or None."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not tag:
        return None
    if not (tag.isascii() and tag.isdecimal() and len(tag) < 10):
        raise Problem(422, "bad_position", 'If-Match 须为案卷的位置，例如 "7"')
    return int(tag)


def may_see(story: Story, who: Person) -> bool:
    """A machine sees what it sent itself, and what its unit was sent."""
    case = story.case
    units = {o.unit for o in case.orders} | {w.unit for w in case.whistles}
    return case.appeal.source == who.code or (bool(who.unit) and who.unit in units)


def story_of(no: str, who: Person) -> Story:
    """The case `no` if `who` may see it; any other is not found."""
    number = heard(no)
    story = office.read(number) if number else None
    if story is None or not may_see(story, who):
        raise Problem(404, "no_such_case", "没有这件诉求")
    return story


def act(request: HttpRequest, no: str, command: Command) -> dict[str, Any]:
    """Carry out `command` on the case `no` for the unit of the token."""
    number = heard(no)
    if number is None:
        raise Problem(404, "no_such_case", "没有这件诉求")
    outcome = office.carry_out(command, number, key=key_of(request), seen=seen_of(request))
    return done(outcome)


def done(outcome: Outcome | Refusal) -> dict[str, Any]:
    """What is answered to a command; raises the Problem that a refusal is."""
    if isinstance(outcome, Refusal):
        raise refused(outcome)
    return {
        "case_no": outcome.case_no, "number": spoken(outcome.case_no),
        "position": outcome.position, "events": [kept_as(type(e)) for e in outcome.events],
        "repeated": outcome.repeated,
    }  # fmt: skip


def mark(response: HttpResponse, position: int) -> None:
    """Let the answer carry the position as its tag."""
    response["ETag"] = f'"{position}"'


def packed(moment: datetime, no: str) -> str:
    """A cursor: where the next page begins. Opaque to those who get it."""
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), no]).encode()).decode()


def unpacked(cursor: str) -> tuple[datetime, str]:
    """The place that a cursor marks. Raises Problem if it is none of ours."""
    try:
        moment, no = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or not isinstance(no, str) or "\x00" in no:
            raise ValueError(cursor)
    except (ValueError, TypeError) as fault:
        raise Problem(422, "bad_cursor", "翻页标记不正确", fields=("after",)) from fault
    return at, no
