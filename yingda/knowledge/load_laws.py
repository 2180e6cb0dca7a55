# SPDX-License-Identifier: Apache-2.0
"""装法 Load laws: from a folder or a tar of Markdown files, with `index.sqlite3` if it is there.

What can be read is stored, what cannot is told by file and reason. The same files again change
nothing. A newer edition ends the one before it; cases (案例) and contents pages are no laws.
"""

import hashlib
import re
import sqlite3
import tarfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from django.db import connection, transaction
from msgspec import Struct

from . import read_law
from .grams import grams
from .models import Article, Law, Level

_NAMED = re.compile(r"^(?P<title>.*?)\((?P<day>\d{4}-\d\d-\d\d)\)$")
_LEVELS = {
    "宪法": Level.CONSTITUTION, "法律": Level.LAW, "行政法规": Level.REGULATION,
    "司法解释": Level.INTERPRETATION, "部门规章": Level.RULE, "地方性法规": Level.LOCAL,
}  # fmt: skip
_SKIPPED = ("案例",)
_TURN = 0x6C617773  # one load at a time: key of the advisory lock
Told = Callable[[int, int], None]


class Fault(Struct, frozen=True, kw_only=True):
    """错误 A file that was not read, and why."""

    file: str
    reason: str


class Report(Struct, frozen=True, kw_only=True):
    """装载结果 Editions created, changed and unchanged; articles now held; files not read."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    articles: int = 0
    faults: tuple[Fault, ...] = ()


class _Told(Struct, frozen=True, kw_only=True):
    level: str = ""
    since: date | None = None
    expired: bool = False


class _Edition(Struct, kw_only=True):
    level: Level
    since: date | None
    expired: bool
    title: str
    published: date | None
    source: str
    articles: dict[str, str]

    def digest(self) -> str:
        """Changes when anything that is stored changes."""
        said = repr((self.level, self.since, self.expired, self.title, self.source,
                     list(self.articles.items())))  # fmt: skip
        return hashlib.sha256(said.encode()).hexdigest()


def load(place: Path, *, dry_run: bool = False, told: Told = lambda *_: None) -> Report:
    """Loads `place` (a folder, with the tars in it, or one tar); `told(done, of)` as it goes.

    With `dry_run` everything is done and then taken back. Raises FileNotFoundError, ValueError
    for a place in which there is no law at all.
    """
    if not place.exists():
        raise FileNotFoundError(place)
    index = _index(place if place.is_dir() else place.parent)
    editions, faults = _editions(_files(place), index)
    if not editions:
        raise ValueError("没有找到法律文本")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        counts = [0, 0, 0]
        for done, ((name, _published), edition) in enumerate(editions.items(), start=1):
            counts[_store(name, edition)] += 1
            if done % 100 == 0 or done == len(editions):
                told(done, len(editions))
        _end_older()
        articles = Article.objects.count()
        transaction.set_rollback(dry_run)
    return Report(
        created=counts[0], changed=counts[1], unchanged=counts[2], articles=articles,
        faults=tuple(faults),
    )  # fmt: skip


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every Markdown file of a folder, of the tars in it, or of one tar."""
    if place.is_dir():
        for path in sorted(place.rglob("*.md")):
            yield path.relative_to(place).as_posix(), path.read_bytes()
        for path in sorted((*place.glob("*.tar.gz"), *place.glob("*.tar"))):
            yield from _files(path)
        return
    with tarfile.open(place) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.name.endswith(".md") else None
            if content:
                yield member.name, content.read()


def _index(folder: Path) -> dict[tuple[str, date | None], _Told]:
    """What the index says of an edition, by compared name and day of publication."""
    file = folder / "index.sqlite3"
    if not file.is_file():
        return {}
    held = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        rows = held.execute("SELECT name, publish, level, valid_from, expired FROM law").fetchall()
    finally:
        held.close()
    return {
        (read_law.name(title), _day(day)): _Told(
            level=level, since=_day(begin), expired=bool(expired)
        )
        for title, day, level, begin, expired in rows
    }


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def _editions(
    files: Iterable[tuple[str, bytes]], index: dict[tuple[str, date | None], _Told]
) -> tuple[dict[tuple[str, date | None], _Edition], list[Fault]]:
    editions: dict[tuple[str, date | None], _Edition] = {}
    faults: list[Fault] = []
    for file, content in files:
        parts = PurePosixPath(file)
        if parts.name.startswith("_") or any(part in _SKIPPED for part in parts.parts):
            continue
        named = _NAMED.match(parts.stem)
        try:
            text = read_law.read(content.decode("utf-8-sig"), _day(named["day"]) if named else None)
        except (ValueError, UnicodeDecodeError) as wrong:
            faults.append(Fault(file=file, reason=str(wrong)))
            continue
        _join(editions, text, parts, index)
    return editions, faults


def _join(
    editions: dict[tuple[str, date | None], _Edition],
    text: read_law.Text,
    parts: PurePosixPath,
    index: dict[tuple[str, date | None], _Told],
) -> None:
    """Puts a file with its edition: the books of one code have one title and one day."""
    key = (read_law.name(text.title), text.published)
    said = index.get(key, _Told())
    if held := editions.get(key):
        held.articles |= {k: words for k, words in text.articles if k not in held.articles}
        return
    level = _LEVELS.get(said.level) or next(
        (_LEVELS[part] for part in reversed(parts.parts) if part in _LEVELS),
        Level.LAW if re.search(r"[^办]法(?:典)?$", key[0]) else Level.OTHER,
    )
    editions[key] = _Edition(
        level=level, since=said.since or text.since, expired=said.expired, title=text.title[:200],
        published=text.published, source=text.source, articles=dict(text.articles),
    )  # fmt: skip


def _store(name: str, edition: _Edition) -> int:
    """0 created, 1 changed, 2 unchanged."""
    digest = edition.digest()
    law = Law.objects.filter(name=name[:200], published=edition.published).first()
    if law and law.digest == digest:
        return 2
    fresh = law is None
    law = law or Law(name=name[:200], published=edition.published)
    law.title, law.level, law.since = edition.title, edition.level, edition.since
    law.expired, law.source, law.digest = edition.expired, edition.source, digest
    law.save()
    Article.objects.filter(law=law).delete()
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO knowledge_article (law_id, key, nth, text, words)"
            " VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]))",
            [
                (law.pk, key, nth, words, grams(words))
                for nth, (key, words) in enumerate(edition.articles.items(), start=1)
            ],
        )
    return 0 if fresh else 1


def _end_older() -> None:
    """An edition ends on the day before the next one of the same name begins."""
    last: Law | None = None
    for law in Law.objects.order_by("name", "published"):
        if last and last.name == law.name and law.since:
            until = law.since - timedelta(days=1)
            if last.until != until:
                Law.objects.filter(pk=last.pk).update(until=until)
        last = law
