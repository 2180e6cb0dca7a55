# SPDX-License-Identifier: Apache-2.0
"""建议之计 How often suggestions were taken and right."""

from yingda.measure.suggested import readings

ROW = {
    "of": "subject", "step": "register", "sure": True, "shown": 50, "asked": 41, "times_taken": 37,
    "settled": 20, "times_correct": 18,
}  # fmt: skip


def test_taken_and_right_each_say_of_how_many():
    (one,) = readings([ROW])
    assert one.taken.value == 37 / 41 and one.correct.value == 0.9
    assert one.formula_of_taken == "采用 37 ÷ 表单问到 41"
    assert one.formula_of_correct == "正确 18 ÷ 已有结果 20"


def test_the_interval_says_how_little_few_cases_tell():
    (one,) = readings([ROW])
    assert one.interval[0] < 0.72 and one.interval[1] > 0.96


def test_where_nothing_has_ended_there_is_no_figure():
    (one,) = readings([ROW | {"settled": 0, "times_correct": 0}])
    assert one.correct.value is None and one.interval is None
