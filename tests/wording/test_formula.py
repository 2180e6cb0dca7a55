# SPDX-License-Identifier: Apache-2.0
"""套话雷达 Formula: the same words for other facts are seen; greetings and laws do not count."""

from yingda.wording import Seen, alike
from yingda.wording.formula import counted

FIRST = "经核实，该小区东侧围墙倒塌约十米，物业已设围挡，施工队负责砌筑并验收。"
FORMULA = "我单位高度重视，立即组织人员到场核查，对责任单位进行约谈，要求举一反三限期整改到位。"


def test_an_answer_of_formulas_is_alike_to_the_other_one():
    seen = Seen.of([("a", FORMULA + "涉及甲路口路灯。"), ("b", FIRST)])
    found = alike(FORMULA + "涉及乙公园厕所。", seen)
    assert found.other == "a" and found.share > 0.7 and found.passage in counted(FORMULA + "涉及")


def test_answers_with_facts_of_their_own_are_not_alike():
    seen = Seen.of([("a", FORMULA)])
    assert alike(FIRST, seen).share == 0


def test_an_answer_is_not_compared_with_itself():
    assert alike(FIRST, Seen.of([("a", FIRST)]), but="a").other == ""


def test_greetings_names_of_laws_and_numbers_do_not_count():
    hello = "尊敬的市民：您好！感谢您对我们工作的支持。"
    assert counted(hello) == ""
    assert counted("依据《物业管理条例》第三十五条处理12件") == "依据处理件"


def test_an_answer_that_says_too_little_is_alike_to_nothing():
    assert alike("已办结，请放心。", Seen.of([("a", "已办结，请放心。")])).share == 0
