# SPDX-License-Identifier: Apache-2.0
"""How often the suggested unit is the right one, and whether its chance says so: 243 invented
appeals with their subject and place (`tests/office/units.csv`, frozen before anything was tuned).

Nobody says subject or place here: both are read from the words, the unit is named by the dispatch
directory of the demo city. Right is the unit that the directory names for the true subject and
place. One half fits the curve, the other is measured.
"""

import csv
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.language import DATA, write

ROOT = Path(__file__).parents[1]
ROWS = ROOT / "tests/office/units.csv"
BINS = 6
Judged = tuple[float, float, bool]
"""Score, chance, and whether the unit was right."""


def units() -> None:
    """Measures without a history and with one, and writes the page."""
    from yingda.measure.calibrated import AS_SAID
    from yingda.office import placing

    rows = _rows()
    held, placing.FROM_WORDS = placing.FROM_WORDS, AS_SAID
    curve = _fitted([_judged(row) for row in rows["dev"]])
    placing.FROM_WORDS = held
    cold = [_judged(row) for row in rows["test"]]
    for row in rows["dev"]:
        _history(row)
    placing.forget()
    warm = [_judged(row) for row in rows["test"]]
    write("units", list(_part(cold, warm, len(rows["dev"]), curve)))


def _rows() -> dict[str, list[dict[str, str]]]:
    with ROWS.open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    return {part: [row for row in rows if row["part"] == part] for part in ("dev", "test")}


def _right(row: dict[str, str]) -> str:
    from django.utils import timezone

    from yingda.flow.limits import day
    from yingda.roster import directory

    at = row["place"]
    found = directory.propose(row["subject"], at[:6], at, day(timezone.now()))
    assert found is not None
    return found.lead.code


def _registered(row: dict[str, str], **more: object) -> str:
    from django.utils import timezone

    from yingda import office
    from yingda.flow.grammar import Person
    from yingda.flow.register import Register

    told = office.Told(phone="13900000000", name="某人", words=row["text"])
    operator = Person("话务员", "operator", code="operator")
    plain = {"by": operator, "channel": "phone", "title": row["text"][:30], "nature": "help"}
    done = office.carry_out(Register(**(plain | more)), now=timezone.now(), told=told)
    assert isinstance(done, office.Outcome), done
    return done.case_no


def _judged(row: dict[str, str]) -> Judged:
    from django.utils import timezone

    from yingda import office
    from yingda.office import placing, suggesting

    no = _registered(row)
    story = office.read(no)
    assert story is not None
    now = timezone.localtime()
    title = story.case.appeal.title
    read = suggesting.of_words(title, row["text"], now)
    found = placing.place(no, story.case, now, read)
    if found is None:
        return 0.0, 0.0, False
    raw = found.score
    return raw, found.chance, found.proposal.lead.code == _right(row)


def _history(row: dict[str, str]) -> None:
    """The appeal as a case that a person read and sent to the right unit."""
    from django.utils import timezone

    from yingda import office
    from yingda.flow.case import Place
    from yingda.flow.dispatch import Dispatch
    from yingda.flow.grammar import Person
    from yingda.flow.triage import Triage
    from yingda.roster import directory

    at = row["place"]
    no = _registered(row, subject=row["subject"], place=Place(district=at[:6], street=at))
    by, lead = Person("派单员", "dispatcher", code="dispatcher"), directory.addressee(_right(row))
    for command in (
        Triage(by=by, tier="general", reason="一般诉求"),
        Dispatch(by=by, lead=lead, basis="派单目录"),
    ):
        done = office.carry_out(command, no, now=timezone.now())
        assert isinstance(done, office.Outcome), done


def _fitted(judged: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    """The curve of this half, in bins of as many appeals each."""
    from yingda.measure.calibrated import Bin, fit

    rows = sorted(judged)
    size = -(-len(rows) // BINS)
    parts = [rows[n : n + size] for n in range(0, len(rows), size)]
    bins = [Bin(sum(r[0] for r in p) / len(p), len(p), sum(r[2] for r in p)) for p in parts]
    curve = fit(bins)
    return tuple((round(a, 3), round(b, 3)) for a, b in zip(curve.said, curve.worth, strict=True))


def _part(
    cold: list[Judged], warm: list[Judged], fitted: int, curve: tuple[tuple[float, float], ...]
) -> Iterator[str]:
    from yingda.office import placing

    yield "## 派给谁 The unit"
    yield from ("", *(__doc__ or "").split("\n\n", 1)[1].strip().splitlines())
    yield from ("", "### 没有先前诉求 Without earlier cases: the half held apart")
    yield from _tables(cold)
    yield from ("", "### 有先前诉求 With the other half as earlier cases, each sent to its unit")
    yield from _tables(warm)
    said, worth = placing.FROM_WORDS.said, placing.FROM_WORDS.worth
    yield from ("", "### 校准 Calibration", "")
    yield (
        f"The chance is P(subject) x P(place) x P(unit), made true by a curve that was fitted on {fitted} "  # noqa: E501
        f"of the appeals (`FROM_WORDS` of `office/placing.py`): {_knots(said, worth)}. Where a person said subject and "  # noqa: E501
        "place, the first two are 1 and the curve is not used. A city's own record moves both, "
        f"each tenth of the chance believed for {placing.BELIEVED:.0f} cases."
    )
    yield f"Fitted afresh in this run: {_knots(*zip(*curve, strict=True))}."
    yield from _orders()
    yield from (
        "",
        "The appeals have one author and the demo city's directory is made up, so this shows that the chance",  # noqa: E501
        "says what it is worth on texts like these, not how often a real city's dispatchers would agree.",  # noqa: E501
    )


def _knots(said: Sequence[float], worth: Sequence[float]) -> str:
    return ", ".join(f"{a:.2f} → {b:.2f}" for a, b in zip(said, worth, strict=True))


def _tables(judged: Sequence[Judged]) -> Iterator[str]:
    n, right = len(judged), sum(one[2] for one in judged)
    error = sum((chance - hit) ** 2 for _s, chance, hit in judged) / n
    yield from ("", f"Appeals {n}, the unit is right for {right / n:.1%}; Brier score {error:.3f}.")
    yield from ("", "| Shown when chance ≥ | Share shown | Right of these |", "| --- | --- | --- |")
    for line in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8):
        shown = [hit for _s, chance, hit in judged if chance >= line]
        if shown:
            yield f"| {line:.1f} | {len(shown) / n:.0%} | {sum(shown) / len(shown):.1%} |"
    yield from ("", "| Chance said | Appeals | Mean chance | Right |", "| --- | --- | --- | --- |")
    gap = 0.0
    for low, high in ((0.0, 0.25), (0.25, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        bin_ = [(chance, hit) for _s, chance, hit in judged if low <= chance < high]
        if bin_:
            mean, hits = (sum(float(p[k]) for p in bin_) / len(bin_) for k in (0, 1))
            gap += abs(mean - hits) * len(bin_) / n
            yield f"| {low:.2f} to {min(high, 1):.2f} | {len(bin_)} | {mean:.2f} | {hits:.2f} |"
    yield from ("", f"Mean distance of chance and share of right ones over these rows: {gap:.3f}.")


def _orders() -> Iterator[str]:
    """How often the first unit kept an order, in a real city: what a person's dispatch is worth."""
    file = DATA / "orders_fuzhou.csv"
    if not file.exists() or os.environ.get("YINGDA_NO_DATA"):
        return
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        moved = [int(row["转处理次数"] or 0) for row in csv.DictReader(sheet)]
    kept, gone = sum(n == 0 for n in moved) / len(moved), sum(n > 0 for n in moved)
    yield ""
    yield f"Real orders of a city about its rivers, {len(moved):,}, dispatched by people: the first"
    yield f"unit kept {kept:.1%}, the others moved on {sum(moved) / max(gone, 1):.2f} times each."
