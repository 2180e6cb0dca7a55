# SPDX-License-Identifier: Apache-2.0
"""Files are small because they are about one thing."""

import ast
from pathlib import Path

from tests.house.sources import lines, named, of_kind, python, tree

WHY = "a file that has grown is about two things: say them apart, in two files"


def too_long(found: list[Path], most: int) -> list[str]:
    return [f"{named(p)}: {lines(p)} lines, at most {most}" for p in found if lines(p) > most]


def test_a_python_file_has_at_most_400_lines():
    assert not too_long(python(), 400), WHY


def said(path: Path) -> int:
    """Lines that say something: the formatter's blank ones must not speak against small parts."""
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def test_a_stage_says_at_most_250_lines_because_its_law_should_be_seen_at_once():
    stages = [p for p in python("yingda/flow/") if p.stem not in ("case", "limits", "__init__")]
    assert not [f"{named(p)}: {said(p)}" for p in stages if said(p) > 250], WHY


def test_a_conftest_has_at_most_100_lines_because_what_all_tests_share_nobody_reads():
    assert not too_long([p for p in python("tests/") if p.name == "conftest.py"], 100), WHY


def test_a_command_says_at_most_40_lines_because_it_only_parses_and_calls_one_function():
    commands = [p for p in python("yingda/") if p.parent.name == "commands"]
    assert not [f"{named(p)}: {said(p)}" for p in commands if said(p) > 40], WHY


def test_a_function_has_at_most_50_lines_and_a_story_80():
    long = [
        f"{named(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= (80 if "stories" in path.parts else 50)
    ]
    assert not long, "give a part of it a name of its own"


def test_templates_styles_and_scripts_are_small():
    long = too_long(of_kind(".html", "yingda/"), 150)
    long += too_long(of_kind(".css", "yingda/"), 200)
    long += too_long(of_kind(".js", "yingda/"), 80)
    assert not long, "a page is made of parts: one part, one file"
