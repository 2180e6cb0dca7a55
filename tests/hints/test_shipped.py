# SPDX-License-Identifier: Apache-2.0
"""What is shipped is whole, small, and says where it comes from."""

import csv

import pytest

from yingda.hints import shipped


@pytest.mark.parametrize("name", ["subject", "nature"])
def test_shipped_weights_say_from_what_they_were_learnt(name):
    assert shipped.weights(name).learnt["from"]
    assert (shipped.FOLDER / f"{name}.bin").stat().st_size < 3_000_000


def test_all_signs_speak_for_a_tier_that_is_graver_than_general():
    assert {rule.tier for rule in shipped.book().rules} == {"critical", "urgent"}


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("file", {"appeals_unlabelled", "appeals_one_city", "replies"}),
        ("reader", {"a", "b", "c"}),
        ("subject", {*shipped.weights("subject").labels}),
        ("nature", {*shipped.weights("nature").labels, "praise"}),
        ("tier", {"critical", "urgent", "general"}),
        ("place", {"yes", "no", ""}),
        ("asks", {"answer", "stop", "build", "money", "punish", "grant", "rule", "nothing", ""}),
    ],
)
def test_readings_hold_numbers_and_labels_and_no_text(column, allowed):
    sheet = (shipped.FOLDER.parent / "labels/readings.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(sheet.splitlines()))
    assert {row[column] for row in rows} <= allowed and all(row["id"].isdigit() for row in rows)


def test_the_list_of_words_holds_words_of_two_to_five_signs_once():
    words = shipped.words().split()
    assert len(words) == len({*words}) > 10_000
    assert {len(word) for word in words} <= {2, 3, 4, 5}
