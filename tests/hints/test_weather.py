# SPDX-License-Identifier: Apache-2.0
"""While a weather warning is in force, appeals that name its troubles are raised."""

import pytest

from yingda.hints import shipped, signs, weather

KINDS = shipped.weather_kinds()
BOOK = shipped.book()


def raised(text, kind, colour):
    words = weather.words([weather.Warned(kind=kind, colour=colour)], KINDS)
    return signs.suggest(text, BOOK, (), words)


def test_a_warning_raises_what_names_its_troubles():
    assert signs.suggest("门口的广告牌在晃", BOOK).tier == "general"
    seen = raised("门口的广告牌在晃", "wind", "yellow")
    assert (seen.tier, seen.raised_by) == ("urgent", "大风黄色预警")


def test_only_a_grave_colour_raises_to_critical():
    said = "老人在屋外冻僵了"
    assert raised(said, "cold", "blue").tier == "general"
    assert raised(said, "cold", "orange").tier == "critical"


def test_the_graver_of_two_words_counts():
    words = weather.words([weather.Warned(kind="rainstorm", colour="red")], KINDS)
    assert signs.suggest("河水漫堤", BOOK, (), words).tier == "critical"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("暴雨橙色预警", [("rainstorm", "orange")]),
        ("大风蓝色、道路结冰黄色预警", [("wind", "blue"), ("ice", "yellow")]),
        ("学院路供水管爆裂", []),
        ("暴雨", []),
    ],
)
def test_a_title_names_its_warnings(title, found):
    assert [(w.kind, w.colour) for w in weather.declared(title, KINDS)] == found


def test_an_unknown_kind_raises_nothing():
    assert weather.words([weather.Warned(kind="locusts", colour="red")], KINDS) == ()
