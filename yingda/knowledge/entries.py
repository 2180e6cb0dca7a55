# SPDX-License-Identifier: Apache-2.0
"""词条 Entries: written, changed, challenged, read again; nothing that was said is lost."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from yingda.flow.grammar import Refusal

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


def to_tell(code: str, version: str, on: date) -> tuple[str, str] | Refusal:
    """Entry and version as an answer keeps them (`AnswerAtOnce`). Without a version it is that in
    force. Refused for an entry that is not there or may not be told on that day, and for a version
    that never was or that another has replaced."""
    entry = Entry.objects.filter(code=code).first()
    if entry is None:
        words = "知识库中没有条目“{entry}”，请核对编号或从知识库中选用；没有用到知识库的，请留空"
        return Refusal("no_such_entry", words, given={"entry": code}, fields=("entry",))
    if entry.valid_from > on:
        given = {"entry": code, "day": entry.valid_from.isoformat()}
        words = "条目“{entry}”从{day}起生效，现在还不能告知，请另选条目"
        return Refusal("entry_not_yet", words, given=given, fields=("entry",))
    if entry.valid_until and entry.valid_until < on:
        given = {"entry": code, "day": entry.valid_until.isoformat()}
        words = "条目“{entry}”的有效期到{day}为止，不能再告知，请另选条目或请责任单位更新"
        return Refusal("entry_ended", words, given=given, fields=("entry",))
    if version and (fault := _not_the_newest(entry, version)):
        return fault
    return code, str(entry.version)


def _not_the_newest(entry: Entry, version: str) -> Refusal | None:
    said = version.strip("第版vV ")[:9]
    nth = int(said) if said.isdecimal() else 0
    if nth == entry.version:
        return None
    given = {"entry": entry.code, "version": said, "now": str(entry.version)}
    words = "条目“{entry}”没有第{version}版，现行的是第{now}版，请核对"
    if 0 < nth < entry.version:
        words = "条目“{entry}”的第{version}版已被第{now}版取代，请核对现行的答案再告知"
    return Refusal("not_this_version", words, given=given, fields=("version",))
