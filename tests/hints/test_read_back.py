# SPDX-License-Identifier: Apache-2.0
"""The sentence that checks what was told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import moments, places, read_back

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
FORM = {
    "name": "张女士", "phone": "13800138000", "when": "昨晚十一点", "where": "望京西路",
    "what": "工地施工。", "want": "希望夜里停工",
}  # fmt: skip


def test_the_form_is_read_back_in_its_own_words():
    assert read_back.sentence(FORM) == (
        "您是张女士；联系电话138 0013 8000；"
        "您反映：昨晚十一点，望京西路，工地施工；您希望夜里停工。请问对吗？"
    )


def test_an_empty_form_is_not_read_back():
    assert read_back.sentence({"name": " "}) == ""


def test_what_the_subject_asks_for_is_read_back_too():
    said = read_back.sentence({"what": "欠薪", "employer": "某建筑公司", "amount": "两万三千元"})
    assert said == "您反映：欠薪；涉及单位某建筑公司；涉及两万三千元。请问对吗？"


@pytest.mark.parametrize(
    ("want", "said"),
    [
        ("希望打13800138000联系我", "您希望打这个电话联系我"),
        ("请回我电话138 0013 8000", "您希望请回我这个电话"),
        ("希望尽快修好，我的电话是138-0013-8000，谢谢", "您希望尽快修好，谢谢"),
        ("希望修好，手机１３８００１３８０００", "您希望修好"),
        ("希望查查13900001111是谁的号码", "您希望查查13900001111是谁的号码"),
        ("希望查查913800138000这个账号", "您希望查查913800138000这个账号"),
    ],
)
def test_a_phone_told_among_the_wishes_is_read_back_once(want, said):
    read = read_back.sentence(FORM | {"want": want})
    assert read.endswith(f"；{said}。请问对吗？") and "联系电话138 0013 8000" in read


def test_a_phone_told_in_the_story_is_read_back_once_too():
    read = read_back.sentence(FORM | {"what": "13800138000，工地夜里施工"})
    assert "13800138000" not in read and "，工地夜里施工；" in read


def test_a_phone_that_the_form_has_not_stays_in_the_wish():
    read = read_back.sentence({"what": "漏水", "want": "希望打13800138000"})
    assert "13800138000" in read


@given(st.dictionaries(st.sampled_from(read_back.FIELDS), st.sampled_from(["甲", "  ", "乙路。"])))
def test_only_what_the_form_holds_is_said(fields):
    said = read_back.sentence(fields)
    held = [words.strip(" 。") for words in fields.values() if words.strip()]
    assert bool(said) == bool(held)
    assert all(words in said for words in held)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("13800138000", "138 0013 8000"),
        ("010-65551234", "010 6555 1234"),
        ("4001234567", "400 123 4567"),
        ("12345", "12345"),
    ],
)
def test_a_number_is_said_in_groups(number, said):
    assert read_back.spoken_phone(number) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-11-22 23:05", "2026年11月22日晚上11点5分"),
        ("昨天下午15:00", "昨天下午3点整"),
        ("昨晚十一点多", "昨晚十一点多"),
    ],
)
def test_a_time_is_said_as_people_say_it(written, said):
    assert read_back.spoken_time(written) == said


def test_a_long_story_is_read_back_in_whole_sentences():
    story = "楼上漏水到我家。" * 30
    kept = read_back.brief(story)
    assert len(kept) <= read_back.LONGEST and kept.endswith("我家")


def test_the_fields_are_taken_from_what_was_told():
    text = "安康家园3号楼从昨晚十一点停水到现在。希望今天恢复供水。"
    fields = read_back.told(text, moments.told(text, NOW), places.spots(text))
    assert fields == {
        "when": "昨晚十一点", "where": "安康家园3号楼",
        "what": "安康家园3号楼从昨晚十一点停水到现在", "want": "希望今天恢复供水",
    }  # fmt: skip
