# SPDX-License-Identifier: Apache-2.0
"""Who may import whom."""

import contextlib
import io

from importlinter import cli

from tests.house.sources import ROOT, named, on_floors, python


def test_each_floor_imports_only_what_is_below_it():
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, f"docs/map.md says where a thing belongs\n{said.getvalue()}"


def test_only_the_office_writes_in_the_record():
    writing = ("insert into record_", "update record_", "delete from record_")
    found = [
        named(path)
        for path in on_floors(1, 2, 5, 6) + python("yingda/readings")
        if any(verb in path.read_text(encoding="utf-8").lower() for verb in writing)
    ]
    assert not found, "every act passes `office.carry_out`: one door, one transaction"


def test_there_are_no_signals():
    found = [
        named(path)
        for path in python("yingda/")
        if "django.dispatch" in (text := path.read_text(encoding="utf-8"))
        or "db.models.signals" in text
    ]
    assert not found, "what follows an act stands in the office, where it can be read"
