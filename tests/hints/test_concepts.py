# SPDX-License-Identifier: Apache-2.0
"""Many ways to say one thing are one thing."""

import pytest

from yingda.hints import concepts, shipped

BOOK = shipped.concept_book()


@pytest.mark.parametrize("said", ["叫不醒", "不省人事", "一动不动", "没有呼吸"])
def test_many_words_for_one_danger_are_one_concept(said):
    assert "昏" in concepts.seen(f"老人躺在那里，{said}", BOOK)


def test_a_concept_says_where_it_stands():
    text = "门口的电动车着火了"
    start, end = concepts.seen(text, BOOK)["火"]
    assert text[start:end] == "着火"


def test_two_concepts_together_are_a_piece_of_their_own():
    assert concepts.pieces({"火": 0, "人": 0}) == ["〈人", "〈火", "〈人火"]
