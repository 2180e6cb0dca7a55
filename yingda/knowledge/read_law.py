# SPDX-License-Identifier: Apache-2.0
"""读法 Read a law from Markdown: `# title`, a head up to `<!-- INFO END -->`, `第…条` lines.

The head says when it was published and from when it is in force; parts of one law (the books of
the Civil Code) have the same title and are put together by the loader.
"""

import re
from datetime import date

from msgspec import Struct

from yingda.wording.numerals import CHARACTERS, number

_N = f"[{re.escape(CHARACTERS)}]+"
_ARTICLE = re.compile(rf"^第({_N})条(?:之({_N}))?[ \u3000]*(.*)$")
_HEADING = re.compile(rf"^(?:#|第{_N}[编章节][ \u3000])")
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_BEGIN = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*起?\s*(?:施行|实施|生效)")
_OWN_BEGIN = re.compile(r"本(?:法|条例|办法|规定|决定|细则)[^。]{0,12}自\s*" + _BEGIN.pattern)
_TAIL = re.compile(r"[（(](?:\d{4}[^（）()]*|[^（）()]*(?:修正|修订|版))[)）]$")
_END = "<!-- INFO END -->"


class Text(Struct, frozen=True, kw_only=True):
    """一件 One file as read. `articles` are (key, words) in order; `source` is its head."""

    title: str
    published: date | None
    since: date | None
    source: str
    articles: tuple[tuple[str, str], ...]


def name(title: str) -> str:
    """The title as it is compared: no blanks, no State's name in front, no "（2018年修正）"."""
    plain = re.sub(r"\s+", "", title).strip("《》")
    return _TAIL.sub("", plain).removeprefix("中华人民共和国")


def read(text: str, published: date | None = None) -> Text:
    """Reads one file; `published` is the day that its file name gives.

    Raises ValueError when there is no title or no text, or an article's number cannot be read.
    """
    head, found, body = text.partition(_END)
    if not found:
        head, body = "", text
    title = next((ln[2:].strip() for ln in text.splitlines() if ln.startswith("# ")), "")
    if not title:
        raise ValueError("没有标题")
    source = "\n".join(ln.strip() for ln in head.splitlines() if ln.strip() and ln[0] != "#")
    days = [day for line in source.splitlines() if not _BEGIN.search(line)
            for day in map(_day, _DAY.finditer(line)) if day]  # fmt: skip
    published = published or max(days, default=None)
    articles = _articles(body)
    begin = _begin(source, articles)
    known = [day for day in (published, begin) if day]
    return Text(
        title=title, published=published, since=max(known, default=None), source=source[:4000],
        articles=articles,
    )  # fmt: skip


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _begin(source: str, articles: tuple[tuple[str, str], ...]) -> date | None:
    """The latest day of entry into force that the head or the last articles say."""
    said = list(_BEGIN.finditer(source))
    said += [m for _key, words in articles[-3:] for m in _OWN_BEGIN.finditer(words)]
    return max((day for day in map(_day, said) if day), default=None)


def _articles(body: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in (raw.strip() for raw in body.splitlines()):
        if start := _ARTICLE.match(line):
            key = _key(start[1], start[2])
            current = found.setdefault(key, [])
            if current:  # a second 第一条 of an annex: kept apart from the law's own
                current = []
                continue
            current.append(start[3])
        elif _HEADING.match(line):
            current = None
        elif line and current is not None:
            current.append(line)
    if found:
        return tuple((key, "\n".join(lines).strip()) for key, lines in found.items())
    whole = "\n".join(ln.strip() for ln in body.splitlines() if ln.strip() and ln[0] != "#")
    if not whole:
        raise ValueError("没有条文")
    return (("0", whole),)


def _key(article: str, bis: str | None) -> str:
    first, second = number(article), number(bis) if bis else 0
    if first is None or second is None:
        raise ValueError(f"条号读不出：{article}")
    return f"{first}.{second}" if second else str(first)
