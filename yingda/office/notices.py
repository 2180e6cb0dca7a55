# SPDX-License-Identifier: Apache-2.0
"""送达 Delivering notices: in order of their moment, retried with back-off, dead letters kept in
sight.

A notice inside the office or on the person's own page is delivered by being marked, in the
database,
exactly once. One that leaves by a channel is sent before it is marked: after a kill it may be sent
again, under the same delivery id, by which the receiver knows it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from yingda.flow.grammar import CLOCK
from yingda.flow.merge import Echo
from yingda.record.models import Notice

from .door import carry_out
from .reading import read

MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=5)
CHILDREN = "children"

Send = Callable[[Notice], None]


def delivery_id(notice: Notice) -> str:
    """The name of this delivery, the same at every try."""
    return f"{notice.case_no}-{notice.position}-{notice.audience}-{notice.recipient}"


def deliver_inside(leaving: list[str], most: int = 500) -> int:
    """Deliver what stays in the database: one statement. `leaving`: channels that send outside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update record_notice set state = 'sent', sent_at = clock_timestamp(),"
            " attempts = attempts + 1 where id in (select id from record_notice"
            " where state = 'waiting' and next_at <= clock_timestamp() and audience <> %s"
            " and channel <> all(%s) order by next_at limit %s for update skip locked)",
            [CHILDREN, leaving, most],
        )
        return int(cursor.rowcount)


def deliver(now: datetime, most: int = 500) -> int:
    """One pass where no channel leaves the database; returns how many were delivered or tried."""
    done = deliver_inside([], most)
    while done < most and deliver_next(lambda notice: None, []):
        done += 1
    return done


def deliver_next(send: Send, leaving: list[str] | None = None) -> bool:
    """Deliver the next notice that leaves the database or goes to a merged case; False if none.
    `leaving`: only of these channels (None: of all)."""
    with transaction.atomic():
        waiting = Notice.objects.select_for_update(skip_locked=True)
        due = waiting.filter(state=Notice.WAITING, next_at__lte=timezone.now())
        if leaving is not None:
            due = due.filter(Q(audience=CHILDREN) | Q(channel__in=leaving))
        notice = due.order_by("next_at").first()
        if notice is None:
            return False
        try:
            with transaction.atomic():
                _echo(notice) if notice.audience == CHILDREN else send(notice)
        except Exception as fault:  # any fault of a receiver is a failed try, never a lost notice
            _failed(notice, fault)
        else:
            notice.state, notice.sent_at, notice.fault = Notice.SENT, timezone.now(), ""
        notice.attempts += 1
        notice.save(update_fields=["state", "sent_at", "attempts", "next_at", "fault"])
    return True


def _failed(notice: Notice, fault: Exception) -> None:
    notice.fault = type(fault).__name__[:200]
    wait = FIRST_WAIT * 4 ** min(notice.attempts, MOST_TRIES)
    notice.next_at = timezone.now() + wait
    if notice.attempts + 1 >= MOST_TRIES:
        notice.state = Notice.DEAD


def _echo(notice: Notice) -> None:
    """The accepted reply of a case reaches one that was merged into it (a refusal: it already has,
    or it was taken apart again)."""
    parent = read(notice.case_no)
    if parent and parent.case.answer:
        carry_out(
            Echo(by=CLOCK, parent=notice.case_no, answer=parent.case.answer), notice.recipient
        )


def inbox(audiences: list[str], unit: str = "") -> QuerySet[Notice]:
    """Delivered notices of an officer: those to their duties, or to their unit; newest first."""
    sent = Notice.objects.filter(state=Notice.SENT)
    to = sent.filter(recipient=unit) if unit else sent.filter(recipient__in=audiences)
    return to.order_by("-id")


_UNREAD = """(select count(*) from (select from record_notice n
  where n.state = 'sent' and n.seen_at is null and n.audience <> 'appellant'
    and n.recipient = any (case when roster_officer.unit_id is null
      then roster_officer.duties::text[] else array[roster_officer.unit_id::text] end)
    and n.audience = any (case when roster_officer.unit_id is null
      then %s::text[] else %s::text[] end) limit %s) unread)"""


def unread(to_duties: Sequence[str], to_units: Sequence[str], most: int) -> RawSQL:
    """How many notices to these audiences an officer has not seen, no further than `most`: for
    `annotate` of a query that reads users with their officers, so that it costs no statement."""
    params = (list(to_duties), list(to_units), most)
    return RawSQL(_UNREAD, params, output_field=IntegerField())


def dead() -> QuerySet[Notice]:
    """Dead letters, newest first."""
    return Notice.objects.filter(state=Notice.DEAD).order_by("-id")


def try_again(notice_id: int, now: datetime | None = None) -> bool:
    """Put a dead letter back among the waiting."""
    back = Notice.objects.filter(id=notice_id, state=Notice.DEAD)
    return bool(back.update(state=Notice.WAITING, attempts=0, next_at=now or timezone.now()))
