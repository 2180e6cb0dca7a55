# SPDX-License-Identifier: Apache-2.0
"""Tests stand where one would look for them, and say a sentence."""

import ast
from pathlib import Path

from tests.house.sources import ROOT, named, on_floors, python, tree

LEDGERS = ("assessment", "cases", "follow_ups", "hotspots", "keeping", "limits", "orders")
TOGETHER = {
    **{f"ledgers/{ledger}.py": "ledgers/test_ledgers.py" for ledger in LEDGERS},
    "office/numbers.py": "office/test_door.py",
    "office/told.py": "office/test_door.py",
    "office/writing.py": "office/test_door.py",
    "office/prose.py": "office/test_explaining.py",
    "record/old_forms.py": "record/test_codec.py",
}
"""What is proved together with a neighbour, because it has no meaning alone."""


def mirror(path: Path) -> Path:
    """Where the tests of a file stand."""
    inside = path.relative_to(ROOT / "yingda")
    together = TOGETHER.get(inside.as_posix())
    beside = ROOT / "tests" / inside.parent / f"test_{inside.name}"
    return ROOT / "tests" / together if together and not beside.is_file() else beside


def test_floors_1_to_4_have_their_mirror():
    missing = [
        f"{named(path)} ↔ {named(mirror(path))}"
        for path in on_floors(1, 2, 3, 4)
        if path.name not in ("__init__.py", "models.py") and not mirror(path).is_file()
    ]
    assert not missing, "whoever changes a file must find its tests without searching"


def test_what_is_proved_together_is_still_there():
    gone = [name for name in TOGETHER if not (ROOT / "yingda" / name).is_file()]
    assert not gone, "the table above lists what is no more"


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
