# SPDX-License-Identifier: Apache-2.0
"""查卷 Log: read the record. Appending is one statement of the office (yingda.office.writing)."""

from collections.abc import Iterator, Sequence

from django.db import connection
from msgspec import Struct

from yingda.flow.grammar import Event

from . import chain, codec
from .models import CASE


class Past(Struct, frozen=True):
    """What the record says of one case: its events, and the mac of the last."""

    events: list[Event]
    mac: bytes
    answered: tuple[str, str, int, int] | None = None  # asked, case_no, first, last


_READ = """
select (select h.mac from record_head h where h.of = %s and h.no = %s),
       (select '[' || string_agg(e.body, ',' order by e.position) || ']' from record_entry e
         where e.of = %s and e.no = %s),
       (select array[a.asked, a.case_no, a.first::text, a.last::text] from record_answered a
         where a.key = %s)
"""


def read(no: str, key: str = "", of: str = CASE) -> Past:
    """The record of case `no`, and the first outcome under an idempotency `key`: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [of, no, of, no, key])
        mac, record, first = cursor.fetchone()
    past = (first[0], first[1], int(first[2]), int(first[3])) if first else None
    return Past(codec.unpack_whole(record or "[]"), bytes(mac) if mac else chain.START, past)


def read_many(nos: Sequence[str], of: str = CASE) -> dict[str, list[Event]]:
    """The records of the cases `nos`: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select no, '[' || string_agg(body, ',' order by position) || ']' from record_entry"
            " where of = %s and no = any(%s) group by no",
            [of, list(nos)],
        )
        return {no: codec.unpack_whole(record) for no, record in cursor.fetchall()}


def hold(nos: Sequence[str], of: str = CASE) -> None:
    """Hold the cases `nos` until the transaction ends: nobody else writes in them. Always in the
    same order, so that those who hold several never wait for one another in a circle."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select no from record_head where of = %s and no = any(%s) order by no for update",
            [of, list(nos)],
        )


def pages(size: int, of: str = CASE, share: int = 0, shares: int = 1) -> Iterator[list[str]]:
    """All case numbers in pages of `size`, by key, never by offset. With `shares` > 1 only those
    whose hash falls to `share`, so that several processes can divide the work: a share by pages
    would lose cases when new ones move the pages while they are counted."""
    after = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "select no from record_head where of = %s and no > %s"
                " and mod(hashtext(no) & 2147483647, %s) = %s order by no limit %s",
                [of, after, shares, share, size],
            )
            page = [no for (no,) in cursor.fetchall()]
        if not page:
            return
        yield page
        after = page[-1]
