# SPDX-License-Identifier: Apache-2.0
"""What the screens say: every Chinese text in faces, and every refusal of the flow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2] / "yingda"
MARKS = {"_", "gettext", "gettext_lazy"}
SAID = re.compile(
    r"""\bgettext(?:_noop)?\(\s*u?(?P<quote>'{3}|"{3}|'|")(?P<text>.*?)(?<!\\)(?P=quote)""", re.S
)


def of_templates(folder: Path = ROOT / "faces") -> Iterator[tuple[str, str]]:
    """(template, text) of each text marked for translation."""
    for path in folder.rglob("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for found in SAID.finditer(source):
            yield path.relative_to(folder).as_posix(), found["text"]


def of_modules(folder: Path = ROOT / "faces") -> Iterator[tuple[str, str]]:
    """(module, text) of each text marked for translation in Python."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            marked = isinstance(node, ast.Call) and _name(node.func) in MARKS and node.args
            if marked and isinstance(node.args[0], ast.Constant):
                yield path.relative_to(folder).as_posix(), str(node.args[0].value)


def refusals(folder: Path = ROOT) -> Iterator[tuple[str, str]]:
    """(module, words) of each refusal of the flow, the office and the faces."""
    for room in ("flow", "office", "faces"):
        for path in (folder / room).rglob("*.py"):
            yield from _refused(path)


def _refused(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Refusal" and len(node.args) > 1:
            words = node.args[1]
            if isinstance(words, ast.Constant):
                yield path.name, str(words.value)
        elif _words(node):
            yield path.name, str(node.value.value)


def _words(node: ast.AST) -> bool:
    given = isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    return given and _name(node.targets[0]) == "words"


def _name(node: ast.expr) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def every() -> dict[str, set[str]]:
    """Each text with the places where it stands."""
    found: dict[str, set[str]] = {}
    for where, text in (*of_templates(), *of_modules(), *refusals()):
        if any("一" <= ch <= "鿿" for ch in text):
            found.setdefault(text, set()).add(where)
    return found
