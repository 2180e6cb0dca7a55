# SPDX-License-Identifier: Apache-2.0
"""引文 Citations: 《北京市接诉即办工作条例》第十五条第二款第一项, and what is wrong with them."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from .numerals import CHARACTERS, number
from .rules import repealed

_N = f"[{re.escape(CHARACTERS)}]+"
_CITED = re.compile(
    rf"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》(?:[（(][^（）()]{{0,30}}[）)])?(?:文件)?[的之中，,]?\s*"
    rf"(?:第{_N}章)?(?:第{_N}节)?"
    rf"(?P<articles>第?{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?[（(]?{_N}[)）]?项)?"
    rf"(?:[、，,和及与至到]+第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?[（(]?{_N}[)）]?项)?)*)?"
)
_ARTICLE = re.compile(
    rf"第?(?P<article>{_N})条(?:之(?P<bis>{_N}))?(?:第(?P<paragraph>{_N})款)?"
    rf"(?:第?[（(]?(?P<item>{_N})[)）]?项)?"
)
_BASIS = re.compile(r"(?:根据|依据|依照|按照|违反|参照|适用)[^。；！？\n《]{0,20}$")
_SAYS = re.compile(
    r"^(?:（[^（）]{0,20}）|\([^()]{0,20}\))?(?:的)?(?:有关|相关|明确)?(?:规定(?!的)|要求(?!的)|明令|禁止|允许|对[^，。；《]{1,16}规定)"
)
_CODE = re.compile(r"(?:规范|通则|规程|准则)(?:[（(].*[）)])?$")
_LAW = re.compile(r"(?:法|条例|规定|办法|细则|法典|规则|决定)(?:[（(].*[）)])?$")


class Cited(Struct, frozen=True, kw_only=True):
    """引文 One article cited; `article` 0: only the title. `bis`: 第…条之一; places in the text."""

    start: int
    end: int
    title: str
    article: int = 0
    bis: int = 0
    paragraph: int = 0
    item: int = 0


class Edition(Struct, frozen=True, kw_only=True):
    """版本 One edition of a law in the library: its articles' keys ("15", "15.1"), when in force.

    `since` unknown: believed to be in force; `until` is its last day, None while it is in force.
    """

    title: str
    articles: frozenset[str]
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """In force on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def key(article: int, bis: int = 0) -> str:
    """The key under which the library keeps an article: 15, or 15.1 for 第十五条之一."""
    return f"{article}.{bis}" if bis else str(article)


def cited(text: str) -> tuple[Cited, ...]:
    """Every citation, one for each article named; a title without article once."""
    return tuple(c for match in _CITED.finditer(text) for c in _one(match))


def _one(match: re.Match[str]) -> Iterator[Cited]:
    title = re.sub(r"\s+", "", match["title"])
    if not match["articles"]:
        yield Cited(start=match.start(), end=match.end("title") + 1, title=title)
        return
    for part in _ARTICLE.finditer(match["articles"]):
        at = match.start("articles")
        numbers = {n: number(part[n] or "") or 0 for n in ("article", "bis", "paragraph", "item")}
        first = part.start() == 0
        start = match.start() if first else at + part.start()
        yield Cited(start=start, end=at + part.end(), title=title, **numbers)


def faults(
    text: str,
    on: date | None = None,
    editions: Callable[[str], Sequence[Edition]] | None = None,
) -> tuple[tuple[Cited, str], ...]:
    """Citations at fault, each with the name of the check that found it.

    `bare_title`: a law is given as basis without its article; `unknown_title`, `no_such_article`,
    `not_in_force`: compared with `editions(title)`, on the day `on`; what it does not hold, with
    the known laws of the past.
    """
    found = []
    every = cited(text)
    named = {one.title for one in every if one.article}
    for one in every:
        law = _LAW.search(one.title)
        if (law or _CODE.search(one.title)) and one.title not in named and _basis(text, one):
            found.append((one, "bare_title"))
        if not law:
            continue
        if fault := _compared(one, editions, on):
            found.append((one, fault))
    return tuple(found)


def _basis(text: str, one: Cited) -> bool:
    """What is said rests on it: "according to" before, or "provides" after. A number of the code
    (GB 50180-93, 第3.2.4条) can be checked like an article."""
    after = text[one.end : one.end + 24]
    if re.match(r"\W{0,2}(?:第?\d+\.\d|GB|gb)", after):
        return False
    if one.title in {"实施细则", "办法", "规定", "条例"}:  # short for one named before
        return False
    return bool(_BASIS.search(text[max(0, one.start - 24) : one.start]) or _SAYS.search(after))


def _compared(
    one: Cited, editions: Callable[[str], Sequence[Edition]] | None, on: date | None
) -> str:
    held = editions(one.title) if editions else ()
    if not held:
        last = repealed().get(one.title.removeprefix("中华人民共和国"))
        if last:
            return "not_in_force" if on and on > last else ""
        return "unknown_title" if editions else ""
    valid = [e for e in held if on is None or e.in_force(on)]
    if not valid:
        return "not_in_force"
    wanted = key(one.article, one.bis)
    counted = [e for e in valid if e.articles]
    if one.article and counted and not any(wanted in e.articles for e in counted):
        return "no_such_article"
    return ""
