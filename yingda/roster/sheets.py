# SPDX-License-Identifier: Apache-2.0
"""名录表 Sheets: the columns of each roster file and how a cell is read.

A header is a column's English name or its Chinese title. A cell is stripped; an empty cell is
allowed where the column is not `required`; a column that may be empty may be left out.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from msgspec import Struct

from .models import Duty, Level

Read = Callable[[str], Any]


class Fault(Struct, frozen=True, kw_only=True):
    """错误 One thing wrong in a file: where (row 1 is the header), what stands there, why not."""

    file: str
    row: int
    column: str
    value: str
    reason: str


class Row(Struct, frozen=True, kw_only=True):
    """行 One row whose cells could all be read: its number in the file and its values by column."""

    file: str
    number: int
    values: dict[str, Any]

    def fault(self, column: str, reason: str) -> Fault:
        """What is wrong with the cell of `column` in this row."""
        value = self.values.get(column)
        shown = "|".join(value) if isinstance(value, list) else str("" if value is None else value)
        return Fault(file=self.file, row=self.number, column=column, value=shown, reason=reason)


class Column(Struct, frozen=True):
    """列 A column: its name, its Chinese title, how a cell is read, whether it must be filled."""

    name: str
    title: str
    read: Read
    required: bool = False


class Sheet(Struct, frozen=True, kw_only=True):
    """表 One file of the roster; `key` names the column that tells its rows apart."""

    file: str
    key: str
    columns: tuple[Column, ...]


def _text(longest: int) -> Read:
    def read(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(_("超过{n}个字").format(n=longest))
        return cell

    return read


def _one_of(allowed: Iterable[str]) -> Read:
    choices = tuple(allowed)

    def read(cell: str) -> str:
        if cell not in choices:
            raise ValueError(_("应为其中之一：{choices}").format(choices="、".join(choices)))
        return cell

    return read


def _digits(*lengths: int) -> Read:
    def read(cell: str) -> str:
        if cell and not (cell.isascii() and cell.isdigit() and len(cell) in lengths):
            wanted = "、".join(str(n) for n in lengths)
            raise ValueError(_("应为{n}位数字").format(n=wanted))
        return cell

    return read


def _several(read_one: Read) -> Read:
    def read(cell: str) -> list[str]:
        return [read_one(part.strip()) for part in cell.split("|") if part.strip()]

    return read


def _yes(cell: str) -> bool:
    words = {"": True, "是": True, "1": True, "true": True, "否": False, "0": False, "false": False}
    if cell.lower() not in words:
        raise ValueError(_("应为“是”或“否”"))
    return words[cell.lower()]


def _day(cell: str) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(_("日期应写作 2024-01-31")) from None


def _number(cell: str) -> int:
    if cell not in {"1", "2", "3"}:
        raise ValueError(_("应为1、2或3"))
    return int(cell)


def _or_none(cell: str) -> str | None:
    return cell or None


SHEETS = (
    Sheet(
        file="places.csv",
        key="code",
        columns=(
            Column("code", "代码", _digits(6, 9, 12), True),
            Column("name", "名称", _text(80), True),
            Column("kind", "类别", _one_of(("district", "street", "community")), True),
            Column("parent", "上级区划", _or_none),
            Column("aliases", "别名、旧名", _several(_text(40))),
        ),
    ),
    Sheet(
        file="units.csv",
        key="code",
        columns=(
            Column("code", "代码", _text(40), True),
            Column("name", "名称", _text(120), True),
            Column("name_en", "英文名称", _text(160)),
            Column("level", "层级", _one_of(Level.values), True),
            Column("kind", "职能", _text(40)),
            Column("district", "所在区", _digits(6)),
            Column("street", "所在街道乡镇", _digits(9)),
            Column("parent", "上级单位", _or_none),
            Column("office_hours", "办公时间", _text(80)),
            Column("active", "在用", _yes),
        ),
    ),
    Sheet(
        file="subjects.csv",
        key="code",
        columns=(
            Column("code", "代码", _text(12), True),
            Column("name", "名称", _text(80), True),
            Column("parent", "上级分类", _or_none),
            Column("level", "级别", _number, True),
            Column("active", "在用", _yes),
        ),
    ),
    Sheet(
        file="directory.csv",
        key="id",
        columns=(
            Column("id", "编号", _text(40), True),
            Column("subject", "诉求分类", _text(12), True),
            Column("scope", "适用区域", _digits(6, 9)),
            Column("lead", "主办", _text(80), True),
            Column("assisting", "协办", _several(_text(80))),
            Column("level", "办理层级", _one_of(Level.values), True),
            Column("legal_basis", "依据", _text(300), True),
            Column("valid_from", "生效日期", _day, True),
            Column("valid_until", "失效日期", _day),
        ),
    ),
    Sheet(
        file="officers.csv",
        key="username",
        columns=(
            Column("username", "账号", _text(150), True),
            Column("name", "姓名", _text(60), True),
            Column("unit", "单位", _or_none),
            Column("duties", "岗位", _several(_one_of(Duty.values)), True),
            Column("phone_ext", "分机", _text(20)),
            Column("active", "在岗", _yes),
        ),
    ),
)


def rows(path: Path, sheet: Sheet) -> tuple[list[Row], list[Fault]]:
    """The readable rows of a file (UTF-8 with or without BOM, or GB18030) and all its faults."""
    words = _decoded(path.read_bytes())
    if words is None:
        reason = _("既不是UTF-8也不是GB18030编码")
        return [], [Fault(file=sheet.file, row=0, column="", value="", reason=reason)]
    lines = csv.reader(io.StringIO(words, newline=""))
    head = [cell.strip() for cell in next(lines, [])]
    columns, faults = _header(sheet, head)
    if faults:
        return [], faults
    good: list[Row] = []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        row, wrong = _row(sheet, columns, cells, lines.line_num)
        good.append(row) if not wrong else faults.extend(wrong)
    return good, faults


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _header(sheet: Sheet, head: Sequence[str]) -> tuple[list[Column], list[Fault]]:
    """The columns in the order of the file; faults for unknown, doubled and missing ones."""
    known = {name: c for c in sheet.columns for name in (c.name, c.title)}
    faults = []
    for cell in head:
        if cell not in known:
            faults.append(_head_fault(sheet, cell, _("没有这一列")))
    columns = [known[cell] for cell in head if cell in known]
    names = [c.name for c in columns]
    for name in sorted({n for n in names if names.count(n) > 1}):
        faults.append(_head_fault(sheet, name, _("这一列出现了不止一次")))
    for column in sheet.columns:
        if column.required and column.name not in names:
            faults.append(_head_fault(sheet, column.name, _("缺少这一列")))
    return columns, faults


def _head_fault(sheet: Sheet, column: str, reason: str) -> Fault:
    return Fault(file=sheet.file, row=1, column=column, value=column, reason=reason)


def _row(
    sheet: Sheet, columns: Sequence[Column], cells: Sequence[str], number: int
) -> tuple[Row, list[Fault]]:
    values: dict[str, Any] = {c.name: c.read("") for c in sheet.columns if not c.required}
    row = Row(file=sheet.file, number=number, values=values)
    if len(cells) != len(columns):
        reason = _("应有{n}格，实有{m}格").format(n=len(columns), m=len(cells))
        return row, [row.fault("", reason)]
    faults = []
    for column, cell in zip(columns, (c.strip() for c in cells), strict=True):
        try:
            if column.required and not cell:
                raise ValueError(_("不能为空"))
            values[column.name] = column.read(cell)
        except ValueError as wrong:
            values[column.name] = cell
            faults.append(row.fault(column.name, str(wrong)))
    return row, faults
