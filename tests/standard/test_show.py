# SPDX-License-Identifier: Apache-2.0
"""示册 Show: the standard for people; the document in docs is fresh; the commands end as told."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from yingda.standard import Standard, show
from yingda.standard.checks import Fault

ROOT = Path(__file__).parents[2]


def test_the_document_of_the_standard_is_fresh(beijing: Standard) -> None:
    written = (ROOT / "docs" / "standard.md").read_text(encoding="utf-8")
    fresh = "请运行 yingda show_standard --markdown > docs/standard.md"
    assert written == show.markdown(beijing), fresh


def test_the_document_says_what_was_not_seen(jinan: Standard, beijing: Standard) -> None:
    assert "| 派单 | 复杂疑难 | 未见 |" in show.markdown(beijing)
    assert "| 办理答复 | 一般、复杂疑难 | 5个工作日 | jinan-2018:24 |" in show.markdown(jinan)


def test_every_clause_in_force_is_shown_with_its_source(beijing: Standard) -> None:
    on = date(2026, 11, 23)
    shown = "\n".join(show.lines(beijing, on))
    for clause in beijing.clauses(on):
        assert clause.words in shown
        assert f"{clause.source}，自{clause.since}" in shown


def test_the_next_year_without_holidays_is_warned_of(beijing: Standard) -> None:
    told = list(show.sound(beijing, date(2026, 11, 23)))
    assert told[-1].startswith("⚠ 2027年")
    assert not [line for line in show.sound(beijing, date(2025, 6, 1)) if line.startswith("⚠")]


def test_faults_are_listed_one_on_a_line_with_their_number() -> None:
    faults = (Fault(file="a.toml", key="k", reason="因"), Fault(file="b.toml", key="", reason="无"))
    assert list(show.checked(faults)) == ["a.toml：k：因", "b.toml：无", "共2处差错"]


def test_check_standard_ends_well_for_the_city_and_badly_for_a_missing_book(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("check_standard")
    assert "没有差错" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no-such-book.toml：没有这一册"):
        call_command("check_standard", "no-such-book")


def test_show_standard_prints_the_books_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("show_standard", "shandong-2020", "jinan-2018", "demo-jinan")
    assert "5个工作日" in capsys.readouterr().out
    call_command("show_standard", "--markdown")
    assert capsys.readouterr().out == (ROOT / "docs" / "standard.md").read_text(encoding="utf-8")
