# SPDX-License-Identifier: Apache-2.0
"""The commands of wording and knowledge: load, load again, read."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.knowledge.law_files import lay
from yingda.knowledge.models import Article, Entry

pytestmark = pytest.mark.django_db
HEAD = "编号,问题,答案,责任单位,依据,生效日期,复核日期\n"


def said(*words, **more):
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=out, **more)
    return out.getvalue()


def test_laws_are_loaded_and_a_text_is_read_with_what_they_say(tmp_path):
    assert "新增3" in said("load_laws", str(lay(tmp_path)))
    assert "未变3" in said("load_laws", str(tmp_path))
    text = "依据《示范供水条例》第三条，我们会尽快处理；《示范供水条例》第九条除外。"
    seen = said("read", text, "--on", "2024-01-01")
    assert "空泛承诺" in seen and "抢修停水应当及时公告" in seen and "没有这一条" in seen


def test_a_dry_run_of_the_laws_stores_nothing(tmp_path):
    assert "没有写入" in said("load_laws", str(lay(tmp_path)), "--dry-run")
    assert not Article.objects.exists()


def test_a_place_without_laws_ends_with_a_fault(tmp_path):
    with pytest.raises(CommandError, match="没有找到法律文本"):
        said("load_laws", str(tmp_path))


def test_answers_are_loaded_and_a_faulty_row_ends_with_its_place(tmp_path):
    file = tmp_path / "k.csv"
    file.write_text(HEAD + "K1,怎么办,到窗口,u,条例,2026-01-01,2027-01-01\n", encoding="utf-8")
    assert "新增1" in said("load_knowledge", str(file))
    file.write_text(HEAD + "K2,怎么办,,u,条例,2026-01-01,2027-01-01\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1处错误"):
        said("load_knowledge", str(file))
    assert Entry.objects.count() == 1


def test_without_a_library_titles_are_not_called_unknown():
    assert "库中没有" not in said("read", "依据《甲条例》第一条办理。").split("易读")[0]


def test_speech_is_read_by_the_rules_of_speech():
    assert "个人信息" in said("read", "电话13800138000")
    assert "个人信息" not in said("read", "电话13800138000", "--speech")
