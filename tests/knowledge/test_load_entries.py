# SPDX-License-Identifier: Apache-2.0
"""词条装载 Load entries: all or nothing, every fault by row; the same file changes nothing."""

import pytest

from tests.knowledge.test_entries import AT
from yingda.knowledge import search
from yingda.knowledge.load_entries import load
from yingda.knowledge.models import Entry, Version

pytestmark = pytest.mark.django_db
HEAD = "编号,问题,答案,相似问法,诉求分类,责任单位,依据,生效日期,失效日期,复核日期\n"
ROW = "K1,居住证怎么办,到派出所办理,暂住证|居住登记,,ga,条例第九条,2026-01-01,,2027-01-01\n"


@pytest.fixture
def file(tmp_path):
    def write(rows, encoding="utf-8-sig"):
        path = tmp_path / "k.csv"
        path.write_text(HEAD + rows, encoding=encoding)
        return path

    return write


def loaded(path, **how):
    return load(path, by="t", at=AT, **how)


def test_rows_become_entries_that_can_be_found(file):
    assert loaded(file(ROW)).created == 1
    assert Entry.objects.get(code="K1").similar == ["暂住证", "居住登记"]
    assert search.search("暂住证", AT.date())[0].code == "K1"


def test_the_same_file_again_changes_nothing_and_a_changed_row_is_a_version(file):
    loaded(file(ROW))
    assert loaded(file(ROW)).unchanged == 1
    assert loaded(file(ROW.replace("到派出所", "网上"))).changed == 1
    assert Version.objects.filter(entry_id="K1").count() == 2


def test_one_fault_and_nothing_is_stored(file):
    report = loaded(file(ROW + ROW.replace("K1", "K2").replace("2026-01-01", "一月")))
    assert [(f.row, f.column) for f in report.faults] == [(3, "valid_from")]
    assert not Entry.objects.exists()


def test_a_doubled_code_an_empty_cell_and_days_in_the_wrong_order_are_faults(file):
    wrong = ROW.replace(",ga,", ",,") + ROW.replace("2026-01-01,,", "2026-01-01,2025-01-01,")
    assert {f.column for f in loaded(file(wrong)).faults} == {"owner", "code", "valid_until"}


def test_an_unknown_column_is_refused_by_name(tmp_path):
    path = tmp_path / "k.csv"
    path.write_text("编号,颜色\nK1,红\n", encoding="utf-8")
    assert "颜色" in [f.column for f in loaded(path).faults]


def test_a_dry_run_stores_nothing_and_gb18030_is_read(file):
    assert loaded(file(ROW, "gb18030"), dry_run=True).created == 1
    assert not Entry.objects.exists()
