# SPDX-License-Identifier: Apache-2.0
"""Standards for the tests: the two cities' books, and books written on the spot."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from yingda.standard import Standard, load

ZONE = ZoneInfo("Asia/Shanghai")
BEIJING = (
    "gbt-33358-2016",
    "state-council-2025",
    "beijing-regulation-2021",
    "beijing-draft-2021",
    "demo-city",
)
JINAN = ("shandong-2020", "jinan-2018", "demo-jinan")
CITIES = {"beijing": BEIJING, "jinan": JINAN}
LOADED = {city: load(books) for city, books in CITIES.items()}
HEAD = """[book]
title = "一册"
layer = "demo"
source = "试"
from = 2020-01-01
"""


def pytest_generate_tests(metafunc: Any) -> None:
    """A test that asks for `line_of_<table>` runs once for each case of `tables/<table>.toml`."""
    for name in metafunc.fixturenames:
        if name.startswith("line_of_"):
            path = Path(__file__).parent / "tables" / f"{name.removeprefix('line_of_')}.toml"
            cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
            metafunc.parametrize(name, cases, ids=[case["why"] for case in cases])


@pytest.fixture
def beijing() -> Standard:
    return LOADED["beijing"]


@pytest.fixture
def jinan() -> Standard:
    return LOADED["jinan"]


@pytest.fixture
def cities() -> dict[str, Standard]:
    return LOADED


@pytest.fixture
def at() -> Callable[..., datetime]:
    return lambda *when: datetime(*when, tzinfo=ZONE)


@pytest.fixture
def books(tmp_path: Path) -> Callable[..., Path]:
    """Write books: `books(a="…", b="…")` with the head of a book before each; the folder."""

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            head = "" if "[book]" in text else HEAD
            (tmp_path / f"{name}.toml").write_text(head + text, encoding="utf-8")
        return tmp_path

    return write
