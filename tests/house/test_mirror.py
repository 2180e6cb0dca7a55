# SPDX-License-Identifier: Apache-2.0
"""Tests stand where one would look for them, and say a sentence."""

import ast
from pathlib import Path

from tests.house.sources import ROOT, named, on_floors, python, tree


def mirror(path: Path) -> Path:
    """Where the tests of a file stand."""
    inside = path.relative_to(ROOT / "yingda")
    return ROOT / "tests" / inside.parent / f"test_{inside.name}"


def test_floors_1_to_4_have_their_mirror():
    missing = [
        f"{named(path)} ↔ {named(mirror(path))}"
        for path in on_floors(1, 2, 3, 4)
        if path.name not in ("__init__.py", "models.py") and not mirror(path).is_file()
    ]
    assert not missing, "whoever changes a file must find its tests without searching"


def test_names_of_tests_are_sentences():
    short = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in python("tests/")
        if "stories" not in path.parts  # a story has a title
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and node.name.count("_") < 3
    ]
    assert not short, "a test is named by the sentence that it proves"
