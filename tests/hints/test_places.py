# SPDX-License-Identifier: Apache-2.0
"""Which place a text may mean, with reasons."""

import csv

import pytest

from tests.house.sources import ROOT
from yingda.hints import places


@pytest.fixture(scope="module")
def beijing():
    with (ROOT / "demo/roster/places.csv").open(encoding="utf-8-sig") as sheet:
        known = [places.Known(**row) for row in csv.DictReader(sheet)]
    return places.Gazetteer(known, {"崇文区": "110101"})


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("朝阳区望京街道暖气不热", ("朝阳区", "望京街道")),
        ("我住海淀，中关村街道这边没水", ("海淀区", "中关村街道")),
        ("回龙观停水了", ("昌平区", "回龙观街道")),
        ("崇文区的老房子", ("东城区",)),
    ],
)
def test_a_place_is_found_by_name_short_name_or_old_name(beijing, text, path):
    assert beijing.candidates(text)[0].path == path


def test_a_named_district_decides_between_places_of_one_name(beijing):
    first = beijing.candidates("朝阳区望京花园东区3号楼旁路灯坏了")[0]
    assert first.path[0] == "朝阳区" and first.words == "望京花园"
    assert any("朝阳区" in why for why in first.because)


def test_the_seat_of_a_company_stands_behind_the_place_of_the_matter(beijing):
    found = beijing.candidates("事情发生在海淀区，公司位于丰台区")
    assert [(c.path, c.seat) for c in found] == [(("海淀区",), False), (("丰台区",), True)]


def test_several_places_are_all_offered(beijing):
    assert {c.path[-1] for c in beijing.candidates("海淀区和丰台区交界处")} == {"海淀区", "丰台区"}


def test_no_place_is_made_up(beijing):
    assert beijing.candidates("路灯坏了") == ()


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("某某小区3号楼旁垃圾成堆", "某某小区3号楼旁"),
        ("建国路与东大桥路交叉口堵车", "建国路与东大桥路交叉口"),
        ("住在安康家园2号楼5单元301室", "安康家园2号楼5单元301室"),
    ],
)
def test_a_spot_is_given_as_it_was_said(text, spot):
    assert spot in places.spots(text)
