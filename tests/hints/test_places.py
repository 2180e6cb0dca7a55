# SPDX-License-Identifier: Apache-2.0
"""Which place a text may mean, with reasons."""

import csv

import pytest

from tests.house.sources import ROOT
from yingda.hints import places, shipped


@pytest.fixture(scope="module")
def beijing():
    with (ROOT / "demo/roster/places.csv").open(encoding="utf-8-sig") as sheet:
        known = [places.Known(**row) for row in csv.DictReader(sheet)]
    return places.Gazetteer(known, by_sound=shipped.readings())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("朝阳区望京街道暖气不热", ("朝阳区", "望京街道")),
        ("我住海淀，中关村街道这边没水", ("海淀区", "中关村街道")),
        ("回龙观停水了", ("昌平区", "回龙观街道")),
        ("崇文区的老房子", ("东城区",)),
        ("望京这边路灯坏了", ("朝阳区", "望京街道")),
        ("和平里停水", ("东城区", "和平里街道")),
        ("顺义后沙峪镇古城村", ("顺义区", "后沙峪地区", "古城村委会")),
        ("我是大兴亦庄的", ("大兴区", "亦庄地区")),
        ("黄村镇清源路", ("大兴区", "黄村地区")),
    ],
)
def test_a_place_is_found_by_name_short_name_or_old_name(beijing, text, path):
    assert beijing.candidates(text)[0].path == path


def test_a_city_gives_aliases_of_its_own():
    known = places.Known(code="110105", name="朝阳区", kind="district", parent="", aliases="东郊")
    (first,) = places.Gazetteer([known]).candidates("东郊那边停水")
    assert first.path == ("朝阳区",) and "别名" in first.because[0]
    (other,) = places.Gazetteer([known], {"大郊亭": "110105"}).candidates("大郊亭停水")
    assert other.path == ("朝阳区",)


def test_places_of_a_written_set_are_found(beijing):
    with (ROOT / "tests/hints/places.csv").open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    first = [" ".join(c[0].path) for r in rows if (c := beijing.candidates(r["text"]))]
    right = [r for r, path in zip(rows, first, strict=False) if path.startswith(r["path"])]
    assert len(right) >= 0.9 * len(rows)


def test_most_places_of_the_unseen_set_are_found(beijing):
    with (ROOT / "tests/hints/places_unseen.csv").open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    found = [(r, [c for c in beijing.candidates(r["text"]) if not c.seat]) for r in rows]
    meant = [(r["path"].split("|"), c) for r, c in found if r["path"]]
    right = [c for paths, c in meant if c and " ".join(c[0].path).startswith(tuple(paths))]
    assert len(right) >= 0.8 * len(meant)


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("花家地北里9号楼漏水", "望京街道"),
        ("马家铺的菜市场关了", "马家堡街道"),
        ("朝阳门外大街有人占道", "朝外街道"),
    ],
)
def test_grounds_mistakes_and_roads_lead_to_the_street(beijing, text, street):
    assert beijing.candidates(text)[0].path[1] == street


def test_a_hospital_that_moved_away_makes_its_old_place_unlikely(beijing):
    assert beijing.candidates("天坛医院门口堵车")[0].path[0] == "丰台区"


def test_a_name_of_many_places_is_never_sure(beijing):
    assert not places.sure(beijing.candidates("古城村的路没修"))
    assert places.sure(beijing.candidates("花家地北里9号楼漏水"))


def test_a_number_is_no_quarter_when_it_stands_in_a_longer_one(beijing):
    assert beijing.candidates("798里面的展馆")[0].path[1] == "酒仙桥街道"
    assert beijing.candidates("电话13479866") == ()


def test_a_named_district_decides_between_places_of_one_name(beijing):
    first = beijing.candidates("朝阳区望京花园东区3号楼旁路灯坏了")[0]
    assert first.path[0] == "朝阳区" and first.words.startswith("望京花园")
    assert any("朝阳区" in why for why in first.because)


def test_the_seat_of_a_company_stands_behind_the_place_of_the_matter(beijing):
    found = beijing.candidates("事情发生在海淀区，公司位于丰台区")
    assert [(c.path, c.seat) for c in found] == [(("海淀区",), False), (("丰台区",), True)]


def test_a_registered_home_stands_behind_where_one_lives(beijing):
    told = beijing.candidates("我户口在海淀区，现在住丰台区马家堡")
    found = [(c.path[-1], c.seat) for c in told]
    assert found[0] == ("马家堡街道", False) and ("海淀区", True) in found


def test_places_of_one_name_are_all_offered_with_the_reason(beijing):
    found = [c for c in beijing.candidates("古城村的路没修", 9) if c.words == "古城村"]
    assert len({c.path[0] for c in found}) == 3
    assert all(any("同名" in why for why in c.because) for c in found)


def test_several_places_are_all_offered(beijing):
    assert {c.path[-1] for c in beijing.candidates("海淀区和丰台区交界处")} == {"海淀区", "丰台区"}


def test_no_place_is_made_up(beijing):
    assert beijing.candidates("路灯坏了") == ()


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("某某小区3号楼旁垃圾成堆", "某某小区3号楼旁"),
        ("建国路与东大桥路交叉口堵车", "建国路与东大桥路交叉口"),
        ("学院路和北四环交叉口东北角有坑", "学院路和北四环交叉口东北角"),
        ("在安定门外大街与和平里北街交汇处", "安定门外大街与和平里北街交汇处"),
        ("住在安康家园2号楼5单元301室", "安康家园2号楼5单元301室"),
    ],
)
def test_a_spot_is_given_as_it_was_said(text, spot):
    assert spot in places.spots(text)
