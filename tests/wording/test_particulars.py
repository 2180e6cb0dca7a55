# SPDX-License-Identifier: Apache-2.0
"""个人信息 Particulars: found in every writing, and long case numbers left alone."""

import pytest

from yingda.wording.particulars import found


def kinds(text):
    return [kind for _start, _end, kind in found(text)]


@pytest.mark.parametrize(
    "text",
    ["13800138000", "１３８００１３８０００", "一三八零零一三八零零零", "138-0013-8000",
     "138 0013 8000", "电话13800138000和13900139000"],
)  # fmt: skip
def test_a_mobile_number_is_found_however_it_is_written(text):
    assert set(kinds(text)) == {"phone"}


def test_each_of_several_numbers_is_found():
    assert len(found("13800138000、13900139000")) == 2


def test_an_identity_number_counts_only_with_its_check_digit():
    assert kinds("11010519491231002X") == ["identity"]
    assert kinds("110105194912310021") == []


def test_plates_and_homes_are_found_and_buildings_are_not():
    assert kinds("车牌京A12345") == ["plate"]
    assert kinds("3号楼2单元501室") == ["home"] and kinds("3号楼") == []


def test_a_number_that_an_office_gives_to_be_called_is_no_secret():
    assert kinds("值班电话13800138000") == []


def test_a_case_number_is_no_telephone():
    assert kinds("编号20261123138001380009") == []


def test_a_door_is_found_however_it_is_written_and_an_offices_own_is_not():
    for home in ("8号楼1单元顶层1801室", "5栋2404房", "楼上304房", "2单元301业主"):
        assert kinds(home) == ["home"], home
    for public in ("办公地址：2号楼301室", "共有10栋460户", "12号楼2026年建成", "B2栋155号门面"):
        assert kinds(public) == [], public
