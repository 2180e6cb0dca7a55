# SPDX-License-Identifier: Apache-2.0
"""读册 Read: load the books of the standard from TOML, all faults found before anything is refused.

Books are named from the bottom layer to the top. The holiday notices beside them
(`calendar-YYYY.toml`) are read with them.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from . import checks
from .calendar import Calendar, Year
from .checks import Fault
from .clause import Book, Choice
from .in_force import Standard
from .rows import DATED, ChoicesRow, Head, Held, LimitRow, Notice, Row, RungRow

BOOKS = Path(__file__).parent / "books"
INNER: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "choices": ("choice", Choice),
    "ladder": ("rung", RungRow),
}
Shape = TypeVar("Shape", bound=msgspec.Struct)


class BadBook(Exception):
    """坏册 Books that cannot be used; `faults` lists file, key and reason of every one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f.words for f in self.faults))


def load(names: Sequence[str], folder: Path = BOOKS) -> Standard:
    """The standard of the books `names`, bottom layer first. Raises BadBook with all faults."""
    reading = _Reading(folder)
    for layer, name in enumerate(names):
        reading.book(name, layer)
    years = tuple(
        year for path in sorted(folder.glob("calendar-*.toml")) if (year := reading.year(path))
    )
    faults = [*reading.faults, *checks.faults(reading.books, reading.rows)]
    if faults:
        raise BadBook(faults)
    return Standard(tuple(reading.books), reading.rows, Calendar(years))


class _Reading:
    """Books as far as they are read, and the faults found on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.books: list[Book] = []
        self.rows: dict[str, list[Held]] = {kind: [] for kind in DATED}

    def fault(self, file: str, key: str, reason: str) -> None:
        self.faults.append(Fault(file=file, key=key, reason=reason))

    def book(self, name: str, layer: int) -> None:
        """Read one book; what can be read of a faulty one is kept for the later checks."""
        file = f"{name}.toml"
        said = self._toml(self.folder / file)
        if said is None:
            return
        head = self._shaped(Head, said.pop("book", {}), file, "book")
        if head:
            known = {field: getattr(head, field) for field in Head.__struct_fields__}
            self.books.append(Book(id=name, **known))
        for kind, found in said.items():
            if kind not in DATED:
                self.fault(file, kind, _unknown(kind, DATED))
            elif not isinstance(found, list):
                self.fault(file, kind, f"须写作 [[{kind}]]")
            else:
                for n, raw in enumerate(found, 1):
                    row = self._row(kind, raw, file, f"{kind}[{_named(raw, n)}]")
                    if row:
                        row = _cited(row, name)
                        self.rows[kind].append(Held(row=row, book=name, layer=layer))

    def year(self, path: Path) -> Year | None:
        """Read one holiday notice."""
        said = self._toml(path)
        notice = self._shaped(Notice, said, path.name, "") if said is not None else None
        if notice is None:
            return None
        for reason in checks.notice(notice, path.stem):
            self.fault(path.name, "year", reason)
        holidays = {day: h.name for h in notice.holiday for day in h.days}
        shifted = frozenset(notice.shifted)
        return Year(year=notice.year, source=notice.source, holidays=holidays, shifted=shifted)

    def _row(self, kind: str, raw: Any, file: str, key: str) -> Row | None:
        before = len(self.faults)
        if kind in INNER and isinstance(raw, dict):
            name, shape = INNER[kind]
            for n, one in enumerate(raw.get(name) or (), 1):
                self._shaped(shape, one, file, f"{key}.{name}[{_named(one, n)}]")
        if len(self.faults) > before:
            return None
        # An empty source is refused by the checks, which know what the row would replace.
        raw = {"source": "", **raw} if isinstance(raw, dict) else raw
        return self._shaped(DATED[kind], raw, file, key)

    def _shaped(self, shape: type[Shape], raw: Any, file: str, key: str) -> Shape | None:
        if not isinstance(raw, Mapping):
            self.fault(file, key, "须是一张表")
            return None
        names = dict(zip(shape.__struct_encode_fields__, shape.__struct_fields__, strict=True))
        strange = [name for name in raw if name not in names]
        for name in strange:
            self.fault(file, f"{key}.{name}".lstrip("."), _unknown(name, names))
        needed = {f.encode_name for f in msgspec.structs.fields(shape) if f.required}
        missing = [name for name in names if name in needed and name not in raw]
        for name in missing:
            what = {"from": "生效日期（from）", "source": "来源（source）"}.get(name, name)
            self.fault(file, f"{key}.{name}".lstrip("."), f"缺少{what}")
        if strange or missing:
            return None
        try:
            return msgspec.convert(raw, shape)
        except msgspec.ValidationError as error:
            self.fault(file, key, f"写法不对：{error}")
            return None

    def _toml(self, path: Path) -> dict[str, Any] | None:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError:
            self.fault(path.name, "", "没有这一册")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.fault(path.name, "", f"不是正确的 TOML：{error}")
        return None


def _cited(row: Row, book: str) -> Row:
    """`row` with its clauses cited whole, as "book:id"."""

    def whole(clause: str) -> str:
        return clause if not clause or ":" in clause else f"{book}:{clause}"

    if isinstance(row, LimitRow):
        return replace(row, clause=whole(row.clause))
    if isinstance(row, ChoicesRow):
        choice = tuple(replace(c, clause=whole(c.clause)) for c in row.choice)
        return replace(row, choice=choice)
    return row


def _unknown(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"不认识的键“{name}”" + (f"，是否想写“{near[0]}”？" if near else "")


def _named(raw: Any, n: int) -> str:
    """How a fault names a row: its place, and its id or key."""
    for key in ("id", "key", "outcome", "step"):
        if isinstance(raw, dict) and isinstance(raw.get(key), str):
            return f"{n} {raw[key]}"
    return str(n)
