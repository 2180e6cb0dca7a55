# SPDX-License-Identifier: Apache-2.0
"""Who an appeal is about."""

import pytest

from yingda.hints import accused


def of(text):
    return [(one.kind, one.words) for one in accused.accused(text)]


def test_the_firm_named_outright_comes_first():
    said = "我在阳光装饰有限公司交过定金，现在投诉海天物业公司的经理刘伟"
    assert of(said)[0] == ("firm", "海天物业公司")
    assert ("person", "刘伟") in of(said) and ("firm", "阳光装饰有限公司") in of(said)


def test_a_firm_is_named_to_its_end():
    assert of("投诉城东物业服务有限公司不通知") == [("firm", "城东物业服务有限公司")]


def test_a_name_half_hidden_is_a_person_too():
    assert of("投诉某某公司老板张某某拖欠工资") == [("firm", "某某公司"), ("person", "张某某")]


@pytest.mark.parametrize("text", ["小区物业乱收费", "我叫张建国，反映路灯不亮", "停车费太贵"])
def test_nobody_is_made_up_and_the_caller_is_not_accused(text):
    assert of(text) == []


def test_a_person_is_masked_and_a_firm_is_not():
    assert accused.masked("老板张大富、绿城物业") == "老板张＊＊、绿城物业"
    assert accused.masked("王强") == "王＊" and accused.masked("海天物业公司") == "海天物业公司"
    assert accused.masked_in("王强骂人，司机王强跑了", "司机王强") == "王＊骂人，司机王＊跑了"
