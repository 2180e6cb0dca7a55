# SPDX-License-Identifier: Apache-2.0
"""The same matter is found again, other matters are not."""

import pytest

from yingda.hints import alike

OVEN = "望京西路烧烤店每天晚上油烟很大，楼上住户不敢开窗，希望有人管一管"
AGAIN = "望京西路的烧烤店晚上油烟太大，楼上住户都不敢开窗户，请管一管。昨天还有人被熏得头晕去了医院"
OTHER = "想问一下公租房申请需要准备哪些材料，在哪个窗口办理"


@pytest.fixture
def index():
    made = alike.Index()
    made.add("1", OVEN)
    made.add("2", OTHER)
    return made


def test_the_same_matter_in_other_words_is_found(index):
    (near,) = index.nearest(AGAIN)
    assert near.key == "1" and near.share > alike.LIKE


def test_another_matter_is_not(index):
    assert index.nearest("小区电梯坏了三天，老人下不了楼") == ()


def test_what_was_erased_is_found_no_more(index):
    index.remove("1")
    assert index.nearest(OVEN) == () and len(index) == 1
    with pytest.raises(KeyError):
        index.remove("1")


def test_the_same_key_again_replaces(index):
    index.add("1", OTHER)
    assert index.nearest(OVEN) == ()
    assert {near.key for near in index.nearest(OTHER)} == {"1", "2"}


def test_an_empty_appeal_is_alike_to_nothing(index):
    index.add("3", "。。")
    assert index.nearest("") == ()


def test_only_the_new_facts_are_shown():
    assert alike.new_in(AGAIN, OVEN) == ("昨天还有人被熏得头晕去了医院",)
