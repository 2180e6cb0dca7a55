# SPDX-License-Identifier: Apache-2.0
"""Tiers are learnt from appeals by matter, and their lines by what may be missed."""

from yingda.hints import learn_tiers, shipped, tiers
from yingda.hints.learn import Example

CONCEPTS = shipped.concept_book()
EXAMPLES = [
    Example(title="", text=f"{n}号房屋后山塌方{'了' * n}", label="critical", matter=f"a{n % 5}")
    for n in range(12)
] + [
    Example(title="", text=f"{n}号路牌褪色{'了' * n}", label="general", matter=f"b{n % 5}")
    for n in range(12)
] + [
    Example(title="", text=f"{n}号院停水{'了' * n}", label="urgent", matter=f"c{n % 5}")
    for n in range(12)
]  # fmt: skip


def test_what_was_learnt_is_told_apart():
    made = learn_tiers.learn_tiers(EXAMPLES, CONCEPTS, {"from": "here"})
    seen = [tiers.weigh(made, "", said, CONCEPTS).tier for said in ("屋后塌方", "路牌褪色")]
    assert seen == ["critical", "general"]
    assert made.weights.learnt["examples"] == "36"


def test_the_same_rows_give_the_same_bytes():
    one, other = (learn_tiers.learn_tiers(EXAMPLES, CONCEPTS, {}) for _turn in range(2))
    assert tiers.packed(one) == tiers.packed(other)


def test_the_line_lies_where_the_wanted_share_is_seen():
    assert learn_tiers.line([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0], 0.9) == 0.0
    assert learn_tiers.line([0.3, 0.1], 0.5) == 0.1


def test_every_part_of_a_long_general_letter_teaches_but_of_a_grave_one_the_title_only():
    long = "物业收费不公开。" * 20
    general = Example(title="物业收费", text=long, label="general")
    grave = Example(title="楼要塌了", text=long, label="critical")
    assert len(learn_tiers.pieces([general], CONCEPTS)) > 2
    assert len(learn_tiers.pieces([grave], CONCEPTS)) == 1
