# SPDX-License-Identifier: Apache-2.0
"""What every source file says, and what the lower floors never do."""

import ast
import re
from pathlib import Path

from tests.house.sources import ROOT, files, named, of_kind, on_floors, python, tree

LICENCE = "SPDX-License-Identifier: Apache-2.0"
WITHOUT = {"LICENSE", "package.json", "package-lock.json", "requirements/debian"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
IMPURE_MODULES = {"os", "random", "uuid", "secrets", "time", "subprocess", "socket"}
IMPURE_CALLS = {"now", "today", "utcnow", "uuid4", "open", "print", "input", "read_text"}
MAY_READ_BOOKS = {
    "yingda/standard/read.py",
    "yingda/standard/calendar.py",
    "yingda/wording/rules.py",
    "yingda/hints/shipped.py",
}
BANNED = {
    "manager", "service", "handler", "processor", "helper", "util", "utils", "data", "info",
    "base", "common", "core", "and",
}  # fmt: skip


def test_every_file_says_its_licence():
    kinds = {".py", ".toml", ".css", ".js", ".md", ".po", ""}
    silent = [
        named(p)
        for p in files()
        if p.suffix in kinds
        and named(p) not in WITHOUT
        and "samples" not in p.parts
        and not p.name.startswith(".git")
        and ".github" not in p.parts
        and "migrations" not in p.parts
        and not named(p).startswith("demo/")
        and p.stat().st_size
        and LICENCE not in "".join(p.read_text(encoding="utf-8").splitlines(True)[:30])
    ]
    assert not silent, f"say `{LICENCE}` in the first lines, so that a copied file keeps it"


def test_the_lower_floors_know_no_clock_no_chance_and_no_file():
    found = []
    for path in on_floors(1, 2):
        for node in ast.walk(tree(path)):
            name = _impure(node)
            if name and not (named(path) in MAY_READ_BOOKS and name in ("open", "read_text")):
                found.append(f"{named(path)}:{node.lineno} {name}")
    assert not found, "time comes in as an argument: what is pure can be replayed and proved"


def _impure(node: ast.AST) -> str:
    if isinstance(node, ast.Import):
        return next((a.name for a in node.names if a.name in IMPURE_MODULES), "")
    if isinstance(node, ast.ImportFrom):
        return (node.module or "") if node.module in IMPURE_MODULES else ""
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return called if called in IMPURE_CALLS else ""
    return ""


def test_every_module_begins_with_its_chinese_term():
    quiet = []
    for path in python("yingda/"):
        said = ast.get_docstring(tree(path)) or ""
        needed = path.name != "__init__.py" or bool(tree(path).body)
        if needed and not said:
            quiet.append(f"{named(path)}: no docstring")
    assert not quiet, 'begin with the term: """派单 Dispatch: …"""'


def test_public_names_of_floors_1_to_4_are_explained():
    silent = []
    for path in on_floors(1, 2, 3, 4):
        shown = _in_tables(path)
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            if node.name.startswith("_") or node.name in shown or ast.get_docstring(node):
                continue
            silent.append(f"{named(path)}:{node.lineno} {node.name}")
    assert not silent, "a docstring says shapes, units, errors, source (STYLE.md)"


def _in_tables(path: Path) -> set[str]:
    """Functions named in DECIDE and EVOLVE: the command and the event explain them."""
    return {
        name.id
        for node in tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id in ("DECIDE", "EVOLVE", "LINES", "ledgers")
        for name in ast.walk(node.value)
        if isinstance(name, ast.Name)
    }


def test_names_are_words_of_the_field():
    found = []
    for path in python("yingda/"):
        words = set(_words(path.stem)) & BANNED
        found += [f"{named(path)}: {word}" for word in words]
        for node in ast.walk(tree(path)):
            for name in _defined(node):
                if bad := set(_words(name)) & BANNED:
                    found.append(f"{named(path)}:{getattr(node, 'lineno', 0)} {name} ({bad.pop()})")
    assert not found, "such a word says nothing of the field: what is it to a hotline?"


def _defined(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg] if node.arg != "data" else []  # Django's forms call it so
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return []


def _words(name: str) -> list[str]:
    apart = re.sub(r"([a-z])([A-Z])", r"\1_\2", name)
    return [word.lower() for word in apart.split("_") if word]


def test_no_folder_is_named_after_a_pattern():
    found = [
        named(p)
        for p in of_kind(".py", "yingda/")
        if {*p.relative_to(ROOT).parts} & (BANNED | {"lib", "shared", "domain", "adapters", "misc"})
    ]
    assert not found, "rooms are named after a hotline's office (docs/decisions/0002)"
