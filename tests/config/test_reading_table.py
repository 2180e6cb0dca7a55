# SPDX-License-Identifier: Apache-2.0
"""读数表 The table is straight also where Chinese stands in it, and hides nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from yingda.config import reading_table
from yingda.measure import Reading, Tally
from yingda.measure.share import TOO_FEW
from yingda.measure.suggested import Suggested

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def reading(**more):
    plain = {
        "clause": "demo-city:sign_in", "words": "承办单位按时签收工单", "source": "本市",
        "since": date(2021, 1, 1), "as_of": NOW, "value": 37 / 41, "target": 0.95, "met": False,
        "formula": "按时签收 37 ÷ 应签收 41", "counted": 41, "excluded": {"untrue": 2},
        "whole": 0.86, "low": 0.77, "high": 0.96,
    }  # fmt: skip
    return Reading(**(plain | more))


def test_a_chinese_character_takes_two_columns():
    assert reading_table.width("签收abc") == 7
    assert reading_table.fitted("签收", 6) == "签收  "
    assert reading_table.fitted("承办单位按时签收", 8) == "承办单… "


def test_every_column_begins_at_the_same_place():
    rows = [["条款", "读数", "公式"], ["a", "100.0%", "x"], ["一个较长的条款", "—", "y"]]
    lines = list(reading_table.table(rows))
    ends = zip(lines, "公xy", strict=True)
    starts = {reading_table.width(line[: line.index(last)]) for line, last in ends}
    assert len(starts) == 1


def test_a_line_has_figure_target_verdict_counts_and_the_whole_figure():
    _, _, line = reading_table.lines([reading()], {"untrue": "经查不属实"})
    for part in ("90.2%", "≥ 95.0%", "未达标", "41", "经查不属实 2", "86.0%", "77.0%–96.0%"):
        assert part in line
    assert line.endswith("按时签收 37 ÷ 应签收 41")


def test_what_belongs_beside_a_figure_is_said_with_it():
    few = reading(beside=(("有效评价占比", 0.4),), note=TOO_FEW, met=None)
    *_, line = reading_table.lines([few], {})
    assert "有效评价占比 40.0%" in line
    assert TOO_FEW in line
    assert "不判" in line


def test_clauses_without_a_figure_stand_below_with_their_reason():
    lines = list(reading_table.lines([reading(), reading(unmeasured="电话接入后计量")], {}))
    assert "没有读数的条款（1）" in lines
    assert lines[-1].endswith("电话接入后计量")


@pytest.mark.django_db
def test_the_command_shows_one_clause_or_says_that_there_is_none(capsys):
    words = ["--clause", "demo-city:sign_in", "--as-of", "2026-03-02T09:00"]
    call_command("show_readings", *words)
    out = capsys.readouterr().out
    assert "截至 2026-03-02 09:00" in out
    assert "demo-city:sign_in" in out
    assert "demo-city:contact" not in out
    with pytest.raises(CommandError, match="没有这个条款"):
        call_command("show_readings", clause="nowhere")


def test_the_shipped_maps_can_be_read():
    from yingda.config.replay import sheet

    maps = sorted((Path(__file__).parents[2] / "demo" / "replay").glob("*.toml"))
    assert len(maps) >= 2
    for path in maps:
        assert sheet.read_map(path).title


def test_suggestions_stand_below_with_how_often_they_were_taken_and_right():
    row = Suggested(
        of="subject", step="register", sure=True, shown=50, taken=Tally(37, 41),
        correct=Tally(18, 20),
    )  # fmt: skip
    said = "\n".join(reading_table.suggested([row]))
    assert "采用 37 ÷ 表单问到 41；正确 18 ÷ 已有结果 20" in said
    assert "90.2%" in said and "90.0%" in said and "有把握" in said
    assert list(reading_table.suggested([])) == []
