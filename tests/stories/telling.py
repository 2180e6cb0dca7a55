# SPDX-License-Identifier: Apache-2.0
"""讲述 Telling: one appeal through the real office, on PostgreSQL, at its own time."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from yingda import readings
from yingda.flow.grammar import Refusal, kept_as
from yingda.ledgers import keeping
from yingda.ledgers.assessment import AssessmentLine
from yingda.ledgers.cases import CaseLine
from yingda.ledgers.limits import ClockLine
from yingda.office import (
    Outcome,
    Told,
    carry_out,
    notices,
    read,
    rebuilding,
    standard_in_force,
    verifying,
    watching,
)
from yingda.record.models import Notice

WHO = Told(name="张女士", phone="13900001111", address="幸福小区1号楼", words="家里很冷，孩子小")


class Appeal:
    """One appeal. `at` lets time pass and the clock watcher watch; `then` carries a command out."""

    def __init__(self, command, begin: datetime, told: Told = WHO):
        self.now = begin
        done = carry_out(command, now=begin, told=told)
        assert isinstance(done, Outcome), done
        self.no = done.case_no

    def at(self, moment: datetime):
        watching.watch_until(moment)
        self.now = moment
        return self

    def then(self, *commands):
        for command in commands:
            done = carry_out(command, self.no, now=self.now)
            assert isinstance(done, Outcome), (command, done)
        return self

    def refused(self, command, code: str):
        done = carry_out(command, self.no, now=self.now)
        assert isinstance(done, Refusal) and done.code == code, done
        return self

    @property
    def case(self):
        return read(self.no).case

    @property
    def story(self):
        """What happened, by the names under which it is kept."""
        return [kept_as(type(event)) for event in read(self.no).events]

    def rang(self):
        """When the ladder rang, and what for."""
        kinds = ("warned", "urged", "escalated")
        events = [e for e in read(self.no).events if kept_as(type(e)) in kinds]
        return [(kept_as(type(e)), e.step, e.at.astimezone(self.now.tzinfo)) for e in events]

    @property
    def line(self):
        return CaseLine.objects.get(case_no=self.no)

    @property
    def counts(self):
        return AssessmentLine.objects.get(case_no=self.no)

    def in_time(self, step: str):
        """Whether the limits of a step were kept, in their order."""
        clocks = ClockLine.objects.filter(case_no=self.no, step=step, called_off=False)
        return [
            k.stopped_at is not None and k.stopped_at <= k.due_at for k in clocks.order_by("nth")
        ]

    def told(self, recipient: str = "appellant"):
        """What was said to someone, in order."""
        sent = Notice.objects.filter(case_no=self.no, recipient=recipient).order_by("id")
        return list(sent.values_list("kind", flat=True))


def delivered():
    """The sender does its round."""
    return notices.deliver(timezone.now(), most=5000)


def reading(clause: str, as_of: datetime):
    """The figure of one clause."""
    (found,) = readings.read(standard_in_force(), as_of, only=clause)
    return found


def _lines():
    found = {}
    with connection.cursor() as cursor:
        for ledger in keeping.LEDGERS:
            cursor.execute(f"select t::text from {keeping.table(ledger)} t")
            found[keeping.table(ledger)] = sorted(row[0] for row in cursor.fetchall())
    return found


def the_books_are_right():
    """The ledgers live equal the ledgers written afresh, and nobody has touched the record."""
    live = _lines()
    list(rebuilding.rebuild())
    assert _lines() == live
    assert list(verifying.faults()) == []
