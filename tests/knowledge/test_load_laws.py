# SPDX-License-Identifier: Apache-2.0
"""装法 Load laws: editions, tars, faults told; again changes nothing."""

import sqlite3
import tarfile
from datetime import date

import pytest

from tests.knowledge.law_files import NEW, lay
from yingda.knowledge.load_laws import load
from yingda.knowledge.models import Article, Law

pytestmark = pytest.mark.django_db


def test_editions_are_kept_and_the_older_one_ends_the_day_before_the_newer(tmp_path):
    report = load(lay(tmp_path))
    assert (report.created, report.faults) == (3, ())
    old, new = Law.objects.filter(name="示范供水条例").order_by("published")
    assert old.until == date(2020, 5, 31) and new.until is None and new.level == "local"
    assert Article.objects.filter(law=new).count() == 3


def test_the_books_of_a_code_are_one_law(tmp_path):
    load(lay(tmp_path))
    code = Law.objects.get(name="示范法典")
    assert [a.key for a in code.articles.order_by("key")] == ["1", "463"]
    assert code.since == date(2021, 1, 1) and code.level == "law"


def test_the_same_folder_again_changes_nothing(tmp_path):
    load(lay(tmp_path))
    before = list(Article.objects.values_list("pk", flat=True))
    report = load(tmp_path)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 3)
    assert list(Article.objects.values_list("pk", flat=True)) == before


def test_a_dry_run_counts_and_stores_nothing(tmp_path):
    assert load(lay(tmp_path), dry_run=True).created == 3
    assert not Law.objects.exists()


def test_a_changed_file_changes_only_its_edition(tmp_path):
    load(lay(tmp_path))
    file = tmp_path / "地方性法规" / "示范供水条例(2020-06-01).md"
    file.write_text(NEW.replace("及时公告", "立即公告"), encoding="utf-8")
    assert load(tmp_path).changed == 1
    assert Article.objects.filter(text__contains="立即公告").count() == 1


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_loaded(tmp_path):
    lay(tmp_path)
    (tmp_path / "坏.md").write_bytes(b"\xff\xfe\x00")
    report = load(tmp_path)
    assert report.created == 3 and [f.file for f in report.faults] == ["坏.md"]


def test_a_tar_is_read_like_a_folder(tmp_path):
    tar_file = tmp_path / "laws.tar.gz"
    with tarfile.open(tar_file, "w:gz") as tar:
        tar.add(lay(tmp_path / "in"), arcname=".")
    steps = []
    assert load(tar_file, told=lambda done, of: steps.append((done, of))).created == 3
    assert steps[-1] == (3, 3)


def test_the_index_says_level_and_that_a_law_expired(tmp_path):
    lay(tmp_path)
    held = sqlite3.connect(tmp_path / "index.sqlite3")
    held.execute("CREATE TABLE law (name, publish, level, valid_from, expired)")
    held.execute("INSERT INTO law VALUES ('示范法典', '2020-05-28', '行政法规', '2021-02-01', 1)")
    held.commit()
    held.close()
    load(tmp_path)
    code = Law.objects.get(name="示范法典")
    assert (code.level, code.since, code.expired) == ("regulation", date(2021, 2, 1), True)


def test_a_place_without_laws_is_refused(tmp_path):
    with pytest.raises(ValueError, match="没有找到法律文本"):
        load(tmp_path)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere")
