# SPDX-License-Identifier: Apache-2.0
"""列名 Listing: put a caller on the list of those answered first or in a queue of their own, or
take them off it; the numbers in the open for the switch alone."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import listed
from yingda.ledgers.listed import ListedLine
from yingda.record import resealing, sealing

HIGHEST = 99
PUTTERS = ("duty_leader", "administrator")
SHORTEST, LONGEST = 3, 15  # digits of a number that may ring us


class Open(NamedTuple):
    """A line in the open, as the switch must know it."""

    number: str
    priority: int
    queue: str


def put(
    number: str, priority: int, queue: str, why: str, until: date | None, by: Person, now: datetime
) -> ListedLine | Refusal:
    """列名 Put a caller on the list; who is on it already gets the new line instead.

    Refused without a reason, without a number, for a queue that the city has not, or for nothing
    (neither priority nor queue)."""
    if found := fault(number, priority, queue, why, by):
        return found
    plain = sealing.plain_phone(number)
    caller = sealing.hashed(settings.RECORD_KEY, "phone", plain)
    with transaction.atomic():
        _end(ListedLine.objects.filter(caller=caller), by, now)
        return ListedLine.objects.create(
            caller=caller, number=sealing.sealed(settings.SEALING_KEYS, f"{caller}:listed", plain),
            tail=plain[-4:] if len(plain) > 4 else "", priority=priority, queue=queue,
            why=why.strip()[:200], until=until, put_by=by.name, put_at=now,
        )  # fmt: skip


def fault(number: str, priority: int, queue: str, why: str, by: Person) -> Refusal | None:
    """What is wrong with a line, if anything."""
    if by.duty not in PUTTERS:
        return Refusal("not_their_duty", "名单由值班长或系统管理员维护")
    if not SHORTEST <= len(sealing.plain_phone(number)) <= LONGEST:
        return Refusal("no_number", "请写明来电号码，三至十五位数字", fields=("number",))
    if not why.strip():
        return Refusal("no_reason", "请写明列入名单的理由", fields=("why",))
    if not 0 <= priority <= HIGHEST:
        return Refusal("no_priority", "优先级须在0至99之间", fields=("priority",))
    if queue and queue not in {one.name for one in settings.CITY.phone.queues}:
        return Refusal("no_queue", "没有这个队列", fields=("queue",))
    if not priority and not queue:
        return Refusal("nothing_listed", "请给出优先级或专门队列", fields=("priority",))
    return None


def end(line: int, by: Person, now: datetime) -> bool:
    """除名 Take a caller off the list; False if they were not on it."""
    return bool(_end(ListedLine.objects.filter(id=line), by, now))


def _end(lines: QuerySet[ListedLine], by: Person, now: datetime) -> int:
    """The number is of no use any more and goes; its tail stays, with who ended the line."""
    return lines.filter(ended_at=None).update(ended_by=by.name, ended_at=now, number=b"")


def in_the_open(on: date) -> Iterator[Open]:
    """What the switch must know on a day."""
    for line in listed.in_force(on).iterator():
        yield Open(_opened(line), line.priority, line.queue)


def _opened(line: ListedLine) -> str:
    return sealing.opened(settings.SEALING_KEYS, _place(line), bytes(line.number))


def _place(line: ListedLine) -> str:
    return f"{line.caller}:listed"


def reseal(size: int = 500) -> Iterator[int]:
    """Seal numbers that are under an older key again; yields how many a page changed."""
    return resealing.again(ListedLine, "number", _place, size)
