# SPDX-License-Identifier: Apache-2.0
"""样本表 Samples: a city's own labelled appeals, row by row, with what is wrong where."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from . import alike
from .learn import Example

COLUMNS = ("title", "text", "label")
LEAST_OF_A_LABEL = 8
LEAST_LABELS = 2


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Why a row, or the whole sheet (line 0), was not taken."""

    line: int
    reason: str


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """The examples that may be learnt from, their labels from most to least, and the faults."""

    examples: tuple[Example, ...]
    labels: tuple[str, ...]
    faults: tuple[Fault, ...]


def taken(
    header: Sequence[str], rows: Iterable[Mapping[str, str | None]], columns: Mapping[str, str]
) -> Samples:
    """The samples of a sheet; `columns` says which column holds title, text, label.

    A title may be missing if there is a text. The same words with two labels, an empty row and a
    label with fewer than LEAST_OF_A_LABEL rows are faults, told with their line (the header is 1).
    """
    lost = [columns[name] for name in ("text", "label") if columns[name] not in header]
    if lost:
        return _nothing(f"没有“{'”“'.join(lost)}”栏；有：{'、'.join(header)}")
    kept: list[tuple[int, Example]] = []
    faults: list[Fault] = []
    said: dict[str, str] = {}
    for line, row in enumerate(rows, 2):
        title, text, label = ((row.get(columns[name]) or "").strip() for name in COLUMNS)
        known = said.setdefault(f"{title}\n{text}", label)
        if reason := _reason(title, text, label, known):
            faults.append(Fault(line=line, reason=reason))
        else:
            kept.append((line, Example(title=title, text=text, label=label)))
    often = Counter(one.label for _line, one in kept)
    faults += [
        Fault(line=line, reason=f"“{one.label}”不足{LEAST_OF_A_LABEL}行")
        for line, one in kept
        if often[one.label] < LEAST_OF_A_LABEL
    ]
    labels = tuple(label for label, n in often.most_common() if n >= LEAST_OF_A_LABEL)
    if len(labels) < LEAST_LABELS:
        faults.append(Fault(line=0, reason=f"可学的标签不足{LEAST_LABELS}个"))
    examples = [one for _line, one in kept if one.label in labels]
    return Samples(
        examples=tuple(grouped(examples)), labels=labels, faults=tuple(sorted(faults, key=_line))
    )


def _nothing(reason: str) -> Samples:
    return Samples(examples=(), labels=(), faults=(Fault(line=0, reason=reason),))


def _reason(title: str, text: str, label: str, known: str) -> str:
    if not label:
        return "没有标签"
    if not (title or text):
        return "没有内容"
    return f"同样的内容在前面标为“{known}”" if known != label else ""


def _line(fault: Fault) -> int:
    return fault.line


def grouped(examples: Sequence[Example]) -> list[Example]:
    """The same with a mark for each matter, so that near-duplicates stay on one side."""
    index = alike.Index()
    marks: list[str] = []
    for nth, one in enumerate(examples):
        said = f"{one.title} {one.text[:200]}"
        near = index.nearest(said, at_most=1, least=alike.SAME)
        marks.append(marks[int(near[0].key)] if near else f"m{nth}")
        index.add(str(nth), said)
    return [
        msgspec.structs.replace(one, matter=mark) for one, mark in zip(examples, marks, strict=True)
    ]
