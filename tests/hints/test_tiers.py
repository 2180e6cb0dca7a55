# SPDX-License-Identifier: Apache-2.0
"""An emergency is seen in words that no sign names, and everyday words are left in peace."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda import hints
from yingda.hints import shipped, signs, tiers, weights

TIERS, CONCEPTS, BOOK = shipped.tiers_weights(), shipped.concept_book(), shipped.book()
BY = hints.By(
    subject=shipped.weights("subject"), nature=shipped.weights("nature"), book=BOOK,
    tier=TIERS, concepts=CONCEPTS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "tier"),
    [
        ("有个阿姨坐在天桥栏杆外面，劝不下来", "critical"),
        ("我被反锁在厂里，老板不让走还打人", "critical"),
        ("村里变压器坏了，全村黑了一宿", "urgent"),
        ("水龙头出来的水是黄的，还有一股铁锈味", "urgent"),
        ("火锅店充值卡退不了钱", "general"),
        ("请问火灾后保险理赔找哪个部门", "general"),
    ],
)
def test_a_tier_is_seen_without_a_sign_for_it(said, tier):
    assert hints.tier_of("", said, BY).tier == tier


def test_the_words_that_made_it_so_are_shown():
    said = "泳池里有个孩子沉下去了"
    seen = hints.tier_of("", said, BY)
    assert seen.signs and all(said[s.start : s.end] == s.words for s in seen.signs)
    assert {s.why for s in seen.signs} == {tiers.LEARNT}


def test_whole_words_are_shown_where_a_concept_spoke():
    seen = hints.tier_of("", "刚才地下室冒出浓烟，孩子没出来", BY)
    assert {"浓烟", "没出来"} <= {sign.words for sign in seen.signs}


def test_few_emergencies_in_any_style_are_missed_and_few_alarms_are_false():
    sheet = Path(__file__).with_name("emergencies_in_styles.csv")
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8").splitlines()))
    said = [(r["tier"], hints.tier_of(r["title"], r["text"], BY).tier) for r in rows]
    seen = sum(true == told == "critical" for true, told in said)
    assert seen >= 0.95 * sum(true == "critical" for true, _told in said)
    assert seen >= 0.8 * sum(told == "critical" for _true, told in said)


def test_an_emergency_deep_in_a_letter_is_seen():
    letter = "您好，我是这里的住户。平时物业还可以。刚才隔壁着火了，浓烟往楼上蹿，有老人没出来。"
    assert hints.tier_of("求助", letter, BY).tier == "critical"


def test_a_word_of_the_city_counts_where_the_weights_are_not_sure_against_it():
    word = signs.Word(words="蝗虫", tier="critical", why="本市自定")
    seen = signs.suggest("地里来了蝗虫", BOOK, [word])
    assert tiers.suggest(seen, tiers.weigh(TIERS, "", "地里来了蝗虫", CONCEPTS), "").tier == (
        "critical"
    )


def test_a_declared_incident_raises_what_would_be_general():
    burst = signs.Word(words="学院路", tier="urgent", why="学院路供水管爆裂")
    by = hints.By(
        subject=BY.subject, nature=BY.nature, book=BOOK, tier=TIERS, concepts=CONCEPTS,
        incidents=(burst,),
    )  # fmt: skip
    seen = hints.tier_of("", "学院路这边怎么了", by)
    assert (seen.tier, seen.raised_by) == ("urgent", "学院路供水管爆裂")


def test_weights_go_into_a_file_as_well_as_out_of_it():
    assert tiers.unpacked(tiers.packed(TIERS)) == TIERS
    with pytest.raises(weights.BadWeights):
        tiers.unpacked(b"no weights")


@given(st.text(max_size=400))
def test_any_text_can_be_weighed_in_parts_that_are_short(text):
    assert all(len(part) <= 2 * tiers.MOST for part in tiers.units(text))
    assert tiers.weigh(TIERS, "", text, CONCEPTS).tier in tiers.LABELS
