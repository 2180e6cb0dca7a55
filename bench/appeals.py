# SPDX-License-Identifier: Apache-2.0
"""Real appeals, read from where they lie beside the repository; their texts are never kept here.

`YINGDA_DATA` names the folder; without it `../shared/data`. Labels by number are kept in
`yingda/hints/labels` (docs/labelling.md says how they were made).
"""

import csv
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import structs

from yingda.hints import alike, shipped
from yingda.hints.learn import Example

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("YINGDA_DATA", ROOT.parent / "shared" / "data"))
LABELS = ROOT / "yingda/hints/labels"
SUBJECTS = (
    "城乡建设", "环境保护", "交通运输", "教育文体",
    "劳动和社会保障", "商贸旅游", "卫生计生", "其他",
)  # fmt: skip
TIERS = ("critical", "urgent", "general")
NATURES = ("consult", "help", "complaint", "report", "suggest")
SAID = {"投诉": "complaint", "咨询": "consult", "建议": "suggest", "举报": "report", "求助": "help"}
OURS = 0.4  # read by title: less than half of what the board's own label weighs
TREE = 0.5
WORDS = 0.5
FILES = ("appeals_unlabelled", "appeals_one_city", "replies")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of the folder."""
    with (SHARED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as sheet:
        return list(csv.DictReader(sheet))


def labelled(name: str = "appeals.csv") -> list[dict[str, str]]:
    """Our labels of one sheet, with title and text put beside them."""
    texts = {(file, row["id"]): row for file in FILES for row in rows(file)}
    return [
        row | {k: texts[row["file"], row["id"]][k] for k in ("title", "text")}
        for row in sheet(name)
    ]


def readings() -> list[dict[str, str]]:
    """All labels of all readers: one row a reader and message."""
    return labelled() + labelled("readings.csv")


def read_as(column: str, among: Sequence[str], counts: float) -> list[Example]:
    """What our readers found in one column: readers who differ share the weight of the message."""
    votes: dict[tuple[str, str], Counter[str]] = {}
    texts: dict[tuple[str, str], tuple[str, str]] = {}
    for row in readings():
        if row[column] in among:
            key = row["file"], row["id"]
            votes.setdefault(key, Counter())[row[column]] += 1
            texts[key] = row["title"], row["text"]
    return [
        Example(title=texts[key][0], text=texts[key][1], label=label,
                counts=counts * n / found.total())
        for key, found in votes.items()
        for label, n in found.items()
    ]  # fmt: skip


def board() -> list[Example]:
    """The 451 appeals with the board's own subject."""
    return [
        Example(title=row["title"], text=row["text"], label=row["subject"], decided=True)
        for row in rows("appeals_labelled")
    ]


def tree() -> list[Example]:
    """The words of the subject tree, and how people say them (ours)."""
    told = [
        Example(
            title=f"{row['三级分类']} {row['三级分类']}", text=row["二级分类"],
            label=row["一级分类"], counts=TREE,
        )
        for row in rows("subject_tree")
        if row["一级分类"] in SUBJECTS and row["三级分类"] != "其他"
    ]  # fmt: skip
    return told + own_words() + apart()


def sheet(name: str) -> list[dict[str, str]]:
    """The rows of one of our own sheets."""
    with (LABELS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def own_words() -> list[Example]:
    """How people say what the tree names, and titles invented for it, in our own words."""
    said = [(r["subject"], w) for r in sheet("subject_words.csv") for w in r["words"].split()]
    said += [(row["subject"], row["title"]) for row in sheet("subject_titles.csv")]
    return [Example(title=word, text=word, label=label, counts=WORDS) for label, word in said]


def apart() -> list[Example]:
    """Titles invented from the tree by an author who had not read the board's 451 rows."""
    return [
        Example(title=row["title"], text=row["title"], label=row["subject"], counts=WORDS)
        for row in sheet("subject_titles_apart.csv")
    ]


def of_subjects() -> list[Example]:
    """All that teaches subjects: the board's labels, ours, and the words of the tree."""
    return grouped(board() + read_as("subject", SUBJECTS, OURS)) + tree()


def of_orders() -> list[Example]:
    """The orders of one city, with the nature that its call-takers gave."""
    return [
        Example(title=row["标题"], text=row["投诉件内容"], label=SAID[row["性质"]])
        for row in rows("orders_fuzhou")
        if row["性质"] in SAID
    ]


def of_natures() -> list[Example]:
    """What teaches natures: our labels, and the orders of one city with theirs."""
    return grouped(read_as("nature", NATURES, 1.0)) + grouped(of_orders())


def whole_tiers() -> dict[tuple[str, str], str]:
    """The tier of messages that were read whole; empty where it could not be said."""
    return {(row["file"], row["id"]): row["tier"] for row in sheet("tiers_whole.csv")}


def of_tiers() -> list[Example]:
    """What teaches tiers: our invented appeals, and the board's messages as readers saw them.

    Who read the whole message is believed. Else one that half of its readers call urgent or worse
    is the gravest that they say; one of which fewer do is left out. The title is the matter.
    """
    said: dict[tuple[str, str], list[str]] = {}
    texts: dict[tuple[str, str], tuple[str, str]] = {}
    for row in readings():
        if row["tier"] in TIERS:
            said.setdefault((row["file"], row["id"]), []).append(row["tier"])
            texts[row["file"], row["id"]] = row["title"], row["text"].strip()
    whole, found = whole_tiers(), []
    for key, labels in said.items():
        grave = [label for label in labels if label != "general"]
        if key not in whole and grave and len(grave) * 2 < len(labels):
            continue
        label = whole.get(key, min(grave, key=TIERS.index, default="general"))
        if label:
            title, text = texts[key]
            found.append(Example(title=title, text=text, label=label, matter=title, counts=OURS))
    return shipped.tier_examples() + found


def grouped(examples: list[Example]) -> list[Example]:
    """The same with a mark for each matter, so that near-duplicates stay on one side."""
    told: list[frozenset[int]] = []
    marks: list[str] = []
    shelves: list[dict[int, list[int]]] = [{} for _band in range(alike.BANDS)]
    for nth, one in enumerate(examples):
        own = alike.pieces(f"{one.title} {one.text[:200]}")
        keys = alike.bands(own)
        met = {
            n for shelf, at in zip(shelves, keys, strict=False) for n in shelf.get(at, ())[-400:]
        }
        near = max(met, key=lambda n: (alike.share(own, told[n]), -n), default=None)
        same = near is not None and alike.share(own, told[near]) >= alike.SAME
        marks.append(marks[near] if near is not None and same else f"m{nth}")
        told.append(own)
        for shelf, at in zip(shelves, keys, strict=False):
            shelf.setdefault(at, []).append(nth)
    return [structs.replace(one, matter=mark) for one, mark in zip(examples, marks, strict=True)]
