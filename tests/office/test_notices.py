# SPDX-License-Identifier: Apache-2.0
"""送达 Notices: they leave with the event, are tried again, and are never lost or doubled."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.office.appeals import (
    BEGIN,
    CALLER,
    CLERK,
    CONTACT,
    DAY,
    DISPATCHER,
    HOUR,
    REVIEWER,
    act,
    closed,
    content,
    dispatched,
    registered,
    replying,
    sending,
)  # fmt: skip
from yingda.flow import merge, review, sign_in
from yingda.office import carry_out, carry_out_together, notices, read, whole
from yingda.record.models import Notice

pytestmark = pytest.mark.django_db


class Refusing:
    """A receiver that refuses the first `times` deliveries and keeps what it got."""

    def __init__(self, times):
        self.times, self.got = times, []

    def __call__(self, notice):
        self.got.append(notices.delivery_id(notice))
        if len(self.got) <= self.times:
            raise ConnectionError("made up: the receiver is away")


def leave(no="n1", channel="api", **more):
    """A notice that waits to leave by `channel`."""
    plain = {"case_no": no, "position": 1, "kind": "registered", "audience": "appellant"}
    return Notice.objects.create(**(plain | {"recipient": "appellant", "channel": channel} | more))


def now_due():
    Notice.objects.filter(state="waiting").update(next_at=timezone.now() - HOUR)


def test_notices_leave_with_the_event_or_not_at_all():
    no = registered()
    told = Notice.objects.count()
    assert carry_out(sending(), no, now=BEGIN).code == "not_triaged"
    assert Notice.objects.count() == told == 2
    with pytest.raises(RuntimeError), transaction.atomic():
        registered()
        raise RuntimeError("the power fails before the end")
    assert Notice.objects.count() == told


def test_what_stays_inside_is_delivered_in_one_statement_each_once(django_assert_num_queries):
    closed()
    waiting = Notice.objects.filter(state="waiting").exclude(audience="children").count()
    with django_assert_num_queries(1):
        assert notices.deliver_inside([]) == waiting > 5
    assert notices.deliver_inside([]) == 0
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_what_leaves_by_a_channel_is_not_marked_before_it_left():
    leave()
    assert notices.deliver_inside(["api"]) == 0
    receiver = Refusing(0)
    assert notices.deliver_next(receiver, ["api"]) and not notices.deliver_next(receiver, ["api"])
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.fault) == ("sent", 1, "")
    assert receiver.got == ["n1-1-appellant-appellant"] and notice.sent_at


def test_what_stays_inside_is_never_handed_to_a_channel():
    registered()
    receiver = Refusing(0)
    assert not notices.deliver_next(receiver, ["api"]) and receiver.got == []


def test_a_refused_delivery_is_tried_again_later_and_later_under_the_same_id():
    leave()
    receiver, waits = Refusing(5), []
    for _ in range(6):
        now_due()
        before = timezone.now()
        assert notices.deliver_next(receiver)
        waits.append((Notice.objects.get().next_at - before).total_seconds())
        assert not notices.deliver_next(receiver), "not before its time"
    assert len(set(receiver.got)) == 1 and len(receiver.got) == 6
    assert [round(wait) for wait in waits[:5]] == [5, 20, 80, 320, 1280]
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.fault) == ("sent", 6, "")


def test_after_eight_refusals_it_is_a_dead_letter_that_can_be_sent_again():
    leave()
    receiver = Refusing(8)
    for _ in range(8):
        now_due()
        assert notices.deliver_next(receiver)
    now_due()
    assert not notices.deliver_next(receiver)
    (dead,) = notices.dead()
    assert (dead.attempts, dead.fault) == (8, "ConnectionError")
    assert notices.try_again(dead.pk) and not notices.try_again(dead.pk)
    assert notices.deliver_next(receiver) and not notices.dead().exists()
    assert Notice.objects.get().state == "sent"


def test_the_fault_of_a_receiver_is_kept_without_its_words():
    leave()
    notices.deliver_next(Refusing(1))
    assert Notice.objects.get().fault == "ConnectionError"


def test_one_refusing_receiver_stops_no_other():
    leave("n1"), leave("n2"), leave("n3")
    receiver = Refusing(1)
    while notices.deliver_next(receiver):
        pass
    assert sorted(Notice.objects.values_list("case_no", "state")) == [
        ("n1", "waiting"), ("n2", "sent"), ("n3", "sent"),
    ]  # fmt: skip


def merged():
    parent, child = dispatched(), registered()
    into = merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项")
    taken = merge.TakeIn(by=DISPATCHER, child=child)
    carry_out_together([(into, child), (taken, parent)], now=BEGIN + HOUR)
    act(parent, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    act(parent, CONTACT, BEGIN + 3 * HOUR)
    act(parent, replying(BEGIN + 4 * HOUR), BEGIN + 5 * HOUR)
    act(parent, review.Accept(by=REVIEWER), BEGIN + 6 * HOUR)
    return parent, child


def test_the_accepted_reply_reaches_a_merged_case_once():
    parent, child = merged()
    assert notices.deliver(timezone.now()) > 0
    answered = read(child)
    assert answered.case.answer.parts == read(parent).case.answer.parts
    notices.deliver(timezone.now())
    Notice.objects.filter(audience="children").update(state="waiting", next_at=BEGIN)
    notices.deliver(timezone.now())
    assert [type(e).__name__ for e in read(child).events].count("Echoed") == 1
    assert len(read(child).events) == len(answered.events)
    act(child, content(), timezone.now())


def test_officers_find_their_notices_and_the_person_theirs():
    no = closed()
    assert not notices.inbox(["dispatcher"]).exists(), "what waits is not told yet"
    notices.deliver(timezone.now())
    assert {n.kind for n in notices.inbox(["dispatcher"])} == {"registered", "triaged"}
    assert [n.kind for n in notices.inbox([], unit="heating")] == ["dispatched"]
    kinds = [n.kind for n in whole(no).told]
    assert kinds[:2] == ["registered", "dispatched"] and "accepted" in kinds
    assert CALLER.duty in {n.recipient for n in notices.inbox(["caller_back"])}


def test_deliveries_are_in_the_order_of_their_moments():
    late = leave("late", next_at=timezone.now() - timedelta(seconds=1))
    early = leave("early", next_at=timezone.now() - DAY)
    leave("not yet", next_at=timezone.now() + DAY)
    receiver = Refusing(0)
    while notices.deliver_next(receiver):
        pass
    assert receiver.got == [notices.delivery_id(early), notices.delivery_id(late)]
