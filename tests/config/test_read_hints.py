# SPDX-License-Identifier: Apache-2.0
"""`yingda read` tells what the hints see, in words."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from yingda.config import read_hints
from yingda.roster.models import Place

pytestmark = pytest.mark.django_db


def read(text):
    said = io.StringIO()
    call_command("read", text, stdout=said)
    return said.getvalue()


def test_an_emergency_is_said_first_with_the_words_that_made_it():
    said = read("安康家园3号楼昨晚十一点多燃气泄漏，味道很大，请尽快处理").splitlines()
    assert said[0] == "分级：特急" and "燃气泄漏" in said[1]
    assert any(line.startswith("位置：安康家园3号楼") for line in said)
    assert any(line.startswith("时刻：“昨晚十一点多” 约") for line in said)


def test_a_place_of_the_roster_is_named_from_the_district_down():
    Place.objects.create(code="990101", name="示范区", kind="district")
    Place.objects.create(
        code="990101001", name="示范街道", kind="street", parent_id="990101"
    )  # fmt: skip
    assert "地点：示范区 示范街道" in read("示范区示范街道路灯不亮")


def test_what_cannot_be_told_is_called_unsure():
    said = read("你好")
    assert "拿不准" in said and "还要问：希望怎样解决？" in said


def test_hints_tell_particulars_by_kind_but_never_repeat_them():
    said = "".join(read_hints.lines("请打电话13800138000找我", timezone.localtime()))
    assert "身份信息：phone" in said and "13800138000" not in said


def test_what_may_stand_in_the_form_is_told_by_field():
    said = read("投诉城东物业公司，昨晚十一点多停水，三十多户没水")
    assert "填表：涉及数量 三十多户" in said and "填表：被反映对象 城东物业公司" in said
    assert "填表：事发时间 昨晚十一点多（" in said
