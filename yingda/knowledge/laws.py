# SPDX-License-Identifier: Apache-2.0
"""法律库 Law library: by words, by number, by citation; what was valid on a given day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL

from yingda.wording.citations import Cited, Edition, cited, key
from yingda.wording.rules import repealed

from .grams import grams, like
from .models import Article, Law, Level
from .read_law import name


def valid(on: date) -> Q:
    """The editions in force on a day; one whose first day is not known is believed to be."""
    begun = Q(since__lte=on) | Q(since=None)
    return begun & (Q(until__gte=on) | Q(until=None, expired=False))


def holds(law: Law, on: date) -> bool:
    """Whether this edition is in force on that day, as far as its days are known."""
    begun = law.since is None or law.since <= on
    return begun and (on <= law.until if law.until else not law.expired)


def of_title(title: str, on: date | None = None) -> QuerySet[Law]:
    """The editions of a law, the newest first; with `on` only those in force on that day."""
    found = Law.objects.filter(name=name(title)).order_by("-published")
    return found.filter(valid(on)) if on else found


def editions_of(nth: int) -> list[Law]:
    """All editions of the law of which this is one, the newest first; none if it is not there."""
    named = Law.objects.filter(pk=nth).values("name")[:1]
    return list(Law.objects.filter(name=Subquery(named)).order_by("-published"))


def article(title: str, number: int, bis: int = 0, on: date | None = None) -> Article | None:
    """The article of the edition in force on `on` (the newest edition without `on`)."""
    law = of_title(title, on).first()
    if law is None:
        return None
    return Article.objects.select_related("law").filter(law=law, key=key(number, bis)).first()


def editions(title: str) -> Sequence[Edition]:
    """The editions as `wording.advise` compares citations with them."""
    return [_edition(law) for law in _with_keys(of_title(title))]


def compared(text: str) -> Callable[[str], Sequence[Edition]] | None:
    """What `wording.advise` compares the citations of `text` with: one statement, none where
    nothing is cited. None: the library is empty, so that nothing can be said of them."""
    titles = {name(one.title) for one in cited(text)}
    if not titles:
        return None
    some = Law.objects.order_by("pk").values("pk")[:1]
    laws = Law.objects.filter(Q(name__in=titles) | Q(pk__in=some)).order_by("-published")
    found: dict[str, list[Edition]] = {}
    for law in _with_keys(laws):
        found.setdefault(law.name, []).append(_edition(law))
    return (lambda title: found.get(name(title), [])) if found else None


def _with_keys(laws: QuerySet[Law]) -> QuerySet[Law]:
    """`laws`, each with the `numbers` of its articles."""
    keys = Article.objects.filter(law=OuterRef("pk")).values("key")
    return laws.annotate(numbers=ArraySubquery(keys))


def _edition(law: Any) -> Edition:
    return Edition(
        title=law.title, articles=frozenset({*law.numbers} - {"0"}), since=law.since,
        until=law.until or (_last_day(law) if law.expired else None),
    )  # fmt: skip


def _last_day(law: Law) -> date:
    """Of a law that is in force no more; where its end is not known it never was."""
    return repealed().get(law.name) or law.since or date.min


def articles(wanted: Iterable[Cited]) -> dict[tuple[str, str], list[Article]]:
    """The articles cited, by name of the law and key, each of every edition, the newest first: one
    statement, none where no article is cited. Their text is not read."""
    asked = {(name(one.title), key(one.article, one.bis)) for one in wanted if one.article}
    found: dict[tuple[str, str], list[Article]] = {}
    if asked:
        names, keys = zip(*asked, strict=True)
        rows = Article.objects.filter(law__name__in=set(names), key__in=set(keys))
        for one in rows.select_related("law").defer("text", "words", "law__source").order_by(
            "-law__published"
        ):  # fmt: skip
            found.setdefault((one.law.name, one.key), []).append(one)
    return found


def in_force(
    found: Mapping[tuple[str, str], Sequence[Article]], one: Cited, on: date
) -> Article | None:
    """Of the `articles` the one that this citation meant on that day."""
    each = found.get((name(one.title), key(one.article, one.bis)), ())
    return next((article for article in each if holds(article.law, on)), None)


def same_article(nth: int, number: str) -> list[Article]:
    """An article of the edition `nth` in every edition of that law, the newest first; none if that
    edition has it not."""
    named = Law.objects.filter(pk=nth, articles__key=number).values("name")[:1]
    rows = Article.objects.filter(law__name=Subquery(named), key=number).defer("words")
    return list(rows.select_related("law").order_by("-law__published"))


def linked(text: str, on: date) -> list[tuple[Cited, Law | None, Article | None]]:
    """Every citation of `text` with the law and the article that it leads to on that day."""
    found = []
    for one in cited(text):
        law = of_title(one.title, on).first()
        wanted = law and one.article and law.articles.filter(key=key(one.article, one.bis)).first()
        found.append((one, law, wanted or None))
    return found


def find(asked: str, on: date | None = None, limit: int = 20) -> list[Article]:
    """Articles for what was asked: a citation ("《…》第…条"), or words that all stand there.

    A law whose title has a word comes first, then the higher law.
    """
    direct = [law_article for one in cited(asked) if one.article
              if (law_article := article(one.title, one.article, one.bis, on))]  # fmt: skip
    if direct:
        return direct[:limit]
    words = asked.replace("《", " ").replace("》", " ").split()
    found = Article.objects.select_related("law").filter(*[_has(word) for word in words])
    if not words:
        return []
    if on:
        held = Law.objects.filter(valid(on))
        found = found.filter(law__in=held)
    titled = Q()
    for word in words:
        titled |= Q(law__title__contains=word)
    level = Case(
        *(When(law__level=one, then=Value(nth)) for nth, one in enumerate(Level.values)),
        output_field=IntegerField(),
    )
    order = Case(When(titled, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(found.order_by(order, level, "law__name", "-law__published", "nth")[:limit])


def _has(word: str) -> Q:
    """In the article, found by its grams and compared again; or in the title of the law."""
    parts = [gram for gram in grams(word) if len(gram) > 1]
    titled = Q(law__title__contains=word)
    if not parts:
        return titled | Q(text__contains=word)
    within = RawSQL(
        "SELECT id FROM knowledge_article"
        " WHERE words @@ array_to_string(%s::text[], ' & ')::tsquery AND text LIKE %s",
        [[f"'{part}'" for part in parts], like(word)],
    )
    return titled & Q(nth__lte=3) | Q(pk__in=within)
