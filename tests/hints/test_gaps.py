# SPDX-License-Identifier: Apache-2.0
"""What is still to be asked: by matter, the most important first, never what was told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from yingda.hints import accused, gaps, moments, particulars, places, quantities, shipped
from yingda.wording.advise import advise

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BOOK = shipped.questions()
EVERY = [*BOOK.always, *(ask for matter in BOOK.matters for ask in matter.asks)]


def of(text, names=(), **fields):
    have = gaps.told(
        text, moments=moments.told(text, NOW), quantities=quantities.told(text),
        accused=accused.accused(text), particulars=particulars.found(text),
        spots=places.spots(text),
    ) | gaps.known(fields, quantities.told(fields.get("scale", "")))  # fmt: skip
    return [gap.of for gap in gaps.missing(text, BOOK, have, names)]


def test_a_bare_complaint_lacks_place_time_as_well_as_wish():
    assert of("那里不好") == ["where", "when", "want"]


def test_a_full_appeal_lacks_nothing():
    assert of("望京西路3号楼旁的工地每天凌晨两点还在施工，希望尽快处理") == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("停水了", ["where", "when", "scale"]),
        ("不发工资", ["employer", "months", "amount"]),
        ("太吵了", ["where", "source", "hours"]),
        ("吃坏了肚子，是外卖", ["when", "symptoms", "receipt"]),
        ("有人乱停车", ["spot", "plate", "now"]),
        ("物业不管", ["estate", "party", "when"]),
        ("公交司机态度不好", ["line", "when", "plate"]),
        ("健身房关门了，我办的卡怎么办", ["merchant", "amount", "when"]),
        ("家里暖气不热", ["where", "degrees", "scale"]),
        ("闻到煤气", ["where", "when", "scale"]),
    ],
)
def test_each_matter_has_its_own_questions_the_most_important_first(text, asked):
    assert of(text)[: gaps.AT_MOST] == asked


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        ("停水，昨晚十一点开始的，三十多户没水", (), {"when", "scale"}),
        ("鼎盛建筑公司欠我三个月工资两万三", (), {"employer", "months", "amount"}),
        ("京A12345停在幸福路口", ("交通安全管理", "交通管理", "政法"), {"spot", "plate"}),
        ("屋里只有十二度，暖气不热", (), {"degrees"}),
        ("楼下每天晚上十点到半夜唱歌，太吵", (), {"hours", "when", "source"}),
    ],
)
def test_what_was_told_in_any_words_is_not_asked_again(text, names, told):
    assert not told & set(of(text, names))


def test_what_the_form_has_is_not_asked_again():
    assert "when" not in of("停水了", happened="昨晚")
    assert "scale" not in of("停水了", scale="三十多户")
    assert "employer" not in of("不发工资", party="鼎盛建筑公司")
    assert "where" in of("那里不好", place=" ") and "where" not in of("那里不好", place="110105")


def test_the_subject_of_the_form_tells_the_matter_where_the_words_do_not():
    assert of("你们管不管", ("自来水供应", "城市建设和市政管理", "城乡建设"))[1] == "when"
    assert of("请你们看看", ("劳动和社会保障",))[:2] == ["employer", "amount"]
    by_words = gaps.matter("停水了", BOOK, ("环境保护",))
    assert by_words and by_words.name == "停水"


def test_at_least_twenty_five_matters_have_a_subject_of_the_tree():
    assert sum(bool(matter.subjects) for matter in BOOK.matters) >= 25


def test_each_matter_asks_two_to_four_things_and_knows_when_each_was_told():
    for matter in BOOK.matters:
        assert 2 <= len(matter.asks) <= 4, matter.name
        assert len({ask.of for ask in matter.asks}) == len(matter.asks), matter.name
        assert matter.about or matter.subjects, matter.name
    for ask in EVERY:
        assert (ask.by or ask.words) and ask.by <= gaps.FINDERS, ask.ask


def test_a_subject_belongs_to_one_matter():
    every = [subject for matter in BOOK.matters for subject in matter.subjects]
    assert len(every) == len(set(every))


def test_a_question_is_short_and_stands_in_both_languages():
    for ask in EVERY:
        assert ask.ask.endswith(("？", "请说到小区、门牌或路口")) and len(ask.ask) <= 20, ask.ask
        assert ask.en.isascii() and ask.en.endswith(("?", "please")), ask.ask


@pytest.mark.parametrize("where", ["speech", "writing"])
def test_our_own_questions_take_our_own_advice(where):
    heard = {ask.ask: advise(ask.ask, where) for ask in EVERY}
    assert not {ask for ask, found in heard.items() if any(one.sure for one in found)}
    sounding = {ask for ask, found in heard.items() if found}  # by learnt weights, unsure
    assert len(sounding) <= len(EVERY) * 0.02, sounding
