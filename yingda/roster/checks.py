# SPDX-License-Identifier: Apache-2.0
"""名录核对 Checks: what the rows of the roster's files must be to one another.

A reference may point into the files or to what the roster holds already.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from msgspec import Struct

from .directory import DEPARTMENT
from .models import Level
from .sheets import SHEETS, Fault, Row

RULES = ("@district_government", "@subdistrict")
Rows = dict[str, Sequence[Row]]


class Known(Struct, kw_only=True):
    """What can be referred to: kinds of places, levels of subjects, units with level and use."""

    places: dict[str, str]
    subjects: dict[str, int]
    units: dict[str, tuple[str, bool]]
    department_kinds: set[str]


def faults(files: Rows, held: Known) -> list[Fault]:
    """Everything that contradicts itself in the files, given what the roster `held` before."""
    known = _with(files, held)
    found: list[Fault] = []
    for sheet in SHEETS:
        found.extend(_doubled(files.get(sheet.file, ()), sheet.key))
    for file, check in _CHECKS.items():
        for row in files.get(file, ()):
            found.extend(check(row, known))
    for file in ("units.csv", "subjects.csv", "places.csv"):
        found.extend(_rings(files.get(file, ())))
    found.extend(_overlaps(files.get("directory.csv", ())))
    return sorted(found, key=lambda f: (f.file, f.row))


def _with(files: Rows, held: Known) -> Known:
    units = {r.values["code"]: r.values for r in files.get("units.csv", ())}
    return Known(
        places=held.places
        | {r.values["code"]: r.values["kind"] for r in files.get("places.csv", ())},
        subjects=held.subjects
        | {r.values["code"]: r.values["level"] for r in files.get("subjects.csv", ())},
        units=held.units | {c: (v["level"], v["active"]) for c, v in units.items()},
        department_kinds=held.department_kinds
        | {v["kind"] for v in units.values() if v["level"] == Level.DISTRICT_DEPARTMENT},
    )


def _doubled(rows: Iterable[Row], key: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        code = row.values[key]
        if code in first:
            yield row.fault(key, _("与第{n}行重复").format(n=first[code]))
        else:
            first[code] = row.number


def _place(row: Row, known: Known) -> Iterator[Fault]:
    v = row.values
    length, above = {"district": (6, ""), "street": (9, "district")}.get(v["kind"], (12, "street"))
    if len(v["code"]) != length:
        yield row.fault("code", _("此类区划的代码应为{n}位").format(n=length))
    if above and known.places.get(v["parent"] or "") != above:
        yield row.fault("parent", _("没有这个上级区划"))
    elif above and not v["code"].startswith(v["parent"]):
        yield row.fault("parent", _("代码不以上级区划的代码开头"))
    elif not above and v["parent"]:
        yield row.fault("parent", _("区没有上级区划"))


def _unit(row: Row, known: Known) -> Iterator[Fault]:
    v = row.values
    if v["parent"] and v["parent"] not in known.units:
        yield row.fault("parent", _("没有这个上级单位"))
    for column in ("district", "street"):
        if v[column] and known.places.get(v[column]) != column:
            yield row.fault(column, _("没有这个区划"))
    if v["street"] and not v["street"].startswith(v["district"] or "?"):
        yield row.fault("street", _("街道乡镇不在所填的区内"))
    if v["level"] in (Level.DISTRICT, Level.DISTRICT_DEPARTMENT) and not v["district"]:
        yield row.fault("district", _("区级单位要填所在区"))
    if v["level"] == Level.SUBDISTRICT and not v["street"]:
        yield row.fault("street", _("街道乡镇要填区划代码"))
    if v["level"] == Level.DISTRICT_DEPARTMENT and not v["kind"]:
        yield row.fault("kind", _("区级部门要填职能"))


def _subject(row: Row, known: Known) -> Iterator[Fault]:
    v = row.values
    if v["level"] == 1 and v["parent"]:
        yield row.fault("parent", _("一级分类没有上级"))
    if v["level"] > 1 and known.subjects.get(v["parent"] or "") != v["level"] - 1:
        yield row.fault("parent", _("没有这个上一级分类"))


def _line(row: Row, known: Known) -> Iterator[Fault]:
    v = row.values
    if v["subject"] not in known.subjects:
        yield row.fault("subject", _("没有这个分类"))
    if v["scope"] and v["scope"] not in known.places:
        yield row.fault("scope", _("没有这个区划"))
    for column, rule in [("lead", v["lead"]), *(("assisting", r) for r in v["assisting"])]:
        if reason := _wrong_rule(rule, known, v["valid_until"], leading=column == "lead"):
            yield row.fault(column, reason)
    if v["lead"] in v["assisting"]:
        yield row.fault("assisting", _("主办单位不能同时是协办单位"))
    if v["valid_until"] and v["valid_until"] < v["valid_from"]:
        yield row.fault("valid_until", _("失效日期早于生效日期"))


def _wrong_rule(rule: str, known: Known, ends: date | None, *, leading: bool) -> str:
    if rule in RULES or rule.removeprefix(DEPARTMENT) in known.department_kinds - {rule}:
        return ""
    if rule.startswith("@"):
        return _("没有这条规则或这类区级部门")
    level, active = known.units.get(rule, ("", True))
    if not level:
        return _("没有这个单位")
    if leading and level == Level.COMMUNITY:
        return _("社区不能主办")
    return "" if active or ends else _("单位已停用")


def _officer(row: Row, known: Known) -> Iterator[Fault]:
    v = row.values
    if v["unit"] and v["unit"] not in known.units:
        yield row.fault("unit", _("没有这个单位"))
    if "clerk" in v["duties"] and not v["unit"]:
        yield row.fault("unit", _("承办单位经办人要填单位"))


def _rings(rows: Sequence[Row]) -> Iterator[Fault]:
    """Rows that are their own superior, at any distance."""
    above = {row.values["code"]: row.values["parent"] for row in rows}
    for row in rows:
        seen, code = set[str](), row.values["parent"]
        while code and code not in seen:
            seen.add(code)
            code = above.get(code)
        if row.values["code"] in seen:
            yield row.fault("parent", _("上下级关系成环"))


def _overlaps(rows: Iterable[Row]) -> Iterator[Fault]:
    """Two lines for the same matter and place on the same day: nobody could say which counts."""
    last: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda r: (r.values["valid_from"], r.number)):
        place = (row.values["subject"], row.values["scope"])
        before = last.get(place)
        if before is not None:
            ends = before.values["valid_until"]
            if ends is None or ends >= row.values["valid_from"]:
                yield row.fault("valid_from", _("与第{n}行日期重叠").format(n=before.number))
        last[place] = row


_CHECKS: dict[str, Callable[[Row, Known], Iterator[Fault]]] = {
    "places.csv": _place,
    "units.csv": _unit,
    "subjects.csv": _subject,
    "directory.csv": _line,
    "officers.csv": _officer,
}
