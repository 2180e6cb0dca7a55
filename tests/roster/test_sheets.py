# SPDX-License-Identifier: Apache-2.0
"""名录表 How the cells of a roster file are read."""

import pytest

from yingda.roster.sheets import SHEETS, rows

BY_FILE = {sheet.file: sheet for sheet in SHEETS}
DIRECTORY = "id,subject,scope,lead,assisting,level,legal_basis,valid_from\n"


def read(tmp_path, file, words, encoding="utf-8"):
    path = tmp_path / file
    path.write_bytes(words.encode(encoding))
    return rows(path, BY_FILE[file])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_common_encoding_is_read(tmp_path, encoding):
    good, faults = read(
        tmp_path, "places.csv", "code,name,kind\n110105,朝阳区,district\n", encoding
    )
    assert not faults
    assert good[0].values == {
        "code": "110105",
        "name": "朝阳区",
        "kind": "district",
        "parent": None,
        "aliases": [],
    }


def test_a_file_in_no_known_encoding_is_refused(tmp_path):
    (tmp_path / "places.csv").write_bytes(b"code,name,kind\n\xff\xff\xff")
    good, faults = rows(tmp_path / "places.csv", BY_FILE["places.csv"])
    assert not good and "GB18030" in faults[0].reason


def test_chinese_headers_are_headers_too(tmp_path):
    good, faults = read(tmp_path, "places.csv", "代码,名称,类别\n110105,朝阳区,district\n")
    assert not faults and good[0].values["code"] == "110105"


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("code,name,kind,colour", "colour"),
        ("code,name", "kind"),
        ("code,name,kind,name", "name"),
        ("code,代码,name,kind", "code"),
    ],
)
def test_an_unknown_missing_or_doubled_column_is_named(tmp_path, head, column):
    good, faults = read(tmp_path, "places.csv", f"{head}\n")
    assert not good
    assert [(f.row, f.column) for f in faults] == [(1, column)]


@pytest.mark.parametrize(
    ("file", "words", "column", "value"),
    [
        ("places.csv", "code,name,kind\n1101,朝阳区,district\n", "code", "1101"),
        ("places.csv", "code,name,kind\n110105,,district\n", "name", ""),
        ("places.csv", "code,name,kind\n110105,朝阳区,county\n", "kind", "county"),
        ("places.csv", "code,name,kind\n１１０１０５,朝阳区,district\n", "code", "１１０１０５"),
        ("places.csv", f"code,name,kind\n110105,{'朝' * 81},district\n", "name", "朝" * 81),
        ("units.csv", "code,name,level,active\na,甲,city,maybe\n", "active", "maybe"),
        ("subjects.csv", "code,name,level\n01,甲,4\n", "level", "4"),
        (
            "directory.csv",
            DIRECTORY + "L,01,,a,,city,《甲》,2021/9/24\n",
            "valid_from",
            "2021/9/24",
        ),
        ("directory.csv", DIRECTORY + "L,01,,a,,city,,2021-09-24\n", "legal_basis", ""),
        ("officers.csv", "username,name,duties\nw,王,clerk|king\n", "duties", "clerk|king"),
        ("officers.csv", "username,name,duties\nw,王,\n", "duties", ""),
    ],
)
def test_a_bad_cell_is_named_with_file_row_column_value_and_reason(
    tmp_path, file, words, column, value
):
    good, faults = read(tmp_path, file, words)
    assert not good
    assert [(f.file, f.row, f.column, f.value) for f in faults] == [(file, 2, column, value)]
    assert faults[0].reason


def test_all_faults_of_a_file_are_named_at_once(tmp_path):
    words = "code,name,kind\n1101,朝阳区,county\n110105,朝阳区,district\n110106,,district\n"
    good, faults = read(tmp_path, "places.csv", words)
    assert [row.values["code"] for row in good] == ["110105"]
    assert [(f.row, f.column) for f in faults] == [(2, "code"), (2, "kind"), (4, "name")]


def test_a_row_with_too_few_or_too_many_cells_is_named(tmp_path):
    words = "code,name,kind\n110105,朝阳区\n110105,朝阳区,district,x\n"
    _good, faults = read(tmp_path, "places.csv", words)
    assert [f.row for f in faults] == [2, 3]


def test_an_empty_row_is_no_row_but_keeps_the_numbers(tmp_path):
    words = "code,name,kind\n\n,,\n110105,朝阳区,county\n"
    _good, faults = read(tmp_path, "places.csv", words)
    assert [f.row for f in faults] == [4]


def test_several_values_stand_between_bars(tmp_path):
    words = DIRECTORY + "L,01,,a, b | c ,city,《甲》,2021-09-24\n"
    good, _faults = read(tmp_path, "directory.csv", words)
    assert good[0].values["assisting"] == ["b", "c"]
    assert good[0].values["valid_until"] is None


def test_an_empty_file_lacks_its_columns(tmp_path):
    good, faults = read(tmp_path, "places.csv", "")
    assert not good and {f.column for f in faults} == {"code", "name", "kind"}
