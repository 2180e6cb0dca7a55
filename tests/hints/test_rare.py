# SPDX-License-Identifier: Apache-2.0
"""The few pieces by which the same matter is found again."""

from yingda.hints import rare, shipped

KEY = b"k" * 32


def chosen(title, words):
    return rare.chosen(title, words, shipped.rarity())


def test_names_are_chosen_before_what_everybody_says():
    kept = chosen("翡翠谷搅拌站扰民", "希望有关部门尽快处理翡翠谷旁边的搅拌站，希望尽快处理。")
    assert {"翡翠", "翠谷", "搅拌"} <= kept.keys()
    order = list(kept)
    assert order.index("翡翠") < order.index("扰民")


def test_a_long_text_costs_no_more_than_a_short_one():
    long = "".join(chr(0x4E00 + nth * 7 % 5000) for nth in range(900))
    assert len(chosen(long[:60], long)) == rare.OF_TITLE + rare.OF_WORDS


def test_the_same_pieces_are_chosen_whatever_stands_around():
    first = chosen("翡翠谷搅拌站", "翡翠谷搅拌站夜里轰鸣，睡不着。")
    second = chosen("", "翡翠谷搅拌站夜里轰鸣，睡不着。又及：昨天也是。")
    assert len(first.keys() & second.keys()) >= len(first) - 2


def test_digits_count_and_full_width_signs_are_plain():
    assert rare.pieces("３号楼　漏水") == {"3号", "号楼", "楼漏", "漏水"}


def test_a_keyed_hash_tells_nothing_without_its_key_and_is_the_same_with_it():
    assert rare.keyed("翡翠", KEY) == rare.keyed("翡翠", KEY)
    assert rare.keyed("翡翠", KEY) != rare.keyed("翡翠", b"other" * 8)
    assert -(2**31) <= rare.keyed("翡翠", KEY) < 2**31


def test_a_table_is_learnt_from_counts_and_kept_in_a_file():
    made = rare.learnt({"的是": 90, "翡翠": 1}, 100, {"from": "here"})
    again = rare.unpacked(rare.packed(made))
    assert again == made
    assert again.of("的是") < 0.2 < 3 < again.of("翡翠") < again.of("从未")
