# SPDX-License-Identifier: Apache-2.0
"""Cases in bulk: a few dozen are told through the flow itself, then copied under new numbers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from yingda import flow
from yingda.flow.case import Addressee, Case, Outcome, Place
from yingda.flow.dispatch import Dispatch
from yingda.flow.follow_up import FollowUp
from yingda.flow.grammar import Command, Event, Person, Refusal, kept_as
from yingda.flow.handle import Contact, NoteProgress
from yingda.flow.limits import ZONE, day
from yingda.flow.number import number
from yingda.flow.register import Register
from yingda.flow.reply import Reply
from yingda.flow.reveal import Reveal
from yingda.flow.review import Accept
from yingda.flow.sign_in import SignIn
from yingda.flow.triage import Triage
from yingda.office import standard_in_force
from yingda.record import chain, codec
from yingda.record.models import CASE

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
UNIT = Addressee(code="utility-heating", name="市热力集团", level="utility")
OPERATOR = Person("赵", "operator", code="operator1")
DISPATCHER = Person("李", "dispatcher", code="dispatcher1")
CLERK = Person("王", "clerk", unit=UNIT.code, code="heating")
REVIEWER = Person("钱", "reviewer", code="reviewer1")
CALLER = Person("孙", "caller_back", code="caller1")


def told(steps: int, at: datetime) -> list[Event]:
    """The first `steps` events of an appeal that is handled well, begun at `at`."""
    place = Place(district="110105", street="110105026")
    acts: list[tuple[float, Command]] = [
        (0, Register(by=OPERATOR, channel="phone", title="家中暖气不热", said_at=at, nature="help",
                     place=place, given=("name", "phone", "words"), particulars="x")),
        (0.1, Triage(by=DISPATCHER, tier="urgent", reason="供热", subject="010101")),
        (0.2, Dispatch(by=DISPATCHER, lead=UNIT, basis="派单目录")),
        (0.5, SignIn(by=CLERK)),
        (1, Contact(by=CLERK, way="电话", reached=False)),
        (1.5, Contact(by=CLERK, way="电话", reached=True, heard="三天不热")),
        (2, Reveal(by=CLERK, fields=("phone",), reason="联系诉求人")),
        (3, NoteProgress(by=CLERK, words="已派维修人员")),
        (4, NoteProgress(by=CLERK, words="已更换阀门", tell=True)),
        (5, Reply(by=CLERK, outcome=Outcome.RESOLVED, found="阀门损坏", done="已更换阀门",
                  told_at=at + timedelta(hours=4.5), told_way="电话")),
        (6, Accept(by=REVIEWER)),
        (30, FollowUp(by=CALLER, channel="phone", reached=True, confirmed=True, contacted=True,
                      solved="yes", satisfied="satisfied")),
    ]  # fmt: skip
    case: Case | None = None
    events: list[Event] = []
    for hours, command in acts[:steps]:
        new = flow.decide(case, command, standard_in_force(), at + timedelta(hours=hours))
        assert not isinstance(new, Refusal), new
        events += new
        case = flow.fold(new, case)
    return events[:steps]


def fill(cases: int, first: int, lengths: tuple[int, ...]) -> int:
    """Copy `cases` cases with records of the given `lengths` in turn; the entries written."""
    samples = [told(n, BEGUN + timedelta(minutes=i)) for i, n in enumerate(lengths * 4)]
    bodies = [[(kept_as(type(e)), e.at, codec.pack(e)) for e in events] for events in samples]
    heads, written = [], 0
    with connection.cursor() as cursor:
        with cursor.copy(
            "copy record_entry (of, no, position, kind, at, body, mac) from stdin"
        ) as copy:
            for serial in range(first, first + cases):
                no = number(day(BEGUN), serial)
                mac = chain.START
                for position, (kind, at, body) in enumerate(bodies[serial % len(bodies)], 1):
                    mac = chain.link(settings.RECORD_KEY, mac, CASE, no, position, body)
                    copy.write_row([CASE, no, position, kind, at, body, mac])
                heads.append((CASE, no, position, mac))
                written += position
        with cursor.copy("copy record_head (of, no, position, mac) from stdin") as copy:
            for head in heads:
                copy.write_row(head)
        cursor.execute("analyze record_entry, record_head")
    return written


def numbers(first: int, cases: int) -> Iterator[str]:
    """The numbers `fill` gave."""
    return (number(day(BEGUN), serial) for serial in range(first, first + cases))
