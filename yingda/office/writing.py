# SPDX-License-Identifier: Apache-2.0
"""落卷 One statement writes a command: head, entries, ledgers, notices, particulars, repeat key.

The head is the guard: it is moved only if it still stands where the command was decided, and
everything else is written only if the head was moved. All or nothing, without a lock held.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from django.db import connection
from msgspec import Struct

from yingda.ledgers import keeping
from yingda.record.models import CASE

_LEDGERS = {keeping.table(ledger): ledger for ledger in (*keeping.LEDGERS, *keeping.SEALED)}
_json: Callable[[Any], str] = lambda rows: msgspec.json.encode(rows).decode()  # noqa: E731


class Row(Struct, kw_only=True):
    """One entry as it will stand in the record."""

    position: int
    kind: str
    at: Any
    body: str
    mac: bytes


class Writing(Struct, kw_only=True):
    """Everything that one command writes. `seen`: the position it was decided at (0: a new
    case)."""

    no: str
    seen: int
    entries: list[Row]
    lines: keeping.Lines
    notices: list[dict[str, Any]]
    particulars: dict[str, Any] | None = None
    photos: list[dict[str, Any]] = []
    answered: dict[str, Any] | None = None
    erase: bool = False


_NEW = """head as (insert into record_head (of, no, position, mac)
  select %(of)s, %(no)s, %(last)s, %(mac)s {keyed} on conflict do nothing returning 1)"""
_MOVED = """head as (update record_head set position = %(last)s, mac = %(mac)s
  where of = %(of)s and no = %(no)s and position = %(seen)s {keyed} returning 1)"""
# The key is only entered while the head is held where the command was decided: entered first, it
# would stay behind when the head has moved, and answer for a command that was never written.
_HELD = """held as (select 1 from record_head
  where of = %(of)s and no = %(no)s and position = %(seen)s for update)"""
_KEYED = """keyed as (insert into record_answered (key, asked, case_no, first, last)
  select %(key)s, %(asked)s, %(no)s, %(first)s, %(last)s {held}
  on conflict do nothing returning 1)"""
_ENTRIES = """entries as (insert into record_entry (of, no, position, kind, at, body, mac)
  select %(of)s, %(no)s, * from (values {rows}) as e where exists (select 1 from head))"""
_ENTRY = "(%(e{0}p)s::int, %(e{0}k)s, %(e{0}a)s::timestamptz, %(e{0}b)s, %(e{0}m)s::bytea)"
_NOTICES = """notices as (insert into record_notice
    (case_no, position, kind, audience, recipient, channel)
  select case_no, position, kind, audience, recipient, channel
  from jsonb_populate_recordset(null::record_notice, %(notices)s::jsonb)
  where exists (select 1 from head) on conflict do nothing)"""
_PARTICULARS = """particulars as (insert into record_particulars
    (id, case_no, name, phone, address, party, words, phone_hash, name_hash)
  select %(p_id)s::uuid, %(no)s, %(p_name)s, %(p_phone)s, %(p_address)s, %(p_party)s,
    %(p_words)s, %(p_phone_hash)s, %(p_name_hash)s where exists (select 1 from head)
  on conflict (id) do update set name = coalesce(excluded.name, record_particulars.name),
    phone = coalesce(excluded.phone, record_particulars.phone),
    address = coalesce(excluded.address, record_particulars.address),
    party = coalesce(excluded.party, record_particulars.party),
    words = coalesce(excluded.words, record_particulars.words),
    phone_hash = coalesce(excluded.phone_hash, record_particulars.phone_hash),
    name_hash = coalesce(excluded.name_hash, record_particulars.name_hash))"""
_PHOTOS = """photos as (insert into record_attachment (id, case_no, media_type, size, sealed)
  select id, %(no)s, media_type, size, sealed from unnest(%(f_ids)s::uuid[], %(f_types)s::text[],
    %(f_sizes)s::int[], %(f_sealed)s::bytea[]) as f(id, media_type, size, sealed)
  where exists (select 1 from head))"""
_ERASE = """gone as (update record_particulars set name = null, phone = null, address = null,
    party = null, words = null, phone_hash = null, name_hash = null, erased_at = now()
  where case_no = %(no)s and exists (select 1 from head)),
  dark as (update record_attachment set sealed = null
  where case_no = %(no)s and exists (select 1 from head)),
  silent as (update ledgers_recordingline set key = null, peaks = '', gone_at = now(),
    gone_why = 'erased' where gone_at is null and exists (select 1 from head)
    and call_id in (select call from ledgers_caseline where case_no = %(no)s and call <> '')),
  unsaid as (update ledgers_transcriptline set words = null where exists (select 1 from head)
    and call_id in (select call from ledgers_caseline where case_no = %(no)s and call <> '')),
  called as (select substring(call from '^(.*)-') as switch, call as call_id
    from ledgers_caseline where case_no = %(no)s and exists (select 1 from head)),
  tailless as (update ledgers_callline set tail = null
    where (switch, call_id) in (select switch, call_id from called)),
  nobody as (update ledgers_callerline set number = null, caller = ''
    where (switch, call_id) in (select switch, call_id from called)),
  unlisted as (update ledgers_listedline l set number = '', tail = '', why = '', caller = '',
    ended_at = coalesce(ended_at, now()), ended_by = coalesce(nullif(ended_by, ''), 'erased')
  where caller in (select phone_hash from record_particulars where case_no = %(no)s)
    and exists (select 1 from head) and not exists (select 1 from record_particulars o
      where o.phone_hash = l.caller and o.case_no <> %(no)s))"""
"""What is known of the person elsewhere goes with them: speech and number of the calls from which
the case was registered (ids begin with the name of their switch), and, with their last case, their
place on the list of callers."""


@cache
def _statement(
    new: bool, keyed: bool, entries: int, tables: tuple[str, ...], emptied: tuple[str, ...],
    more: tuple[str, ...],
) -> str:  # fmt: skip
    gate = "exists (select 1 from keyed)"
    if new:
        head = _NEW.format(keyed=f"where {gate}" if keyed else "")
    else:
        head = _MOVED.format(keyed=f"and {gate}" if keyed else "")
    held = "" if new else "where exists (select 1 from held)"
    before = [*([] if new else [_HELD]), _KEYED.format(held=held)] if keyed else []
    rows = ", ".join(_ENTRY.format(nth) for nth in range(entries))
    parts = [*before, head, _ENTRIES.format(rows=rows)]
    for table in emptied:
        where = "where case_no = %(no)s and exists (select 1 from head)"
        parts.append(f"d_{table} as (delete from {table} {where})")
    for table in tables:
        source = (
            f"jsonb_populate_recordset(null::{table}, %(l_{table})s::jsonb)"
            " where exists (select 1 from head)"
        )
        enter = keeping.insert if new else keeping.upsert
        parts.append(f"w_{table} as ({enter(_LEDGERS[table], source)})")
    parts += more
    return "with " + ",\n".join(parts) + "\nselect count(*) from head"


def statement(w: Writing) -> tuple[str, dict[str, Any]]:
    """The SQL that writes `w`, and its parameters. Its one value: how many heads were moved."""
    more: list[str] = []
    given: dict[str, Any] = {
        "of": CASE, "no": w.no, "seen": w.seen, "last": w.entries[-1].position,
        "mac": w.entries[-1].mac,
    }  # fmt: skip
    for nth, e in enumerate(w.entries):
        given |= {f"e{nth}p": e.position, f"e{nth}k": e.kind, f"e{nth}a": e.at}
        given |= {f"e{nth}b": e.body, f"e{nth}m": e.mac}
    tables = tuple(table for table, rows in w.lines.items() if rows)
    emptied = tuple(table for table, rows in w.lines.items() if not rows)
    given |= {f"l_{table}": _json(w.lines[table]) for table in tables}
    if w.answered:
        given |= w.answered
    if w.notices:
        more.append(_NOTICES)
        given["notices"] = _json(w.notices)
    if w.particulars:
        more.append(_PARTICULARS)
        given |= w.particulars
    if w.photos:
        more.append(_PHOTOS)
        for name in ("ids", "types", "sizes", "sealed"):
            given[f"f_{name}"] = [photo[name] for photo in w.photos]
    if w.erase:
        more.append(_ERASE)
    keyed = w.answered is not None
    sql = _statement(w.seen == 0, keyed, len(w.entries), tables, emptied, tuple(more))
    return sql, given


def write(w: Writing) -> bool:
    """Write `w`; False (and nothing written) if somebody else wrote in between."""
    sql, given = statement(w)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return bool(cursor.fetchone()[0])


def enter(no: str, lines: keeping.Lines) -> None:
    """Enter ledger lines alone, without an event (to put right, never to act)."""
    with connection.cursor() as cursor:
        for table, rows in lines.items():
            if not rows:
                cursor.execute(f"delete from {table} where case_no = %s", [no])
            source = f"jsonb_populate_recordset(null::{table}, %s::jsonb)"
            cursor.execute(keeping.upsert(_LEDGERS[table], f"{source} where true"), [_json(rows)])
