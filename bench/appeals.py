# SPDX-License-Identifier: Apache-2.0
"""Real appeals, read from where they lie beside the repository; their texts are never kept here.

`YINGDA_DATA` names the folder; without it `../shared/data`. Labels by number are kept in
`yingda/hints/labels` (docs/labelling.md says how they were made).
"""

import csv
import os
from pathlib import Path

from yingda.hints import alike, shipped
from yingda.hints.learn import Example

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("YINGDA_DATA", ROOT.parent / "shared" / "data"))
LABELS = ROOT / "yingda/hints/labels"
SUBJECTS = (
    "城乡建设", "环境保护", "交通运输", "教育文体",
    "劳动和社会保障", "商贸旅游", "卫生计生", "其他",
)  # fmt: skip
NATURES = ("consult", "help", "complaint", "report", "suggest")
SAID = {"投诉": "complaint", "咨询": "consult", "建议": "suggest", "举报": "report", "求助": "help"}
OURS = 0.5  # read by title, once: half of what the board's own label weighs
TREE = 0.5


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of the folder."""
    with (SHARED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as sheet:
        return list(csv.DictReader(sheet))


def labelled(name: str = "appeals.csv") -> list[dict[str, str]]:
    """Our labels, with title and text put beside them."""
    texts = {
        (file, row["id"]): row
        for file in ("appeals_unlabelled", "appeals_one_city")
        for row in rows(file)
    }
    with (LABELS / name).open(encoding="utf-8", newline="") as sheet:
        ours = list(csv.DictReader(sheet))
    return [row | {k: texts[row["file"], row["id"]][k] for k in ("title", "text")} for row in ours]


def board() -> list[Example]:
    """The 451 appeals with the board's own subject."""
    return [
        Example(title=row["title"], text=row["text"], label=row["subject"])
        for row in rows("appeals_labelled")
    ]


def of_subjects() -> list[Example]:
    """All that teaches subjects: the board's labels, ours, and the words of the tree."""
    ours = [
        Example(title=row["title"], text=row["text"], label=row["subject"], counts=OURS)
        for row in labelled()
    ]
    tree = [
        Example(
            title=f"{row['三级分类']} {row['三级分类']}", text=row["二级分类"],
            label=row["一级分类"], counts=TREE,
        )
        for row in rows("subject_tree")
        if row["一级分类"] in SUBJECTS and row["三级分类"] != "其他"
    ]  # fmt: skip
    return grouped(board() + ours) + tree


def of_natures() -> list[Example]:
    """What teaches natures: our labels, and the orders of one city with theirs."""
    ours = [
        Example(title=row["title"], text=row["text"], label=row["nature"])
        for row in labelled()
        if row["nature"] in NATURES
    ]
    orders = [
        Example(title=row["标题"], text=row["投诉件内容"], label=SAID[row["性质"]])
        for row in rows("orders_fuzhou")
        if row["性质"] in SAID
    ]
    return grouped(ours) + grouped(orders)


def of_tiers() -> list[Example]:
    """What teaches tiers: our invented appeals, and our labels of the board (read by title)."""
    ours = [
        Example(title=row["title"], text=row["text"].strip(), label=row["tier"])
        for row in labelled()
        if row["tier"]
    ]
    return shipped.tier_examples() + grouped(ours)


def grouped(examples: list[Example]) -> list[Example]:
    """The same with a mark for each matter, so that near-duplicates stay on one side."""
    index = alike.Index()
    marks: list[str] = []
    for nth, one in enumerate(examples):
        said = f"{one.title} {one.text[:200]}"
        near = index.nearest(said, at_most=1)
        same = near and near[0].share >= alike.SAME
        marks.append(marks[int(near[0].key)] if same else f"m{nth}")
        index.add(str(nth), said)
    return [
        Example(title=e.title, text=e.text, label=e.label, matter=mark, counts=e.counts)
        for e, mark in zip(examples, marks, strict=True)
    ]
