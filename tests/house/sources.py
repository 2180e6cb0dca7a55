# SPDX-License-Identifier: Apache-2.0
"""The files of the house, as git sees them, and small questions about them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = {
    1: ("standard",),
    2: ("flow", "calls", "measure", "wording", "hints"),
    3: ("record", "ledgers", "roster", "knowledge"),
    4: ("office", "readings"),
    5: ("channels",),
    6: ("faces",),
    7: ("config",),
}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is kept, or would be: tracked, or new and not ignored."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True)
    paths = (ROOT / name for name in found.stdout.split("\0") if name)
    return tuple(sorted(path for path in set(paths) if path.is_file()))


def named(path: Path) -> str:
    """The path as a person would say it."""
    return path.relative_to(ROOT).as_posix()


def of_kind(suffix: str, under: str = "") -> list[Path]:
    """The files of one suffix below a folder."""
    return [p for p in files() if p.suffix == suffix and named(p).startswith(under)]


def python(under: str = "") -> list[Path]:
    """Python files below a folder, without migrations (Django writes those)."""
    return [p for p in of_kind(".py", under) if "migrations" not in p.parts]


def on_floors(*floors: int) -> list[Path]:
    """Python files of these floors."""
    rooms = {room for floor in floors for room in FLOORS[floor]}
    return [
        p for p in python("yingda/") if p.relative_to(ROOT).parts[1].removesuffix(".py") in rooms
    ]


@cache
def tree(path: Path) -> ast.Module:
    """The file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    """How long the file is."""
    return len(path.read_text(encoding="utf-8").splitlines())
