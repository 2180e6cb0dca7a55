# SPDX-License-Identifier: Apache-2.0
"""What was told, as it may stand in the fields of the form; said on Thursday 26 November 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import (
    accused,
    facts,
    moments,
    particulars,
    places,
    quantities,
    shipped,
    whereabouts,
)

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def told(text):
    return facts.told(
        text, NOW, particulars=particulars.found(text), moments=moments.told(text, NOW),
        quantities=quantities.told(text), accused=accused.accused(text),
        spots=places.spots(text), whereabouts=whereabouts.told(text, shipped.address_model()),
    )  # fmt: skip


def of(kind, text):
    return next((one for one in told(text) if one.of == kind), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨晚十一点多停水了", "昨晚十一点多（11月25日23:00左右）"),
        ("今天早上八点半司机拒载", "今天早上八点半（11月26日08:30）"),
        ("三天前开始漏水", "三天前（11月23日前后）"),
        ("上个月28号在他们店吃坏了肚子", "上个月28号（10月28日）"),
        ("去年夏天就没修好", "去年夏天（2025年7月）"),
        ("11月20日下午三点被撞了", "11月20日下午三点"),
        ("隔壁工地每天晚上十点到第二天六点施工", "每天晚上十点到第二天六点"),
        ("停水两天，什么时候来水？", "已有两天（约11月24日起）"),
        ("垃圾堆了一个多星期", "已有一个多星期（约11月19日起）"),
        ("喝酒吵闹很多时候到凌晨三点", "凌晨三点"),
        ("2021年买的房，三天前开始漏水，上个月反映过", "三天前（11月23日前后）"),
    ],
)
def test_the_time_stands_as_said_with_the_day_that_it_means(text, said):
    assert of("happened", text).value == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("三十多户停水两天了，今早开始的", "三十多户、两天"),
        ("拖欠我们十二个人三个月工资，一共两万三", "十二个人、三个月、两万三元"),
        ("办卡的有一百多人，每人交了3000块", "一百多人、每人3000块"),
        ("押金2600元不退", "2600元"),
    ],
)
def test_amounts_of_several_kinds_stand_side_by_side(text, said):
    assert of("scale", text).value == said


@pytest.mark.parametrize("text", ["我一个人住", "在3号楼2单元501室", "停水两天了", "路灯不亮"])
def test_one_person_a_door_or_the_time_alone_is_no_scale(text):
    assert of("scale", text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我要投诉某某餐饮有限公司", "某某餐饮有限公司"),
        ("老板张大富拖欠工资", "老板张大富"),
        ("公交628路司机王强拒载", "司机王强"),
    ],
)
def test_the_party_is_told_with_the_part_it_plays(text, said):
    assert (of("party", text).value, of("party", text).sure) == (said, True)


def test_of_two_parties_neither_of_them_named_outright_none_is_sure():
    found = of("party", "绿城物业不管，绿野装饰公司也不管")
    assert not found.sure and found.others == ("绿野装饰公司",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我家住幸福里3号楼2单元501室", "幸福里"),
        ("阳光小区3号楼旁垃圾堆着", "阳光小区3号楼旁"),
        ("昨晚十一点多样街道阳光小区停水", "阳光小区"),
        ("海淀区清河镇安宁路积水了", "安宁路"),
        ("在北辰路与大屯路交叉口被撞了", "北辰路与大屯路交叉口"),
        ("我们单位地址在望京西路8号院，投诉的是朝阳公园门口摆摊的", "朝阳公园门口"),
    ],
)
def test_the_spot_is_public_and_never_a_door_or_a_seat(text, said):
    assert of("spot", text).value == said


@pytest.mark.parametrize("text", ["沿着曙光路往五一广场走", "按7月10日的回复去找了派出所"])
def test_the_name_of_a_square_or_the_day_of_a_reply_is_no_time(text):
    assert of("happened", text) is None


def test_in_a_long_letter_a_lone_name_is_not_surely_whom_it_is_about():
    letter = "小区的路灯坏了很久没有人来修，" * 8 + "旁边是海天物业公司"
    assert of("party", "绿城物业公司不管").sure and not of("party", letter).sure


def test_in_a_long_letter_only_a_time_close_to_now_is_sure():
    more = "小区的路灯坏了很久没有人来修，" * 8
    assert of("happened", f"2017年3月5日签的。{more}").sure is False
    assert of("happened", f"昨天下午三点停的电。{more}").sure
    assert of("happened", "3月5日停的电").sure


@pytest.mark.parametrize("text", ["在这里工作了十几年", "19年的下半年都到了", "第二天还要上班"])
def test_how_long_somebody_lived_or_worked_is_not_since_when_it_lasts(text):
    assert of("happened", text) is None


def test_a_time_of_day_without_its_day_gets_none():
    assert of("happened", "晚上8点打到11点，太吵").value == "晚上8点"


@pytest.mark.parametrize("text", ["健身房跑路了", "我们小区门口打起来了", "学校旁边太吵"])
def test_a_spot_without_a_name_is_none(text):
    assert of("spot", text) is None


@given(st.text(alphabet="昨晚今天三十多户元月号点楼室投诉张王公司路口，。了每前", max_size=40))
def test_no_words_break_the_reading(text):
    for one in told(text):
        assert one.value and one.of in facts.KINDS
