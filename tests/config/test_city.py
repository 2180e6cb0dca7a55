# SPDX-License-Identifier: Apache-2.0
"""城市设置."""

from pathlib import Path

import pytest

from yingda.config import city


def file(folder: Path, text: str) -> Path:
    path = folder / "city.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_unknown_key_is_refused_with_the_key_and_the_file(tmp_path: Path) -> None:
    path = file(tmp_path, 'name = "甲市"\nchanels = ["web"]\n')
    with pytest.raises(city.CityError) as refused:
        city.read(path)
    assert str(path) in str(refused.value)
    assert "“chanels”" in str(refused.value)
    assert "“channels”" in str(refused.value)


def test_a_value_of_the_wrong_kind_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(city.CityError, match=r"\$\.books"):
        city.read(file(tmp_path, 'name = "甲市"\nbooks = "demo-city"\n'))


def test_a_city_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(city.CityError, match="name"):
        city.read(file(tmp_path, "demo = true\n"))


def test_broken_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(city.CityError, match="line 1"):
        city.read(file(tmp_path, "name = \n"))


def test_a_city_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(city.CityError, match="nowhere"):
        city.read(tmp_path / "nowhere.toml")


def test_the_roster_lies_beside_the_city_file_and_no_city_is_a_demo_unasked(tmp_path: Path) -> None:
    read = city.read(file(tmp_path, 'name = "甲市"\nroster = "our/roster"\n'))
    assert read.roster == str(tmp_path / "our" / "roster")
    assert read.demo is False
    assert read.books == city.DEFAULT_BOOKS


def test_the_example_is_a_city_that_can_be_read() -> None:
    read = city.read(city.ROOT / "city.example.toml")
    assert read.demo
    assert read.books[0] == "gbt-33358-2016"


def test_the_environment_chooses_the_city(tmp_path: Path) -> None:
    assert city.chosen({"YINGDA_CITY": str(tmp_path / "x.toml")}) == tmp_path / "x.toml"
