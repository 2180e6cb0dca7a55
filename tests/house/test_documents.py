# SPDX-License-Identifier: Apache-2.0
"""The documents are true: fresh, complete, and leading somewhere."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.house.sources import ROOT, lines, named, of_kind, on_floors, python, tree
from yingda.config import pages

TERM = re.compile(r"^([\u4e00-\u9fff]+)(?:[ ：:.]|$)")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
INLINE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"```\w*\n(.*?)```", re.S)
TYPED = re.compile(r"(?:YINGDA_\S+ )*(make|yingda) ([a-z][a-z_]*)")
LONGEST = {"CONTRIBUTING.md": 100, "STYLE.md": 150, "AGENTS.md": 60, "README.md": 70}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def written_by_hand() -> list[Path]:
    made = set(pages.written())
    return [p for p in of_kind(".md") if p not in made and not named(p).startswith("demo/")]


def test_generated_documents_are_fresh():
    assert not [named(p) for p in pages.stale()], "run `make docs`"


def test_pages_for_newcomers_stay_short():
    assert not [n for n, most in LONGEST.items() if lines(ROOT / n) > most], (
        "shorten: who reads it?"
    )


def test_links_between_documents_lead_somewhere():
    dead = [
        f"{named(page)}: {link}"
        for page in written_by_hand()
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not dead, "a dead link sends a newcomer away"


def own_commands() -> list[str]:
    found = get_commands().items()
    return [name for name, app in found if isinstance(app, str) and app.startswith("yingda.")]


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_every_command_is_on_the_map_and_explains_itself_in_both_languages(name):
    command = load_command_class(get_commands()[name], name)
    assert f"yingda {name}" in text("docs/map.md"), "the table of commands in docs/map.md"
    assert command.help and command.help_en, "`help` in Chinese, `help_en` in English"


def said_commands(page: Path) -> list[tuple[str, str]]:
    """What a page says to type: (make or yingda, target or command)."""
    words = page.read_text(encoding="utf-8")
    fenced = [line for block in FENCE.findall(words) for line in block.splitlines()]
    typed = (TYPED.match(line) for line in [*INLINE.findall(words), *fenced])
    return [(found[1], found[2]) for found in typed if found]


def test_no_document_names_a_command_or_target_that_is_not_there():
    there = {("make", target) for target in re.findall(r"^([a-z-]+):", text("Makefile"), re.M)}
    there |= {("yingda", command) for command in (*get_commands(), "run")}
    lost = {
        f"{named(page)}: {' '.join(said)}"
        for page in written_by_hand()
        for said in said_commands(page)
        if said not in there
    }
    assert not lost, "try what you write"


def test_every_setting_of_the_environment_is_on_the_map():
    used = {
        name
        for path in python("yingda/")
        for name in re.findall(r"YINGDA_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    hidden = used - set(re.findall(r"YINGDA_[A-Z_]*[A-Z]", text("docs/map.md")))
    assert hidden <= {"YINGDA_TESTING"}, "the table of settings in docs/map.md"


def test_every_key_of_the_city_file_is_in_its_example():
    from yingda.config.city import City

    example = text("city.example.toml")
    there = {key for line in example.splitlines() for key in [line.split(" = ")[0].strip("[]")]}
    assert not set(City.__struct_fields__) - there


def terms() -> set[str]:
    """Every Chinese term of the first column of the glossary."""
    rows = [line.split("|")[1] for line in text("docs/glossary.md").splitlines() if "|" in line]
    return set(re.findall(r"[\u4e00-\u9fff]+", " ".join(rows)))


def test_glossary_and_docstrings_agree():
    known, strangers = terms(), []
    rooms = [p for p in python("yingda/") if p.name == "__init__.py"]
    for path in {*on_floors(1, 2, 3, 4), *rooms}:
        said = ast.get_docstring(tree(path)) or ""
        if path.name in ("models.py", "admin.py") or not said:
            continue
        term = TERM.match(said)
        if not term or term[1] not in known:
            strangers.append(f"{named(path)}: {said[:24]}")
    assert not strangers, "begin the docstring with a term of docs/glossary.md, or add it there"


def test_every_decision_says_context_decision_and_price():
    pages_ = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(p.name[:4]) for p in pages_]
    assert numbers == list(range(1, len(pages_) + 1)), "numbered without gaps"
    parts = ("## Context", "## Decision", "## Price")
    assert not [named(p) for p in pages_ if not all(part in text(named(p)) for part in parts)]


def test_every_dependency_was_decided():
    project = text("pyproject.toml").partition("[project.optional-dependencies]")[0]
    needed = re.findall(r'^\s+"([a-z-]+)[\[>=<]', project, re.M)
    decided = text("docs/decisions/0011-libraries.md").lower()
    assert needed and not [n for n in needed if n not in decided], "a line in decisions/0011"


def test_the_changelog_says_how_to_upgrade():
    log = text("CHANGELOG.md")
    version = re.search(r'^version = "([^"]+)"', text("pyproject.toml"), re.M)
    assert version and f"## [{version[1]}]" in log, "each version has its part"
    parts = re.split(r"^## ", log, flags=re.M)[1:]
    assert not [part[:12] for part in parts if "Upgrade" not in part], "what must a technician do?"


def test_no_page_names_a_machine():
    places = re.compile(r"(/work/|/home/|/root/|/tmp/|https?://(?:pypi|registry)\S+)")
    found = [
        f"{named(p)}: {place.group()}"
        for p in written_by_hand()
        if (place := places.search(p.read_text(encoding="utf-8")))
    ]
    assert not found, "what is on one machine is nowhere else"
