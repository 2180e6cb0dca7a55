# SPDX-License-Identifier: Apache-2.0
"""检索 Search the entries: by the words of a question, and by other words for the same thing.

Each pair of characters of the question counts by how few entries have it. The candidates are the
entries with its rarest pairs, so that 200,000 entries are searched like 2,000; those and only
those are weighed. `synonyms.toml` says which words mean the same to a citizen.
"""

import math
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from django.db import connection
from msgspec import Struct

from .grams import grams
from .models import Entry, Gram

CANDIDATES = 1000
"""Entries weighed at most for one question."""


class Hit(Struct, frozen=True, kw_only=True):
    """命中 An entry and how much of the question it has (0-1, by weight); `expired`, `challenged`
    and `unread` (review overdue) are shown, not hidden."""

    code: str
    version: int
    question: str
    answer: str
    share: float
    expired: bool
    challenged: bool
    unread: bool


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same."""
    text = (Path(__file__).parent / "synonyms.toml").read_text(encoding="utf-8")
    return tuple(tuple(group) for group in tomllib.loads(text)["same"])


def meant(asked: str) -> list[str]:
    """The question, and the question with each of its words said in another way."""
    said = [asked]
    for group in synonyms():
        for word in group:
            if word in asked:
                said += [asked.replace(word, other) for other in group if other != word]
                break
    return said[:12]


def search(asked: str, on: date, limit: int = 10) -> list[Hit]:
    """The entries for a question, the best first; one that may not be told any more comes last."""
    weights = _weights(asked)
    if not weights:
        return []
    rows: list[tuple[str, int, str, str, float, bool, bool, bool]] = []
    for any_of in _asked(weights):
        rows = _rows(any_of, asked, weights, on, limit)
        if len(rows) >= min(limit, 3):
            break
    whole = _whole(asked, weights)
    return [
        Hit(
            code=code, version=version, question=question, answer=answer,
            share=min(1.0, share / whole), expired=expired, challenged=challenged, unread=unread,
        )
        for code, version, question, answer, share, expired, challenged, unread in rows
    ]  # fmt: skip


def _rows(
    any_of: str, asked: str, weights: dict[str, tuple[float, int]], on: date, limit: int
) -> list[tuple[str, int, str, str, float, bool, bool, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {
            "any": any_of, "grams": list(weights), "weights": [w for w, _n in weights.values()],
            "on": on, "most": CANDIDATES, "limit": limit, "title": grams(asked),
        })  # fmt: skip
        return list(cursor.fetchall())


_SQL = """
WITH held AS (
  SELECT code, words FROM knowledge_entry WHERE words @@ %(any)s::tsquery LIMIT %(most)s
), asked AS (
  SELECT * FROM unnest(%(grams)s::text[], %(weights)s::float[]) AS a(gram, weight)
), weighed AS (
  SELECT held.code, sum(asked.weight) AS share
  FROM held CROSS JOIN LATERAL unnest(tsvector_to_array(held.words)) AS own(gram)
  JOIN asked USING (gram) GROUP BY held.code
), best AS (SELECT * FROM weighed ORDER BY share DESC, code LIMIT %(limit)s * 5)
SELECT e.code, e.version, e.question, e.answer, b.share,
  e.valid_from > %(on)s OR coalesce(e.valid_until < %(on)s, false) AS expired,
  e.challenges > 0, e.review_by < %(on)s
FROM best b JOIN knowledge_entry e USING (code)
ORDER BY expired, b.share * (1 + 0.3 * (
    SELECT count(*) FROM unnest(%(title)s::text[]) t WHERE position(t IN lower(e.question)) > 0
  ) / greatest(cardinality(%(title)s::text[]), 1)) DESC, e.code
LIMIT %(limit)s
"""


def _weights(asked: str) -> dict[str, tuple[float, int]]:
    """Each pair of the question: its weight, and in how many entries it stands. A pair that only
    another word for the same brings counts a little less."""
    own = set(grams(asked))
    every = list(dict.fromkeys(gram for words in meant(asked) for gram in grams(words)))
    counted = dict(Gram.objects.filter(gram__in=every).values_list("gram", "entries"))
    total = max(_entries() if counted else 1, 1)
    return {
        gram: (math.log(1 + total / max(n, 1)) * (1 if gram in own else 0.8), n)
        for gram in every
        if (n := counted.get(gram, 0)) > 0
    }


def _entries() -> int:
    """About how many entries there are: to count 200,000 takes longer than to search them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'knowledge_entry'::regclass")
        about = int(cursor.fetchone()[0])
    return about if about > 0 else Entry.objects.count()


def _whole(asked: str, weights: dict[str, tuple[float, int]]) -> float:
    own = [weights[gram][0] for gram in grams(asked) if gram in weights]
    return sum(own) or sum(weight for weight, _n in weights.values())


def _asked(weights: dict[str, tuple[float, int]]) -> list[str]:
    """Queries to try in turn: the rarest pairs, as many as together stand in no more than
    CANDIDATES entries; when even the rarest stands in more, first the two rarest together."""
    order = sorted(weights, key=lambda gram: weights[gram][1])
    chosen, entries = order[:1], weights[order[0]][1]
    for gram in order[1:]:
        entries += weights[gram][1]
        if entries > CANDIDATES:
            break
        chosen.append(gram)
    query = " | ".join(f"'{gram}'" for gram in chosen)
    if weights[order[0]][1] > CANDIDATES and len(order) > 1:
        return [
            " & ".join(f"'{gram}'" for gram in order[:3]),
            f"'{order[0]}' & '{order[1]}'",
            query,
        ]
    return [query]
