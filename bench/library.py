# SPDX-License-Identifier: Apache-2.0
"""How fast the law library and the knowledge base answer; on a scratch database."""

import csv
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
DAY = date(2026, 11, 23)
ENTRIES = 200_000
ASKED = (
    "物业 公示", "停车", "噪声", "退款", "《物业管理条例》第三十五条", "信访", "采光", "养犬 登记",
)  # fmt: skip
THINGS = [
    "供暖",
    "供水",
    "电梯",
    "车位",
    "垃圾",
    "路灯",
    "公交",
    "学位",
    "医保",
    "社保",
    "户口",
    "居住证",
    "公积金",
    "低保",
    "噪声",
    "违建",
    "养犬",
    "燃气",
]
ACTS = [
    "怎么办理",
    "收费标准",
    "投诉电话",
    "办理时限",
    "需要材料",
    "补办",
    "退费",
    "申请条件",
    "报修",
    "查询",
]


def laws_part(data: Path) -> Iterator[str]:
    """The law library of `data`/laws: loading, again, searching, and what replies cite."""
    if not (data / "laws").is_dir():
        return
    from bench import language_replies
    from yingda.knowledge import laws, load_laws

    took, report = _timed(lambda: load_laws.load(data / "laws"))
    second, again = _timed(lambda: load_laws.load(data / "laws"))
    each = [1000 * _median(lambda w=word: laws.find(w, DAY)) for word in ASKED]
    titles = list(_cited_titles(data / "replies.csv"))
    known = sum(laws.of_title(title).exists() for title in titles)
    yield ""
    yield "## 知识库 Knowledge"
    yield ""
    yield "### Law library"
    yield ""
    yield f"{report.created} editions, {report.articles} articles loaded in {took:.0f} s,"
    yield f"{len(report.faults)} files not read; again {second:.0f} s, {again.unchanged} unchanged."
    yield f"A search takes {min(each):.1f} to {max(each):.1f} ms ({len(each)} questions). Of the"
    yield f"{len(titles)} citations with an article in 2,000 real replies the library knows {known}"
    yield "titles; the replies are of another province and anonymised, the library is national and"
    yield "of Beijing."
    yield from language_replies.with_library(laws.editions)


def _cited_titles(file: Path) -> Iterator[str]:
    from yingda.wording import cited

    if file.is_file():
        csv.field_size_limit(10**8)
        with file.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                yield from (c.title for c in cited(row["reply"]) if c.article)


def entries_part() -> Iterator[str]:
    """The knowledge base with invented entries: import, search, and whether it finds."""
    from django.db import connection

    from yingda.knowledge import load_entries, search

    chance = random.Random(7)
    rows = _invented(chance)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "entries.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        took, report = _timed(lambda: load_entries.load(file, by="bench", at=datetime.now(UTC)))
    assert report.created == ENTRIES, report
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sample = chance.sample(rows, 40)
    common = [f"{thing}{act}" for thing in THINGS for act in ACTS[:2]]
    asked = [row["similar"] for row in sample] + common
    times = sorted(1000 * _median(lambda w=w: search.search(w, DAY)) for w in asked)
    first = [search.search(row["similar"], DAY)[0].question for row in sample]
    right = sum(found == row["question"] for found, row in zip(first, sample, strict=True))
    yield ""
    yield "### Knowledge base"
    yield ""
    middle, late, most = (times[int(q * (len(times) - 1))] for q in (0.5, 0.95, 1.0))
    yield f"{ENTRIES:,} invented entries, imported in {took:.0f} s. A search takes"
    yield f"{middle:.0f} ms at the median, {late:.0f} at the 95th percentile, {most:.0f} at most"
    yield f"({len(times)} questions, half of them of words that thousands of entries have)."
    yield f"Of {len(sample)} questions put in other words, {right} found their own entry first."


def _invented(chance: random.Random) -> list[dict[str, str]]:
    """Entries of 60 to 90 characters over 3,000 words of 600 characters, and 4,000 places."""
    words = ["".join(chr(0x4E00 + chance.randrange(600)) for _ in "ab") for _ in range(3000)]
    places = ["".join(chr(0x4E00 + chance.randrange(6000)) for _ in "abc") for _ in range(4000)]
    rows = []
    for nth in range(ENTRIES):
        thing, act, place = chance.choice(THINGS), chance.choice(ACTS), chance.choice(places)
        tail = "".join(chance.choices(words, k=20))
        rows.append({
            "code": f"E{nth}", "question": f"{place}{thing}{act}{nth % 97}号",
            "answer": f"{thing}由{place}负责，{tail}", "owner": "u", "source": "s",
            "similar": f"在{place}这里的{thing}要{act}找谁{nth % 97}号", "valid_from": "2026-01-01",
            "review_by": "2027-01-01",
        })  # fmt: skip
    return rows


def _timed(what: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    made = what()
    return time.perf_counter() - begun, made


def _median(what: Callable[[], object]) -> float:
    return statistics.median(_timed(what)[0] for _ in range(3))
