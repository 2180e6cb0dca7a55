# SPDX-License-Identifier: Apache-2.0
"""登录 One statement writes a command, and all of it or nothing."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.office.appeals import (
    BEGIN,
    CLERK,
    HOUR,
    TRIAGE,
    WHO,
    act,
    dispatched,
    done,
    registered,
    registering,
)  # fmt: skip
from yingda import flow
from yingda.flow import sign_in
from yingda.ledgers import keeping
from yingda.ledgers.cases import CaseLine
from yingda.office import Photo, carry_out, door, read, writing
from yingda.record import log
from yingda.record.models import Answered, Attachment, Entry, Head, Notice, Particulars

pytestmark = pytest.mark.django_db
TABLES = (Answered, Attachment, Entry, Head, Notice, Particulars, CaseLine)


def counts():
    return [model.objects.count() for model in TABLES]


def test_a_registration_with_everything_is_one_statement():
    registered()
    photos = [Photo(media_type="image/png", content=b"x")]
    with CaptureQueriesContext(connection) as asked:
        carry_out(registering(), now=BEGIN, key="k", told=WHO, photos=photos)
    assert len(asked) == 1
    assert counts() == [1, 1, 2, 2, 4, 2, 2]


def test_where_the_head_has_moved_nothing_is_written():
    no = dispatched()
    past = log.read(no)
    case = flow.fold(past.events)
    events = flow.decide(case, sign_in.SignIn(by=CLERK), door.standard_in_force(), BEGIN + 2 * HOUR)
    w = door.composed(no, past, case, events)
    w.answered = {"key": "k", "asked": "a", "first": w.seen + 1}
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    before = counts()
    assert not writing.write(w)
    assert counts() == before and len(read(no).events) == 4


def test_a_fault_in_any_part_leaves_nothing_of_the_others():
    no = registered()
    before = counts()
    past = log.read(no)
    case = flow.fold(past.events)
    w = door.composed(no, past, case, flow.decide(case, TRIAGE, door.standard_in_force(), BEGIN))
    w.notices[0]["kind"] = "x" * 99
    with pytest.raises(DatabaseError), transaction.atomic():
        writing.write(w)
    assert counts() == before and len(read(no).events) == 1


def test_lines_alone_are_entered_without_an_event():
    no = dispatched()
    CaseLine.objects.filter(case_no=no).update(stage="spoilt")
    writing.enter(no, keeping.lines(no, read(no).case))
    assert CaseLine.objects.get(case_no=no).stage == "dispatched"
    assert len(read(no).events) == 3


def test_two_cases_are_never_written_under_one_number():
    no = done(carry_out(registering(), now=BEGIN, told=WHO)).case_no
    past = log.Past([], b"\0" * 32)
    events = flow.decide(None, registering(given=("phone",)), door.standard_in_force(), BEGIN)
    assert not writing.write(door.composed(no, past, None, events))
    assert len(read(no).events) == 1
