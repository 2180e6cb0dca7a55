# SPDX-License-Identifier: Apache-2.0
"""A city's own sheet is read row by row, and what is wrong is told with its line."""

from yingda.hints import samples

COLUMNS = {"title": "标题", "text": "内容", "label": "类别"}
HEADER = ("标题", "内容", "类别")


def row(title, text, label):
    return dict(zip(HEADER, (title, text, label), strict=True))


GOOD = [row("", f"第{n}号楼停水，水管{'漏水滴' * n}", "水") for n in range(8)] + [
    row(f"{n}号路口", f"路灯不亮，路面{'坑洼了' * n}", "路") for n in range(8)
]


def test_a_good_sheet_is_taken_whole():
    taken = samples.taken(HEADER, GOOD, COLUMNS)
    assert len(taken.examples) == 16 and set(taken.labels) == {"水", "路"} and not taken.faults


def test_a_lost_column_is_named_with_those_that_are_there():
    (fault,) = samples.taken(("标题", "内容"), [], COLUMNS).faults
    assert fault.line == 0 and "类别" in fault.reason and "标题、内容" in fault.reason


def test_each_bad_row_is_told_with_its_line():
    bad = [row("甲", "", ""), row("", " ", "水"), row("乙", "丙", "水"), row("乙", "丙", "路")]
    taken = samples.taken(HEADER, bad + GOOD, COLUMNS)
    assert [(f.line, f.reason[:2]) for f in taken.faults] == [(2, "没有"), (3, "没有"), (5, "同样")]
    assert len(taken.examples) == 17


def test_a_label_with_too_few_rows_is_not_learnt():
    taken = samples.taken(HEADER, [*GOOD, row("", "独一件", "热")], COLUMNS)
    assert taken.labels == ("水", "路") and taken.faults[0].line == 18


def test_one_label_alone_teaches_nothing():
    assert samples.taken(HEADER, GOOD[:8], COLUMNS).faults[-1].line == 0


def test_the_same_matter_is_marked_as_one():
    twice = row("烧烤店油烟", "望京西路烧烤店油烟很大，晚上不敢开窗", "水")
    again = row("烧烤店油烟", "望京西路烧烤店油烟很大，晚上都不敢开窗", "水")
    taken = samples.taken(HEADER, [*GOOD, twice, again], COLUMNS)
    assert taken.examples[-1].matter == taken.examples[-2].matter
