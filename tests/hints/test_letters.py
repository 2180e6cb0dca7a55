# SPDX-License-Identifier: Apache-2.0
"""A letter is weighed by all of its parts together."""

from yingda.hints import letters, shipped, tiers

TIERS, CONCEPTS = shipped.tiers_weights(), shipped.concept_book()
CALM = "我们小区物业收费不公开，绿化也没人管。" * 5
GRAVE = "刚才三楼着火了，浓烟往上蹿，老人还困在屋里。"


def of(text, title=""):
    *inner, whole = tiers.parts(TIERS.weights, title, text, CONCEPTS)
    return letters.pooled(inner, whole, bool(title))


def test_a_letter_has_as_many_values_however_long_it_is():
    assert (
        len(of(CALM))
        == len(of(GRAVE))
        == len(of(CALM, "物业收费"))
        == (len(TIERS.letter_critical) - 1)
    )


def test_one_grave_part_among_calm_ones_is_the_gravest_value():
    assert of(CALM + GRAVE)[0] == of(GRAVE)[0] > of(CALM)[0]


def test_how_much_is_past_is_counted():
    past = of("去年的事。以前也有过。当年没人管。" * 8)
    assert past[-len(letters.TONES)] > of(CALM)[-len(letters.TONES)] == 0


def test_the_last_of_a_row_is_the_lean():
    assert letters.score([1.0, 2.0], [3.0, 4.0, -10.0]) == 1.0
    assert letters.score([1.0, 2.0], [-1.0]) == -1.0
