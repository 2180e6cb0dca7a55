# SPDX-License-Identifier: Apache-2.0
"""来件表 The CSV file to be replayed and the map that says what its columns mean.

A row that cannot be read is refused with its reason; it never stops the others.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from yingda.flow.case import Outcome, Place
from yingda.flow.limits import ZONE
from yingda.flow.reply import TEXTS

ENCODINGS = ("utf-8-sig", "gb18030")
MOST = 10_000  # no count of days or transfers is larger


class BadMap(Exception):
    """The map cannot be used; says file and reason."""


class BadSheet(Exception):
    """The file cannot be read at all; says why."""


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """栏目 Names of the columns; "" where the file has none."""

    title: str
    at: str
    words: str
    id: str = ""
    nature: str = ""
    channel: str = ""
    district: str = ""
    spot: str = ""
    transfers: str = ""
    reply: str = ""
    reply_days: str = ""


class Handling(Struct, frozen=True, forbid_unknown_fields=True):
    """办理 What the file tells of handling, and what stands in for what it does not tell.

    `unit` names the units ("{district}", "{nth}"); `parts` fills parts of a reply that the standard
    asks for and the file lacks (`plans`: the day of the reply stands for the day of the plan);
    `hour` is the time of day of a reply.
    """

    unit: str
    level: str
    basis: str
    objection: str
    unsaid: str
    outcome: Outcome
    hour: time
    parts: dict[str, str] = {}
    plans: bool = False

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.parts) - set(TEXTS)):
            raise ValueError(f"不认识的答复要件：{'、'.join(unknown)}")


class Map(Struct, frozen=True, forbid_unknown_fields=True):
    """对照 What the columns mean. `hour` is the time of day where the file has days only;
    `withheld` are particulars that were given, but are not in the file."""

    title: str
    columns: Columns
    formats: tuple[str, ...]
    note: str = ""
    hour: time = time(9)
    tier: str = "general"
    tier_reason: str = "回放：原数据未载，按一般件"
    channels: dict[str, str] = {}
    channel: str = "web"
    natures: dict[str, str] = {}
    districts: dict[str, str] = {}
    withheld: tuple[str, ...] = ()
    handling: Handling | None = None


class Row(Struct, frozen=True, kw_only=True):
    """One row that can be replayed. `reply_after`: days to the last reply, if there is one."""

    n: int
    line: int
    at: datetime
    title: str
    words: str
    nature: str
    channel: str
    place: Place
    district: str = ""
    transfers: int = 0
    reply: str = ""
    reply_after: int | None = None


class BadRow(Struct, frozen=True, kw_only=True):
    """One row that cannot be replayed, and why."""

    n: int
    line: int
    reason: str


class Sheet(Struct, frozen=True, kw_only=True):
    """The rows of a file, in order of their time; `fingerprint` names its content."""

    fingerprint: str
    encoding: str
    rows: list[Row | BadRow]


def read_map(path: Path) -> Map:
    """The map at `path`. Raises BadMap with file and reason."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Map)
    except OSError as fault:
        raise BadMap(f"{path}：读不到（{fault.strerror}）") from fault
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise BadMap(f"{path}：{fault}") from fault


def read(content: bytes, plan: Map, begins: date | None = None, most: int | None = None) -> Sheet:
    """The rows of `content`, at most `most` of them, said on `begins` or later.

    Raises BadSheet where the encoding is unknown or a column of the map is missing.
    """
    text, encoding = _decoded(content)
    rows = list(_rows(text, plan))
    if begins:
        rows = [r for r in rows if isinstance(r, BadRow) or r.at.astimezone(ZONE).date() >= begins]
    first = datetime.min.replace(tzinfo=ZONE)
    rows.sort(key=lambda r: (r.at if isinstance(r, Row) else first, r.n))
    fingerprint = hashlib.sha256(content).hexdigest()[:16]
    return Sheet(fingerprint=fingerprint, encoding=encoding, rows=rows[:most])


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise BadSheet(f"编码不是{'、'.join(ENCODINGS)}中的任何一种")


def _rows(text: str, plan: Map) -> Iterator[Row | BadRow]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(lines, [])
    columns = msgspec.structs.asdict(plan.columns)
    if missing := [name for name in columns.values() if name and name not in header]:
        raise BadSheet(f"文件缺少栏目：{'、'.join(missing)}")
    seen: set[str] = set()
    n = 0
    while True:
        n, line = n + 1, lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as fault:
            yield BadRow(n=n, line=line, reason=f"CSV格式不对（{fault}）")
            continue
        if not any(cells):
            n -= 1
            continue
        if len(cells) != len(header):
            yield BadRow(n=n, line=line, reason="栏数与表头不符")
            continue
        said = dict(zip(header, cells, strict=True))
        yield _row(
            n, line, {c: said[name].strip() for c, name in columns.items() if name}, plan, seen
        )


def _row(n: int, line: int, said: dict[str, str], plan: Map, seen: set[str]) -> Row | BadRow:
    moment = _moment(said["at"], plan)
    try:
        if not said["title"] and not said["words"]:
            raise ValueError("标题和内容都是空的")
        if "\x00" in "".join(said.values()):
            raise ValueError("含有不能保存的字符")
        if moment is None:
            raise ValueError("时间读不出")
        if said.get("id") and said["id"] in seen:
            raise ValueError("编号重复")
        days, transfers = _number(said, "reply_days"), _number(said, "transfers")
    except ValueError as fault:
        return BadRow(n=n, line=line, reason=str(fault))
    seen.add(said.get("id", ""))
    return Row(
        n=n, line=line, at=moment, transfers=transfers or 0, reply_after=days, **_said(said, plan)
    )


def _said(said: dict[str, str], plan: Map) -> dict[str, Any]:
    district = said.get("district", "")
    return {
        "title": said["title"] or said["words"][:40], "words": said["words"],
        "nature": plan.natures.get(said.get("nature", ""), ""),
        "channel": plan.channels.get(said.get("channel", ""), plan.channel),
        "place": Place(district=plan.districts.get(district, ""), spot=said.get("spot", "")),
        "district": district, "reply": said.get("reply", ""),
    }  # fmt: skip


def _moment(text: str, plan: Map) -> datetime | None:
    """`text` as a moment of the city's zone; days alone begin at the map's hour."""
    for form in plan.formats:
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        if "%H" not in form:
            moment = datetime.combine(moment.date(), plan.hour)
        return moment.replace(tzinfo=ZONE)
    return None


def _number(said: dict[str, str], column: str) -> int | None:
    text = said.get(column, "")
    if not text:
        return None
    try:
        n = float(text)
    except ValueError:
        n = -1
    if not 0 <= n < MOST:
        raise ValueError("数目读不出")
    return round(n)


def midnight(on: date) -> datetime:
    """The first moment of the day `on` in the city's zone."""
    return datetime.combine(on, time(), ZONE)
