# SPDX-License-Identifier: Apache-2.0
"""A suggestion says how sure it is and why; a damaged file is refused."""

import zlib

import pytest

from yingda.hints import shipped, weights

SUBJECT = shipped.weights("subject")


def test_a_suggestion_names_the_words_that_made_it():
    found = weights.weigh(SUBJECT, "公司拖欠工资三个月", "老板一直不发工资，也不交社保")
    assert found.label == "劳动和社会保障" and found.sure
    assert any("工资" in phrase.words for phrase in found.because)


def test_chances_add_up_to_one():
    found = weights.weigh(SUBJECT, "小区垃圾没人清运", "")
    assert sum(found.chances.values()) == pytest.approx(1.0)
    assert found.chance == max(found.chances.values())


def test_what_says_nothing_is_not_suggested():
    assert not weights.weigh(SUBJECT, "", "").sure
    assert not weights.weigh(SUBJECT, "你好", "").sure


def test_only_the_labels_asked_for_are_given():
    found = weights.weigh(SUBJECT, "公司拖欠工资", "", among=("教育文体", "卫生计生"))
    assert found.label in ("教育文体", "卫生计生")


def test_a_file_of_weights_is_the_same_after_packing():
    assert weights.unpacked(weights.packed(SUBJECT)) == SUBJECT


@pytest.mark.parametrize("raw", [b"", b"not weights", weights.packed(SUBJECT)[:-50]])
def test_a_damaged_file_is_refused(raw):
    with pytest.raises(weights.BadWeights):
        weights.unpacked(raw)


def test_weights_of_the_wrong_size_are_refused():
    import msgspec

    short = msgspec.structs.replace(SUBJECT, rows=SUBJECT.rows[:-1])
    with pytest.raises(weights.BadWeights):
        weights.unpacked(weights.packed(short))


def test_weights_learnt_before_words_were_listed_still_work():
    import msgspec

    told = msgspec.to_builtins(SUBJECT, builtin_types=(bytes,))
    del told["words"]
    old = weights.opened(zlib.compress(msgspec.msgpack.encode(told)), weights.Weights)
    assert not old.words and weights.weigh(old, "公司拖欠工资三个月", "").label
