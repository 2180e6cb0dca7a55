# SPDX-License-Identifier: Apache-2.0
"""词条 Entries: written, changed, challenged, read again; nothing that was said is lost."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from .grams import grams
from .models import Challenge, Entry, Gram, Version

SAID = (
    "question", "answer", "similar", "subject", "owner", "source", "valid_from", "valid_until",
    "review_by",
)  # fmt: skip


def write(code: str, said: Mapping[str, Any], *, by: str, at: datetime) -> Entry:
    """Writes an entry; a new version only when something is different.

    `said` names fields of SAID. Raises ValueError for days in the wrong order.
    """
    if said.get("valid_until") and said["valid_until"] < said["valid_from"]:
        raise ValueError("失效日期早于生效日期")
    with transaction.atomic():
        entry = Entry.objects.select_for_update().filter(code=code).first()
        fresh = entry is None
        entry = entry or Entry(code=code, version=0)
        if not fresh and all(getattr(entry, field) == said[field] for field in SAID):
            return entry
        before = set() if fresh else set(_words(entry))
        for field in SAID:
            setattr(entry, field, said[field])
        entry.version += 1
        entry.save()
        _index(entry, before)
        keep(entry, by, at)
    return entry


def keep(entry: Entry, by: str, at: datetime) -> None:
    """Keeps what the entry says now as its version."""
    said = {field: getattr(entry, field) for field in SAID}
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items()}
    Version.objects.create(entry=entry, version=entry.version, said=plain, by=by[:150], at=at)


def _words(entry: Entry) -> list[str]:
    return grams("\n".join([entry.question, *entry.similar, entry.answer]))


def _index(entry: Entry, before: set[str]) -> None:
    """Enters the grams of one entry, and counts the new ones and those that are gone."""
    now = _words(entry)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_entry SET words = array_to_tsvector(%s::text[]) WHERE code = %s",
            [now, entry.code],
        )
    _count(sorted(set(now) - before), 1)
    Gram.objects.filter(gram__in=before - set(now)).update(entries=F("entries") - 1)


def _count(fresh: Iterable[str], step: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO knowledge_gram (gram, entries) SELECT unnest(%s::text[]), %s"
            " ON CONFLICT (gram) DO UPDATE SET entries = knowledge_gram.entries + excluded.entries",
            [list(fresh), step],
        )


def valid(on: date) -> Q:
    """Entries that may be told on that day."""
    return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gte=on))


def overdue(on: date) -> QuerySet[Entry]:
    """Entries that ended, or that their owner should have read again, or that are challenged."""
    return Entry.objects.filter(
        Q(valid_until__lt=on) | Q(review_by__lt=on) | Q(challenges__gt=0)
    ).order_by("owner", "review_by")


def challenge(code: str, version: int, reason: str, *, by: str, at: datetime) -> Challenge:
    """答案质疑 Says that an answer is wrong. Raises ValueError without a reason,
    Version.DoesNotExist for a version that never was."""
    if not reason.strip():
        raise ValueError("须写明质疑理由")
    with transaction.atomic():
        said = Version.objects.get(entry_id=code, version=version)
        Entry.objects.filter(code=code).update(challenges=F("challenges") + 1)
        return Challenge.objects.create(
            entry_id=said.entry_id, version=version, reason=reason, by=by, at=at
        )


def settle(one: Challenge, *, upheld: bool, opinion: str, by: str, at: datetime) -> None:
    """Settles a challenge once. Raises ValueError for one that is settled, or without opinion."""
    if not opinion.strip():
        raise ValueError("须写明处理意见")
    with transaction.atomic():
        open_ = Challenge.objects.filter(pk=one.pk, settled_at=None)
        settled = {"settled_at": at, "settled_by": by, "upheld": upheld, "opinion": opinion}
        if not open_.update(**settled):
            raise ValueError("该质疑已处理")
        Entry.objects.filter(code=one.entry_id).update(challenges=F("challenges") - 1)


def tellable(code: str, on: date) -> Entry | None:
    """The entry, if it may be told on that day."""
    return Entry.objects.filter(valid(on), code=code).first()


def to_tell(code: str, on: date) -> tuple[str, str]:
    """Entry and version for `AnswerAtOnce(entry, version)`; raises ValueError when it may not be
    told on that day, Entry.DoesNotExist when it is not there."""
    entry = Entry.objects.get(code=code)
    if not Entry.objects.filter(valid(on), code=code).exists():
        raise ValueError("该词条今天不在有效期内")
    return entry.code, str(entry.version)
