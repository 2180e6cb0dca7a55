# SPDX-License-Identifier: Apache-2.0
"""What stands beside a name says whether the place itself is meant."""

import pytest

from yingda.hints import nearby


def doubts(text, name, why="简称"):
    start = text.index(name)
    return nearby.doubts(text, start, start + len(name), why, backed=False)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("朝阳门外大街占道", "朝阳门", "可能只是路名"),
        ("安贞路口红灯", "安贞", "可能只是站名、路口名"),
        ("天坛医院挂号难", "天坛", "后面跟着单位名，可能只是单位的名字"),
        ("幸福来得太晚", "幸福", "也是常用词"),
        ("从望京回来没车", "望京", "像是来处或上班的地方"),
        ("我在望京上班", "望京", "像是来处或上班的地方"),
    ],
)
def test_what_follows_or_goes_before_makes_a_name_less_likely(text, name, why):
    less, because = doubts(text, name)
    assert less < 1 and why in because


def test_where_one_lives_makes_a_name_likelier():
    assert doubts("家住望京", "望京")[0] > 1


def test_an_estate_named_after_a_road_is_no_road():
    assert doubts("学院南路社区停水", "学院南路") == (1.0, [])


@pytest.mark.parametrize(
    "text", ["公司注册地在海淀", "营业执照上写的是海淀", "户口在海淀", "物业公司办公在海淀"]
)
def test_a_seat_is_told_by_the_words_before(text):
    assert nearby.seat(text, text.index("海淀"))


def test_a_seat_ends_at_the_comma():
    text = "公司注册在海淀，店开在西城"
    assert not nearby.seat(text, text.index("西城"))
