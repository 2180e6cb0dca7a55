# SPDX-License-Identifier: Apache-2.0
"""引擎 Engines: who hears speech and writes it down, chosen by name in the city file.

None is shipped. `package.module:function` is a city's own (see yingda.calls.speech);
`beside:FOLDER` reads what was said from a text beside, for trials and for words that people wrote.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.module_loading import import_string

from yingda.calls.speech import Engine, Heard, Said, Side


class NoEngine(Exception):
    """The engine that the city file names cannot be had; says why."""


def chosen(name: str) -> Engine:
    """The engine of that name. Raises NoEngine."""
    if not name:
        raise NoEngine("城市设置没有写转写引擎（[phone] transcriber）")
    kind, _, rest = name.partition(":")
    if kind == "beside" and rest:
        return _beside(Path(rest))
    try:
        found = import_string(name.replace(":", "."))
    except ImportError as fault:
        raise NoEngine(f"没有转写引擎 “{name}”：{fault}") from fault
    if not callable(found):
        raise NoEngine(f"转写引擎 “{name}” 不是函数")
    engine: Engine = found
    return engine


def _beside(folder: Path) -> Engine:
    """Lines of FOLDER/CALL.txt: from, until (seconds), side and words, parted by tabs. Each is said
    when so much of the sound has come."""

    def hear(heard: Heard) -> Iterator[Said]:
        lines = list(_lines(folder / f"{heard.call}.txt", heard.side))
        size = 0
        for piece in heard.sound:
            size += len(piece)
            while lines and lines[0].at <= size / 2 / heard.rate:
                yield lines.pop(0)

    return hear


def _lines(path: Path, side: str) -> Iterator[Said]:
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        at, until, who, words = line.split("\t", 3)
        if side == "both" or who == side:
            yield Said(at=float(at), until=float(until), words=words, side=_side(who))


def _side(who: str) -> Side:
    found: dict[str, Side] = {"caller": "caller", "seat": "seat"}
    return found.get(who, "both")
