# SPDX-License-Identifier: Apache-2.0
"""How people say a place that the roster writes in full."""

import pytest

from yingda.hints import namings


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("惠新西街社区居民委员会", "惠新西街"),
        ("永丰屯村委会", "永丰屯"),
        ("十里堡村民委员会", "十里堡"),
        ("后沙峪地区", "后沙峪"),
        ("洋桥北里社区", "洋桥北里"),
    ],
)
def test_what_kind_of_place_it_is_is_left_out(name, short):
    assert namings.short(name) == short


def test_a_village_committee_is_said_village():
    assert namings.said_for("永丰屯村委会") == ("永丰屯村",)
    assert namings.said_for("下宅村村委会") == ("下宅村",)


def test_a_numbered_committee_of_an_estate_is_said_without_its_number():
    assert namings.numberless("芳古园一区第一") == "芳古园一区"


def test_communities_named_after_one_ground_give_its_name():
    found = namings.grounds(
        [("花家地西里", "1"), ("花家地南里", "1"), ("花家地北里", "1"), ("某园", "2")]
    )
    assert found["花家地"]["1"] == 3 and "某" not in found


def test_one_community_alone_makes_no_ground():
    assert namings.grounds([("晨光家园南区", "1"), ("晨月园", "2")]) == {}


def test_a_common_word_or_a_mere_side_may_mean_anything():
    assert namings.ordinary("幸福") and namings.ordinary("北里") and namings.ordinary("新村社区")
    assert not namings.ordinary("花家地")


def test_a_name_that_ends_in_a_road_sounds_like_one():
    assert namings.a_road("学院南路") and not namings.a_road("皂君庙")
