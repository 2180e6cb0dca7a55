# SPDX-License-Identifier: Apache-2.0
"""提醒 Advise: in place, with the rule; the written sentences; never what somebody else said."""

import csv
from pathlib import Path

import pytest

from yingda.wording import advise

TONE = {"rhetorical", "interrogating", "blaming", "cold", "vague"}
WRITTEN = Path(__file__).parent / "sentences.csv"


def kinds(text, where="speech"):
    return {a.kind for a in advise(text, where)} & TONE


def held_out(part, side):
    with WRITTEN.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    return [row[side] for row in rows if row[side]]


def test_advice_points_at_its_words_and_says_why_and_what_is_better():
    text = "您好。停水一小时，难道就渴着了？"
    (advice,) = [a for a in advise(text) if a.kind == "rhetorical"]
    assert text[advice.start : advice.end] == advice.text and "难道" in advice.text
    assert advice.why and advice.better and advice.source


@pytest.mark.parametrize("part", ["test", "fresh", "stranger"])
def test_most_hurtful_sentences_are_found_and_few_good_ones_disturbed(part):
    hurtful, good = held_out(part, "bad"), held_out(part, "good")
    assert len(hurtful) >= 75
    assert sum(bool(kinds(text)) for text in hurtful) / len(hurtful) > 0.85
    assert sum(bool(kinds(text)) for text in good) / len(good) <= 0.05


def test_no_matter_stands_in_both_parts_of_the_written_sentences():
    with WRITTEN.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    parts = {matter: {r["part"] for r in rows if r["matter"] == matter} for matter in
             {r["matter"] for r in rows}}  # fmt: skip
    assert all(len(part) == 1 for part in parts.values())
    assert len({row["bad"] for row in rows} | {row["good"] for row in rows}) >= 2500


def test_a_promise_with_its_day_is_no_vague_promise():
    assert "vague" in kinds("我们会尽快修好水泵。")
    assert "vague" not in kinds("我们会尽快修好水泵，11月20日前恢复供水。")


def test_the_day_on_which_the_letter_came_is_no_promise():
    assert "vague" in kinds("您11月3日的来信收悉，我们会尽快处理。", "writing")


def test_words_quoted_from_the_appeal_are_not_the_offices_own():
    assert not kinds("您反映工作人员说“你凭什么投诉？”，经查属实，已批评教育。", "writing")


def test_a_refusal_that_leads_on_is_not_cold():
    assert "cold" in kinds("这事不归我们管。")
    assert "cold" not in kinds("这事不归我们管。区水务局负责，您可以拨打热线转接。")


def test_what_is_missing_is_said_last_and_points_nowhere():
    advice = advise("该路口不能设红绿灯。", outcome="unresolved")
    missing = [a for a in advice if a.end == 0]
    assert {a.rule for a in missing} == {"no_reason", "no_next_step", "no_measures"}
    assert list(advice[-len(missing) :]) == missing


def test_what_only_sounds_so_is_said_less_surely_than_what_a_rule_names():
    (named,) = [a for a in advise("难道要我们去扫天？", "speech") if a.kind in TONE]
    (heard,) = [a for a in advise("您是来办事的还是来吵架的？", "speech") if a.kind in TONE]
    assert named.sure and not heard.sure
    assert heard.text == "您是来办事的还是来吵架的？" and heard.name.startswith("可能像")


def test_a_polite_question_is_left_alone():
    for asked in ("请问您方便告诉我楼号吗？", "您当时有没有拍照？", "水关上了吗？", "老人醒着吗？"):
        assert not kinds(asked)


def test_a_phrase_of_a_rule_in_a_sentence_that_sounds_well_is_no_hurt():
    assert not kinds("价格我们管不了，但是乱收费我们能管，您把单子给我，我派人过去。")


def test_a_hurt_is_told_by_the_kind_that_it_plainly_is():
    assert kinds("包工头跑了，我们上哪给你找去。") == {"cold"}
    assert kinds("狗叫几声，你至于吗？") == {"rhetorical"}


def test_an_empty_answer_gets_no_advice():
    assert advise("", outcome="unresolved") == ()


def test_a_day_far_from_a_promise_does_not_make_it_sure():
    far = "洞井路预计12月底完工，届时街道和交警部门的同志都会到场维持秩序，并将尽快增设信号灯。"
    assert "vague" in kinds(far, "writing")
    assert "vague" not in kinds("12月8日前，我们会尽快修好水泵。", "writing")


def test_jargon_in_quotes_is_jargon_and_in_a_title_it_is_a_name():
    assert "jargon" in {a.rule for a in advise("该小区纳入“三供一业”项目。")}
    assert "jargon" not in {a.rule for a in advise("已送达《责令改正通知书》。")}


def test_a_hurtful_word_in_a_sentence_that_sounds_well_is_still_said():
    text = "由于广场周边部分住户利己思想重，造成中心广场周边道路设施损毁严重，我局今年已维修四次。"
    assert "harsh" in {a.rule for a in advise(text)}


def test_what_is_not_ours_is_cold_unless_it_says_whose_it_is():
    text = "斑马线不在我队职责范围内，{}。"
    assert "not_ours" in {a.rule for a in advise(text.format("特此说明"))}
    for way in ("由区住建局负责", "您可以拨打12345", "建议您向区住建局反映"):
        assert "not_ours" not in {a.rule for a in advise(text.format(way))}


def test_a_private_name_is_found_by_role_or_belongings_and_officials_are_left():
    for text in (
        "村民余亮洪同意留出通道。",
        "因贺亮洪家不肯签字，款项未发。",
        "法人代表：黎洪武，已约谈。",
    ):
        assert "named_person" in {a.rule for a in advise(text)}, text
    for text in (
        "联系人：余亮洪，电话12345。",
        "家长管教孩子。",
        "业主高度关注。",
        "物业主管部门已到场。",
    ):
        assert "named_person" not in {a.rule for a in advise(text)}, text
