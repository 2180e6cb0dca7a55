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


LONG = "物业收费不公开。" * 20
GENERAL = Example(title="物业收费", text=LONG, label="general", counts=0.4)
GRAVE = Example(
    title="楼要塌了", text=LONG + "后墙已经歪了，砖往下掉。", label="critical", counts=0.4
)


def test_of_a_general_letter_parts_teach_but_of_a_grave_one_the_title_only_at_first():
    assert len(learn_tiers.pieces([GENERAL], CONCEPTS)) > 2
    assert len(learn_tiers.pieces([GRAVE], CONCEPTS)) == 1


def test_in_the_second_round_the_gravest_part_of_a_letter_teaches():
    once = learn_tiers.fitted(learn_tiers.pieces(EXAMPLES, CONCEPTS), {})
    made = learn_tiers.gravest([GRAVE], CONCEPTS, once)
    assert [one.label for one in made] == ["critical"]


def test_letters_have_rows_of_their_own_with_the_line_in_the_lean():
    assert learn_tiers.letter_row([], ("critical",), 0.5) == ((-1.0,), {})
    told = [
        one
        for n in range(8)
        for one in (
            Example(title="", text=f"{n}号楼塌了。{LONG}", label="critical", matter=f"d{n}"),
            Example(title="", text=f"{n}号路牌褪色。{LONG}", label="general", matter=f"e{n}"),
        )
    ]
    made = learn_tiers.learn_tiers([*EXAMPLES, *told], CONCEPTS, {})
    assert len(made.letter_critical) == len(made.letter_waits) > 20
    assert tiers.weigh(made, "", told[0].text, CONCEPTS).critical > (
        tiers.weigh(made, "", told[1].text, CONCEPTS).critical
    )
