# SPDX-License-Identifier: Apache-2.0
"""验卷 Verifying the record: every entry against the one before, every seal against its entries."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from yingda.record import chain
from yingda.record.models import Entry, Seal

QUIET = timedelta(seconds=60)
"""An entry is sealed when it is this old and half of this older than every transaction still
writing (a statement waits no longer than that for its turn, see the settings): every entry with an
id up to the newest one sealed is then there to be read."""

_OLDEST = """select min(xact_start) from pg_stat_activity where datname = current_database()
and backend_xid is not null and pid <> pg_backend_pid()"""

_CHAINS = """
select e.of, e.no, e.position, e.body, e.mac, h.position, h.mac
from record_entry e left join record_head h on h.of = e.of and h.no = e.no
where (e.of, e.no) > (%s, %s) and (e.of, e.no) <= (%s, %s) order by e.of, e.no, e.position
"""
_PAGE = "select of, no from record_head where (of, no) > (%s, %s) order by of, no limit 2000"


def faults() -> Iterator[str]:
    """Everything that is wrong with the record, in words; nothing if it is whole."""
    after = ("", "")
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PAGE, after)
            heads = cursor.fetchall()
            last = heads[-1] if heads else ("\uffff", "")
            cursor.execute(_CHAINS, [*after, *last])
            yield from _chain_faults(cursor.fetchall(), set(heads))
        if not heads:
            break
        after = last
    yield from _seal_faults()


def _chain_faults(rows: list[tuple[Any, ...]], heads: set[tuple[Any, ...]]) -> Iterator[str]:
    before, mac, expected, head = None, chain.START, 1, None
    for of, no, position, body, kept, head_position, head_mac in rows:
        if (of, no) != before:
            yield from _end_fault(before, mac, expected, head)
            before, mac, expected = (of, no), chain.START, 1
            head = (head_position, bytes(head_mac) if head_mac else None)
            heads.discard((of, no))
        if position != expected:
            yield f"{no}: 第{expected}条缺失（读到第{position}条）"
        if bytes(kept) != chain.link(settings.RECORD_KEY, mac, of, no, position, body):
            yield f"{no}: 第{position}条与前一条不衔接，内容或顺序被改动"
        mac, expected = bytes(kept), position + 1
    yield from _end_fault(before, mac, expected, head)
    for _, no in sorted(heads):
        yield f"{no}: 案卷只剩卷首，条目全部缺失"


def _end_fault(
    before: tuple[Any, ...] | None, mac: bytes, expected: int, head: tuple[Any, ...] | None
) -> Iterator[str]:
    if before is None or head is None:
        return
    if head != (expected - 1, mac):
        yield f"{before[1]}: 案卷末尾与卷首登记不符（登记{head[0]}条，读到{expected - 1}条）"


def _macs(first: int, last: int) -> list[bytes]:
    rows = Entry.objects.filter(id__gt=first, id__lte=last).order_by("id")
    return [bytes(mac) for mac in rows.values_list("mac", flat=True)]


def _seal_faults() -> Iterator[str]:
    before, reached = chain.START, 0
    for seal in Seal.objects.order_by("id").iterator():
        macs = _macs(seal.first_id, seal.last_id)
        if seal.first_id != reached:
            yield f"封存{seal.pk}: 与上一封存不衔接"
        if len(macs) != seal.entries:
            yield f"封存{seal.pk}: 应有{seal.entries}条，现有{len(macs)}条"
        elif bytes(seal.mac) != chain.seal(settings.RECORD_KEY, before, macs):
            yield f"封存{seal.pk}: 封存校验不符"
        before, reached = bytes(seal.mac), seal.last_id


def _before(quiet: timedelta) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST)
        oldest = cursor.fetchone()[0]
    before = timezone.now() - quiet
    return min(before, oldest - QUIET / 2) if oldest else before


def newest_seal() -> str:
    """The newest seal in short, to be noted down elsewhere: whoever has it finds out if the end of
    the record, seals and all, is ever cut off. Empty if there is none."""
    last = Seal.objects.order_by("-id").first()
    return f"{last.pk}:{bytes(last.mac).hex()[:16]}" if last else ""


_ALONE = 12345, 1
_ONE_AT_A_TIME = "select pg_try_advisory_xact_lock(%s, %s)"


@transaction.atomic
def seal_record(quiet: timedelta = QUIET, most: int = 50_000) -> int:
    """Put a seal on the entries older than `quiet` that have none yet; returns how many (0 also
    while another process seals)."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, _ALONE)
        if not cursor.fetchone()[0]:
            return 0
    last = Seal.objects.order_by("-id").first()
    reached, before = (last.last_id, bytes(last.mac)) if last else (0, chain.START)
    old = Entry.objects.filter(id__gt=reached, written_at__lt=_before(quiet))
    page = old.order_by("id").values("id")[:most]
    newest = Entry.objects.filter(id__in=page).aggregate(at=Max("id"))["at"]
    if newest is None:
        return 0
    macs = _macs(reached, newest)
    Seal.objects.create(
        first_id=reached, last_id=newest, entries=len(macs),
        mac=chain.seal(settings.RECORD_KEY, before, macs),
    )  # fmt: skip
    return len(macs)
