# SPDX-License-Identifier: Apache-2.0
"""读数表 The readings as a table for the terminal, aligned also where Chinese stands in it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from yingda.config.words import english
from yingda.faces.reports import figures
from yingda.faces.reports.figures import percent
from yingda.flow.limits import ZONE
from yingda.measure import Reading
from yingda.measure.suggested import Suggested
from yingda.measure.three_rates import Standing

WORDS_WIDTH = 36


def width(text: str) -> int:
    """How many columns of a terminal `text` takes: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def fitted(text: str, columns: int) -> str:
    """`text` in exactly `columns`, cut with an ellipsis or filled with spaces."""
    if width(text) > columns:
        while width(text) > columns - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (columns - width(text))


def cells(r: Reading, names: Mapping[str, str]) -> list[str]:
    """One reading as the cells of its row."""
    left_out = "；".join(f"{_(names.get(why, why))} {n}" for why, n in r.excluded.items())
    interval = "—" if r.low is None else f"{percent(r.low)}–{percent(r.high)}"
    beside = "".join(f"；{_(name)} {percent(value)}" for name, value in r.beside)
    note = f"；{_(r.note)}" if r.note else ""
    return [
        r.clause, fitted(r.words_en if english() and r.words_en else r.words, WORDS_WIDTH),
        percent(r.value), figures.target(r) or "—", figures.verdict(r), str(r.counted),
        left_out or "0", percent(r.whole), interval, figures.formula(r) + beside + note,
    ]  # fmt: skip


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """`rows` in columns as wide as their widest cell; the last is not filled."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        filled = [fitted(cell, w) for cell, w in zip(row[:-1], widths, strict=False)]
        yield "  ".join([*filled, row[-1]])


def lines(readings: Sequence[Reading], names: Mapping[str, str]) -> Iterator[str]:
    """The measured clauses as a table, then those without a figure, each with its reason."""
    measured = [r for r in readings if not r.unmeasured]
    if measured:
        yield _("截至 {at}").format(at=f"{measured[0].as_of.astimezone(ZONE):%Y-%m-%d %H:%M}")
        head = [_("条款"), _("要求"), _("读数"), _("目标"), _("判定"), _("计入"), _("剔除"),
                _("不剔除"), _("95%区间"), _("公式")]  # fmt: skip
        yield from table([head, *(cells(r, names) for r in measured)])
    without = [r for r in readings if r.unmeasured]
    if without:
        yield ""
        yield _("没有读数的条款（{n}）").format(n=len(without))
        yield from table([[r.clause, _(r.unmeasured)] for r in without])


def suggested(rows: Sequence[Suggested]) -> Iterator[str]:
    """How often suggestions were taken and right, each with its formula."""
    if not rows:
        return
    yield ""
    yield _("建议的采用和正确（近90日登记的诉求）")
    head = [_("建议"), _("表单"), "", _("显示"), _("采用"), _("正确"), _("95%区间"), _("公式")]
    yield from table([head, *(_suggested(r) for r in rows)])


def _suggested(r: Suggested) -> list[str]:
    low_high = "—" if r.interval is None else "–".join(percent(x) for x in r.interval)
    return [
        figures.kind(r), figures.step(r), _("有把握") if r.sure else _("拿不准"), str(r.shown),
        percent(r.taken.value), percent(r.correct.value), low_high,
        f"{figures.in_words(r.formula_of_taken)}；{figures.in_words(r.formula_of_correct)}",
    ]  # fmt: skip


def ranking(standings: Sequence[Standing]) -> Iterator[str]:
    """The units in their places among peers."""
    if not standings:
        return
    yield ""
    yield _("承办单位位次（按三率综合得分，同层级比较）")
    head = [_("层级"), _("位次"), _("单位"), _("综合"), _("计入"), ""]
    rows = [
        [s.peers or "—", str(s.place or "—"), s.name, percent(s.value), str(s.counted), _(s.note)]
        for s in standings
    ]
    yield from table([head, *rows])
