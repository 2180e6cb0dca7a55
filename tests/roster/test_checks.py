# SPDX-License-Identifier: Apache-2.0
"""名录核对 What the rows of the files must be to one another."""

import pytest

from yingda.roster.load import load
from yingda.roster.models import Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column"),
    [
        ("places.csv", "street,110105", "street,110199", 3, "parent"),
        ("places.csv", "110105026,望京街道,street", "110106026,望京街道,street", 3, "parent"),
        ("places.csv", "110105026,望京街道,street", "110105,望京街道,street", 3, "code"),
        ("places.csv", "朝阳区,district,", "朝阳区,district,110105026", 2, "parent"),
        ("units.csv", "utility,,,,", "utility,,,,nobody", 2, "parent"),
        ("units.csv", "district,,110105,,", "district,,110199,,", 3, "district"),
        ("units.csv", "district,,110105,,", "district,,,,", 3, "district"),
        ("units.csv", "department,housing,", "department,,", 4, "kind"),
        ("units.csv", "subdistrict,,110105,110105026,", "subdistrict,,110105,,", 5, "street"),
        ("units.csv", "subdistrict,,110105,110105026,", "subdistrict,,,110105026,", 5, "street"),
        ("units.csv", "热力集团,utility,,,,", "热力集团,utility,,,,heating", 2, "parent"),
        ("subjects.csv", "0102,3", "01,3", 4, "parent"),
        ("subjects.csv", "城乡建设,,1", "城乡建设,0102,1", 2, "parent"),
        ("directory.csv", "L1,010208", "L1,019999", 2, "subject"),
        ("directory.csv", "010208,,", "010208,110199,", 2, "scope"),
        ("directory.csv", ",heating,", ",nobody,", 2, "lead"),
        ("directory.csv", ",heating,", ",@mayor,", 2, "lead"),
        ("directory.csv", ",heating,", ",@district_department:fish,", 2, "lead"),
        ("directory.csv", ",heating,", ",110105026001,", 2, "lead"),
        ("directory.csv", "@subdistrict|", "nobody|", 2, "assisting"),
        ("directory.csv", "@subdistrict|", "heating|", 2, "assisting"),
        ("directory.csv", "2021-09-24,", "2021-09-24,2021-09-23", 2, "valid_until"),
        ("officers.csv", "heating,clerk", "nobody,clerk", 2, "unit"),
        ("officers.csv", "heating,clerk", ",clerk", 2, "unit"),
    ],
)
def test_a_row_that_contradicts_another_is_named_and_nothing_is_stored(
    folder, spoil, file, old, new, row, column
):
    spoil(file, old, new)
    report = load(folder)
    assert (file, row, column) in {(f.file, f.row, f.column) for f in report.faults}
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("places.csv", "110105,朝阳区,district,\n"),
        ("units.csv", "heating,热力集团,utility,,,,\n"),
        ("subjects.csv", "01,城乡建设,,1\n"),
        ("officers.csv", "wang,王春来,heating,clerk,6101\n"),
    ],
)
def test_a_code_that_comes_twice_is_named_with_the_first_row(folder, file, again):
    with (folder / file).open("a", encoding="utf-8") as words:
        words.write(again)
    fault = load(folder).faults[-1]
    assert "第2行重复" in fault.reason


def test_superiors_in_a_ring_are_named(folder, spoil):
    spoil("units.csv", "district,,110105,,", "district,,110105,,110105026")
    found = {(f.row, f.column) for f in load(folder).faults}
    assert {(3, "parent"), (5, "parent")} <= found
    assert (2, "parent") not in found


def test_two_lines_for_one_matter_place_and_day_are_refused(folder):
    with (folder / "directory.csv").open("a", encoding="utf-8") as words:
        words.write("L2,010208,,110105,,district,《乙》,2024-01-01,\n")
    fault = load(folder).faults[0]
    assert (fault.row, fault.column) == (3, "valid_from")
    assert "第2行" in fault.reason


def test_a_line_may_follow_one_that_has_ended_and_stand_beside_another_place(folder, spoil):
    spoil("directory.csv", "2021-09-24,", "2021-09-24,2023-12-31")
    with (folder / "directory.csv").open("a", encoding="utf-8") as words:
        words.write("L2,010208,,110105,,district,《乙》,2024-01-01,\n")
        words.write("L3,010208,110105,110105,,district,《乙》,2024-01-01,\n")
    assert load(folder).faults == ()


def test_a_unit_not_in_use_may_stand_only_in_a_line_that_ends(folder, spoil):
    spoil("units.csv", "parent\n", "parent,active\n")
    words = (folder / "units.csv").read_text(encoding="utf-8").splitlines()
    rows = [words[0], words[1] + ",否", *(line + ",是" for line in words[2:])]
    (folder / "units.csv").write_text("\n".join(rows), encoding="utf-8")
    assert [(f.file, f.column) for f in load(folder).faults] == [("directory.csv", "lead")]
    spoil("directory.csv", "2021-09-24,", "2021-09-24,2023-12-31")
    assert load(folder).faults == ()


def test_a_reference_may_point_to_what_is_held_already(folder):
    load(folder)
    for file in ("places.csv", "units.csv", "subjects.csv", "officers.csv"):
        (folder / file).unlink()
    report = load(folder)
    assert report.faults == ()
    assert set(report.counts) == {"directory.csv"}
