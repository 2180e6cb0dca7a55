# SPDX-License-Identifier: Apache-2.0
"""来件表 Every row of a file can be replayed, or says why it cannot."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from yingda.config.replay import sheet
from yingda.config.replay.sheet import BadRow, Columns, Map, Row

ZONE = ZoneInfo("Asia/Shanghai")
PLAN = Map(
    title="试", formats=("%Y/%m/%d %H:%M:%S", "%Y-%m-%d"),
    columns=Columns(
        title="标题", at="时间", words="内容", id="编号", nature="性质", channel="来源",
        district="区", transfers="转", reply="回复", reply_days="天数",
    ),
    natures={"投诉": "complaint"}, channels={"电话": "phone"}, districts={"甲区": "110101"},
    hour=time(9),
)  # fmt: skip
HEAD = "编号,标题,时间,内容,性质,来源,区,转,回复,天数\n"
GOOD = "7,路灯不亮,2019/3/2 8:05:00,三天了,投诉,电话,甲区,2,已修,3.0\n"


def rows(text, **more):
    return sheet.read((HEAD + text).encode(), PLAN, **more).rows


def refused(text):
    (row,) = [r for r in rows(text) if isinstance(r, BadRow)]
    return row.reason


def test_a_row_tells_when_what_and_where():
    (row,) = rows(GOOD)
    assert isinstance(row, Row)
    assert row.at == datetime(2019, 3, 2, 8, 5, tzinfo=ZONE)
    assert (row.title, row.words, row.nature, row.channel) == (
        "路灯不亮",
        "三天了",
        "complaint",
        "phone",
    )
    assert (row.place.district, row.transfers, row.reply, row.reply_after) == (
        "110101",
        2,
        "已修",
        3,
    )


def test_a_day_without_a_time_begins_at_the_hour_of_the_map():
    (row,) = rows(GOOD.replace("2019/3/2 8:05:00", "2019-03-02"))
    assert row.at == datetime(2019, 3, 2, 9, tzinfo=ZONE)


def test_what_the_map_does_not_know_is_left_open_and_never_guessed():
    (row,) = rows("8,标,2019-03-02,内,吐槽,鸽子,丙区,,,\n")
    assert (row.nature, row.channel, row.place.district) == ("", "web", "")
    assert (row.transfers, row.reply_after) == (0, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("7,,2019-03-02, ,投诉,电话,甲区,0,,\n", "标题和内容都是空的"),
        ("7,标,昨天,内,投诉,电话,甲区,0,,\n", "时间读不出"),
        ("7,标,2019-02-30,内,投诉,电话,甲区,0,,\n", "时间读不出"),
        ("7,标,2019-03-02,内,投诉,电话,甲区,几次,,\n", "数目读不出"),
        ("7,标,2019-03-02,内,投诉,电话,甲区,0,,-1\n", "数目读不出"),
        ("7,标,2019-03-02,内,投诉,电话,甲区,0,,nan\n", "数目读不出"),
        ("7,标,2019-03-02\n", "栏数与表头不符"),
        ("7,标,2019-03-02,内\x00,投诉,电话,甲区,0,,\n", "含有不能保存的字符"),
        (GOOD + GOOD, "编号重复"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(text, why):
    assert refused(text) == why


def test_an_open_quote_spoils_the_end_of_the_file_and_is_said():
    good, bad = rows(GOOD + '9,"标题,2019-03-02\n')
    assert {type(good), type(bad)} == {Row, BadRow}
    assert any("CSV格式不对" in r.reason for r in (good, bad) if isinstance(r, BadRow))


def test_a_bad_row_does_not_stop_those_after_it():
    found = rows("7,标,昨天,内,,,,,,\n" + GOOD.replace("7,", "8,", 1))
    assert [type(r) for r in found] == [BadRow, Row]
    assert [(r.n, r.line) for r in found] == [(1, 2), (2, 3)]


def test_empty_lines_are_no_rows():
    assert len(rows("\n" + GOOD + ",,,,,,,,,\n\n")) == 1


def test_a_file_in_the_old_chinese_encoding_is_read():
    found = sheet.read((HEAD + GOOD).encode("gb18030"), PLAN)
    assert (found.encoding, found.rows[0].title) == ("gb18030", "路灯不亮")


def test_a_mark_at_the_beginning_is_no_part_of_the_first_column():
    assert sheet.read((HEAD + GOOD).encode("utf-8-sig"), PLAN).rows[0].title == "路灯不亮"


def test_a_file_in_no_known_encoding_is_refused():
    with pytest.raises(sheet.BadSheet, match="编码"):
        sheet.read(b"\xff\xff\xff\x81", PLAN)


def test_a_file_without_a_column_of_the_map_is_refused_with_its_name():
    with pytest.raises(sheet.BadSheet, match="回复、天数"):
        sheet.read("编号,标题,时间,内容,性质,来源,区,转\n".encode(), PLAN)


def test_rows_come_in_the_order_of_their_time_from_a_day_on_and_not_too_many():
    text = "".join(f"{n},标,2019-03-0{n},内,,,,,,\n" for n in (3, 1, 4, 2))
    assert [r.at.day for r in rows(text)] == [1, 2, 3, 4]
    assert [r.at.day for r in rows(text, begins=date(2019, 3, 2), most=2)] == [2, 3]


def test_the_fingerprint_is_that_of_the_content():
    one, two = (sheet.read((HEAD + text).encode(), PLAN) for text in (GOOD, GOOD + "\n"))
    assert one.fingerprint != two.fingerprint


def test_a_map_that_fills_a_part_no_reply_has_is_refused(tmp_path):
    path = tmp_path / "map.toml"
    shipped = Path(__file__).parents[3] / "demo" / "replay" / "orders_fuzhou.toml"
    text = shipped.read_text(encoding="utf-8")
    path.write_text(text + 'applause = "x"\n', encoding="utf-8")
    with pytest.raises(sheet.BadMap, match="applause"):
        sheet.read_map(path)


def test_a_map_with_an_unknown_key_is_refused(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text('title = "x"\ncolor = 1\n', encoding="utf-8")
    with pytest.raises(sheet.BadMap, match=r"map\.toml"):
        sheet.read_map(path)
    with pytest.raises(sheet.BadMap, match="读不到"):
        sheet.read_map(tmp_path / "none.toml")
