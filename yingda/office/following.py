# SPDX-License-Identifier: Apache-2.0
"""跟读 Following: read on in the books of a switch from where we stopped, also across rotation.

A book is known by its inode and its first line, not by its name: rotated by renaming, the old one
is read to its end before the new one is begun.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from django.conf import settings
from msgspec import Struct

from yingda.calls import cel, lines, queue_log, sheet
from yingda.calls.facts import CallFact, Noted
from yingda.calls.lines import Mark, Parser, Piece
from yingda.ledgers.calls import BookLine

from . import calling

KINDS = ("queue_log", "cel", "csv")
CHUNK = 256 * 1024
LONGEST = 4 * 1024 * 1024
PLACES = 8  # line numbers told of one fault: enough to find it


class Book(Struct, frozen=True, kw_only=True):
    """簿册 A file to be read: of which switch, in which form, how the switch is wired; `plan` says
    what the columns of a table mean."""

    switch: str
    kind: str
    path: Path
    wired: cel.Lines = cel.Lines()
    plan: sheet.Map | None = None


class Progress(Struct, kw_only=True):
    """进度 How far one file is read: bytes, lines, facts, refused lines by reason (`places`: the
    first of their line numbers), gaps."""

    path: Path
    size: int = 0
    offset: int = 0
    lines: int = 0
    facts: int = 0
    calls: set[str] = set()
    refused: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    gaps: int = 0

    def add(self, piece: Piece, begun_lines: int) -> None:
        """Count what a piece said."""
        self.offset = piece.mark.offset
        self.lines += piece.mark.lines - begun_lines
        self.facts += len(piece.noted)
        self.calls |= {p.noted.of for p in piece.noted if is_call(p.noted)}
        self.gaps += len(piece.gaps)
        for one in piece.refused:
            self.refused[one.fault] = self.refused.get(one.fault, 0) + 1
            if len(first := self.places.setdefault(one.fault, [])) < PLACES:
                first.append(one.line)


def is_call(noted: Noted) -> bool:
    """Whether a fact is of a call (and not of a seat or of the switch)."""
    return isinstance(noted.fact, CallFact)


def parser(book: Book, first: str) -> Parser:
    """How a line of `book` is read, given its first line. Raises sheet.BadMap."""
    if book.kind == "cel":
        columns = cel.header(first)
        return lambda text: cel.parse(text, book.wired, columns)
    if book.kind == "queue_log":
        return lambda text: queue_log.parse(text, book.wired.tests)
    if book.plan is None:
        raise sheet.BadMap("须给出栏目对照")
    plan, names = book.plan, sheet.heading(first, book.plan)
    return lambda text: sheet.parse(text, plan, names)


def rehearse(book: Book) -> Iterator[Progress]:
    """试读 Read the whole file and write nothing."""
    with book.path.open("rb") as file:
        progress = Progress(path=book.path, size=os.fstat(file.fileno()).st_size)
        parse, mark = parser(book, _first_line(file) or ""), Mark()
        while piece := _piece(file, parse, mark, book.kind):
            progress.add(piece, mark.lines)
            mark = piece.mark
            yield progress
    yield progress


def read_on(book: Book, afresh: bool = False) -> Iterator[Progress]:
    """Read everything new of the file at `book.path`, the rotated one before it first; one step
    a piece, each written whole. `afresh`: from the beginning; what is known stays known once."""
    with book.path.open("rb") as file:
        first = _first_line(file)
        if first is None:
            return  # not one whole line yet: nothing to know it by
        inode = os.fstat(file.fileno()).st_ino
        yield from _rotated(book, inode, first)
        line = _line(book, inode, first)
        if afresh:
            line.offset, line.mark, line.done = 0, "", False
            line.save()
        yield from _to_the_end(book, file, line, parser(book, first))


def _rotated(book: Book, inode: int, first: str) -> Iterator[Progress]:
    """Read to their ends the books that had this name before."""
    name = str(book.path.absolute())
    earlier = BookLine.objects.filter(switch=book.switch, kind=book.kind, path=name, done=False)
    for line in earlier.exclude(inode=inode, first=_hashed(first)).order_by("id"):
        found = _sibling(book.path, line)
        if found is None:
            calling.broken_off(line, "cut" if line.inode == inode else "vanished")
            continue
        with found.open("rb") as file:
            said = _first_line(file) or ""
            yield from _to_the_end(book, file, line, parser(book, said))
        BookLine.objects.filter(pk=line.pk).update(done=True)


def _sibling(path: Path, line: BookLine) -> Path | None:
    for other in sorted(path.parent.iterdir()):
        if other.is_file() and other.stat().st_ino == line.inode:
            with other.open("rb") as file:
                if _hashed(_first_line(file) or "") == line.first:
                    return other
    return None


def _line(book: Book, inode: int, first: str) -> BookLine:
    line, _ = BookLine.objects.get_or_create(
        switch=book.switch, kind=book.kind, inode=inode, first=_hashed(first),
        defaults={"path": str(book.path.absolute())},
    )  # fmt: skip
    return line


def _to_the_end(book: Book, file: BinaryIO, line: BookLine, parse: Parser) -> Iterator[Progress]:
    size = os.fstat(file.fileno()).st_size
    if size < line.offset:
        calling.broken_off(line, "cut")
        line.offset, line.mark = 0, ""
        line.save()
    mark = msgspec.json.decode(line.mark, type=Mark) if line.mark else Mark()
    progress = Progress(path=Path(file.name), size=size, offset=mark.offset)
    while piece := _piece(file, parse, mark, book.kind):
        if not calling.note_down(book.switch, piece, line, mark.offset):
            return  # another reads this book
        progress.add(piece, mark.lines)
        mark = piece.mark
        yield progress
    yield progress


def _piece(file: BinaryIO, parse: Parser, mark: Mark, kind: str) -> Piece | None:
    """The next whole lines, or None if there is none yet."""
    size = CHUNK
    while True:
        file.seek(mark.offset)
        content = file.read(size)
        piece = lines.read(content, parse, mark, serials=kind == "cel", ordered=kind != "csv")
        if piece.mark.offset > mark.offset:
            return piece
        if len(content) < size:
            return None
        if size >= LONGEST:  # no end of line: refused whole
            passed = lines.Refused(mark.offset, mark.lines + 1, "columns", "")
            moved = msgspec.structs.replace(mark, offset=mark.offset + len(content))
            return Piece([], [passed], [], moved)
        size *= 4


def _first_line(file: BinaryIO) -> str | None:
    file.seek(0)
    line = file.readline(lines.LONGEST)
    return line.decode("utf-8", "replace") if line.endswith(b"\n") else None


def _hashed(first: str) -> str:
    key: bytes = settings.RECORD_KEY
    return hmac.new(key, b"book\0" + first.encode(), hashlib.sha256).hexdigest()[:32]
