# SPDX-License-Identifier: Apache-2.0
"""学习 Train: learn the hints from a city's own appeals, and take these weights from then on."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _
from msgspec import structs

from yingda.hints import learn, learn_tiers, samples, shipped, tiers, weights
from yingda.office import hinting

KINDS = ("subject", "nature", "tier")
TIERS = {"特急": "critical", "紧急": "urgent", "一般": "general", "复杂疑难": "general"}
SHOWN = 20


def train(
    file: Path, kind: str, columns: Mapping[str, str], dry_run: bool, on: date,
    tell: Callable[[str], None],
) -> bool:  # fmt: skip
    """Learn `kind` from a CSV file (UTF-8 or GB18030); True if weights were, or could be, learnt.

    Tells row faults, progress, and how right the weights are on matters held apart. Texts are not
    kept: the file of weights holds numbers only.
    """
    found = _samples(file, columns)
    for fault in found.faults[:SHOWN]:
        tell(_("第{line}行：{reason}").format(line=fault.line or "?", reason=fault.reason))
    if len(found.faults) > SHOWN:
        tell(_("另有{n}处").format(n=len(found.faults) - SHOWN))
    tell(_("可学{n}行，{k}类").format(n=len(found.examples), k=len(found.labels)))
    if len(found.labels) < samples.LEAST_LABELS or dry_run:
        return len(found.labels) >= samples.LEAST_LABELS
    learnt = {"from": file.name, "of": kind, "on": on.isoformat()}
    if kind == "tier":
        return _train_tiers(found.examples, learnt, tell)
    made = learn.learn(found.examples, found.labels, learnt, tell=tell, words=shipped.words())
    hinting.folder().mkdir(parents=True, exist_ok=True)
    (hinting.folder() / f"{kind}.bin").write_bytes(weights.packed(made))
    tell(
        _("未见过的事项上正确率{right}，拿得准的界线{line}，已存入{file}").format(
            right=made.learnt["accuracy_on_matters_apart"], line=f"{made.line:.2f}",
            file=hinting.folder() / f"{kind}.bin",
        )
    )  # fmt: skip
    return True


def _train_tiers(
    examples: Sequence[learn.Example], learnt: dict[str, str], tell: Callable[[str], None]
) -> bool:
    """The city's appeals beside our invented ones, so that an emergency it never had is seen."""
    known = [
        structs.replace(one, label=TIERS.get(one.label, one.label))
        for one in examples
        if TIERS.get(one.label, one.label) in tiers.LABELS
    ]
    if not known:
        tell(_("没有特急、紧急、一般的标签"))
        return False
    both = [*shipped.tier_examples(), *known]
    made = learn_tiers.learn_tiers(both, shipped.concept_book(), learnt, tell=tell)
    hinting.folder().mkdir(parents=True, exist_ok=True)
    (hinting.folder() / "tier.bin").write_bytes(tiers.packed(made))
    told = made.weights.learnt
    tell(
        _("未见过的事项：特急看出{recall}，提示为特急的对{right}；已存入{file}").format(
            recall=told["recall_on_matters_apart"], right=told["precision_critical"],
            file=hinting.folder() / "tier.bin",
        )
    )  # fmt: skip
    return True


def _samples(file: Path, columns: Mapping[str, str]) -> samples.Samples:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    sheet = csv.DictReader(text.splitlines(keepends=True))
    return samples.taken(sheet.fieldnames or (), sheet, columns)
