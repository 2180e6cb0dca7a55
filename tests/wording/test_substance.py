# SPDX-License-Identifier: Apache-2.0
"""实质 Substance: what an answer says of its own, and answers that say nothing."""

import pytest

from yingda.wording import advise
from yingda.wording.substance import own, thin


def test_greeting_thanks_and_the_stamp_of_the_board_are_not_its_own():
    text = "网友：您好！您的留言已收悉，已转有关部门处理。水泵昨晚换好了。感谢您的监督！"
    assert own(text) == "水泵昨晚换好了。"


@pytest.mark.parametrize(
    "text",
    ["网友：您好！您反映的问题已转县教育局。", "来信收悉，感谢您的关注。",
     "“UU12345678”您好，我办已将您反映的情况转交有关单位核处。2026年11月2日"],
)  # fmt: skip
def test_an_answer_that_only_receives_or_passes_on_is_thin(text):
    start, end = thin(text)
    assert text[start:end]


@pytest.mark.parametrize(
    "text",
    ["该路口不能设红绿灯。", "已转区水务局，您可以拨打010-12345678询问。", "请向公证处申请。",
     "公交车在此转弯，运转正常。", "产权还没有移交，所以暂时没有人修。"],
)  # fmt: skip
def test_a_refusal_a_way_and_a_plain_fact_are_not_thin(text):
    assert thin(text) is None


def test_a_stamp_above_a_real_answer_is_no_vague_promise():
    stamp = "您的留言收悉，已转有关部门处理。"
    answer = "经查，六号楼水泵损坏，师傅昨晚八点换好，今天早上已恢复供水，水压正常。"
    assert "vague" in {a.rule for a in advise(stamp)}
    assert "vague" not in {a.rule for a in advise(stamp + answer)}


def test_an_answer_that_opens_with_a_nickname_can_lack_a_next_step():
    said = advise("“UU00812”您好，您反映的问题已转区水务局。", outcome="referred")
    assert {"no_next_step", "no_answer"} <= {a.rule for a in said}
