# SPDX-License-Identifier: Apache-2.0
"""What cannot wait is seen; every sign is tried by its own examples."""

import pytest

from yingda.hints import shipped, signs

BOOK = shipped.book()
GRAVER = {"critical": ("critical",), "urgent": ("critical", "urgent")}
SEEN = [(rule, text) for rule in BOOK.rules for text in rule.seen_in]
NOT = [(rule, text) for rule in BOOK.rules for text in rule.not_in]
ANCHOR = signs.Word(words="不热", tier="urgent", why="水电气热")


@pytest.mark.parametrize(("rule", "text"), SEEN, ids=lambda v: v if isinstance(v, str) else "")
def test_each_sign_is_seen_in_its_examples(rule, text):
    assert signs.suggest(text, BOOK).tier in GRAVER[rule.tier]


@pytest.mark.parametrize(("rule", "text"), NOT, ids=lambda v: v if isinstance(v, str) else "")
def test_no_sign_is_seen_where_it_is_not(rule, text):
    assert rule.why not in {sign.why for sign in signs.seen(text, BOOK)}


def test_every_sign_has_examples_for_it_as_well_as_against():
    assert all(rule.seen_in and rule.not_in for rule in BOOK.rules)


def test_a_sign_says_where_it_stands():
    text = "昨天下午小区里有股味道，物业说是燃气泄漏"
    (sign,) = signs.seen(text, BOOK)
    assert text[sign.start : sign.end] == sign.words and sign.why == "燃气泄漏"


def test_what_is_only_feared_speaks_for_one_tier_less():
    assert signs.suggest("担心哪天会着火", BOOK).tier == "urgent"
    assert signs.suggest("着火了", BOOK).tier == "critical"


def test_what_is_announced_beforehand_does_not_hurry():
    assert signs.suggest("公告说下周二停水两小时", BOOK).tier == "general"
    assert signs.suggest("停电通知贴在哪里", BOOK).tier == "general"
    assert signs.suggest("停水两天了", BOOK).tier == "urgent"


def test_the_words_of_the_city_count_like_our_own():
    assert signs.suggest("家里地暖不热", BOOK, [ANCHOR]).signs
    word = signs.Word(words="蝗虫", tier="critical", why="本市自定")
    assert signs.suggest("地里来了蝗虫", BOOK).tier == "general"
    assert signs.suggest("地里来了蝗虫", BOOK, [word]).tier == "critical"


def test_a_declared_incident_raises_the_appeals_that_name_it():
    burst = signs.Word(words="学院路", tier="urgent", why="学院路供水管爆裂")
    raised = signs.suggest("学院路这边怎么了", BOOK, (), [burst])
    assert (raised.tier, raised.raised_by) == ("urgent", "学院路供水管爆裂")


def test_nothing_seen_is_general_with_no_sign():
    assert signs.suggest("想问公园几点开门", BOOK) == signs.Suggested(tier="general", signs=())


def test_of_two_signs_at_one_place_the_graver_stays():
    word = signs.Word(words="着火", tier="urgent", why="轻")
    (sign,) = signs.seen("厨房着火", BOOK, [word])
    assert sign.tier == "critical"
