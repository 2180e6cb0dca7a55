# SPDX-License-Identifier: Apache-2.0
"""自拟答复 Answers of our own: each rule finds most of what it should, and little else."""

from collections import defaultdict

import pytest

from bench.language_replies import ROWS, TESTS, TONE, Count, notes, rows, written

ENOUGH = {"unnamed_basis": 0.6, "no_answer": 0.6, "jargon": 0.4}
"""Recall on the test part, where the rest of the rules reach 0.75."""
ANSWERS = rows(TESTS / "answers.csv")
OWN = [row for row in ROWS if row not in TONE]


@pytest.fixture(scope="module")
def tried():
    return written("test")


@pytest.mark.parametrize("row", OWN)
def test_a_rule_finds_most_and_is_mostly_right(row, tried):
    count = Count(tried, row)
    assert count.should >= 4
    assert count.right / count.should >= ENOUGH.get(row, 0.75)
    assert count.right / count.alarms >= 0.7


def test_no_matter_stands_in_both_parts():
    parts = defaultdict(set)
    for row in ANSWERS:
        parts[row["matter"]].add(row["part"])
    assert all(len(part) == 1 for part in parts.values())
    assert len({(row["text"], row["on"]) for row in ANSWERS}) == len(ANSWERS) >= 400


def test_every_note_is_one_that_is_counted():
    known = {note for noted, _rules in ROWS.values() for note in noted}
    said = {note for row in ANSWERS for note in row["should"].split()}
    read = {note for row in rows(TESTS / "labels_whole.csv") for note in notes(row["should"])}
    assert said <= known and read <= known


def test_labels_of_real_replies_keep_numbers_and_places_and_no_words():
    for row in rows(TESTS / "labels_whole.csv"):
        assert row["row"].isdigit()
        assert all(one.isascii() for one in row["should"].split())
