# SPDX-License-Identifier: Apache-2.0
"""What every clause of every published book owes its reader."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from yingda import readings
from yingda.config.city import DEFAULT_BOOKS
from yingda.config.spoken import refusals
from yingda.flow import STAGES
from yingda.standard import BOOKS, load

ON = date(2026, 11, 23)
ALONE = sorted(p.stem for p in BOOKS.glob("*.toml") if not p.stem.startswith("calendar-"))


@pytest.fixture(scope="module")
def clauses():
    return load(DEFAULT_BOOKS).clauses(ON)


def test_every_clause_has_words_a_source_and_a_day(clauses):
    assert clauses
    bare = [c.key for c in clauses if not (c.words and c.source and c.since)]
    assert not bare, "a rule without its source is an opinion"


def test_every_clause_is_measured_or_says_why_not(clauses):
    vague = [
        c.key for c in clauses if not (c.ledger and c.of and c.measure) and not c.unmeasured.strip()
    ]
    assert not vague, "a clause that nobody measures, and nobody says why, is forgotten"


def test_every_clause_that_a_refusal_names_stands_in_a_book():
    standard = load(DEFAULT_BOOKS)
    named = {r.clause for stage in STAGES for r in refusals(Path(stage.__file__)) if r.clause}
    lost = sorted(key for key in named if standard.clause(key, ON) is None)
    assert not lost, "an officer who is refused must be able to read the clause"


def test_every_measured_clause_is_answered_by_a_reading(clauses):
    mute = [
        c.key
        for c in clauses
        if not c.unmeasured
        and not (
            c.measure in readings.MEASURES
            and (c.ledger == "assessment" or (c.ledger, c.of) in readings.WORDS)
        )
    ]
    assert not mute, "a question of a ledger and a measure, named in yingda/readings.py"


def test_every_book_is_published_with_its_frozen_hash():
    published = tomllib.loads((ROOT / "tests/standard/published.toml").read_text(encoding="utf-8"))
    text = str(published)
    assert not [name for name in ALONE if name not in text], (
        "a published book never changes silently"
    )
