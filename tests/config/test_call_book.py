# SPDX-License-Identifier: Apache-2.0
"""话务簿 The three commands of the telephone, on files as other cities have them."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.calls.samples import ANSWERED, ANSWERED_CEL, log
from yingda.config.city import ROOT
from yingda.ledgers.calls import CallLine

pytestmark = pytest.mark.django_db

MAP = """title = "表"
absent = [""]
[columns]
id = ["no"]
rang = "in"
answered = "up"
ended = ["out"]
outcome = "how"
caller = "who"
[outcomes]
A = "answered"
H = "abandoned"
P = "not_offered"
"""
TABLE = (
    "no,who,in,up,out,how\n"
    "1,13800000001,2026-11-23 09:00:00,2026-11-23 09:00:05,2026-11-23 09:03:00,A\n"
    "2,13800000002,2026-11-23 09:01:00,,2026-11-23 09:01:30,H\n"
    "3,,2026-11-23 09:02:00,,2026-11-23 09:02:30,P\n"
    "4,13b,2026-11-23 09:03:00,,2026-11-23 09:03:30,H\n"
    "5,,not a time,,,H\n"
    "6,,2026-11-23 09:03:00,,,A\n"
    "7,,2026-11-23 09:03:00,,,Z\n"
    "8,short\n"
)
BANK = ROOT.parent / "shared" / "data" / "calls_bank_1999.csv"


def ran(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def table(tmp_path):
    (tmp_path / "calls.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    return str(tmp_path / "calls.csv"), "--map", str(tmp_path / "map.toml")


def test_a_table_of_calls_is_imported_by_its_map(table):
    said = ran("import_calls", "csv", *table)
    assert "来话5通" in said and "拒收5处" in said
    outcomes = CallLine.objects.order_by("call_id").values_list("outcome", "offered")
    assert [(outcome[:2], offered) for outcome, offered in outcomes] == [
        ("an", True), ("ab", True), ("ab", False), ("ab", True), ("op", True)
    ]  # fmt: skip
    assert "接听 1 ÷ 呼入 3" in ran("show_calls", as_of=_at("2026-11-23 10:00"))


def _at(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_a_dry_run_writes_nothing(table):
    said = ran("import_calls", "csv", *table, "--dry-run")
    assert "没有写入" in said
    assert "第6行" in said  # where the time cannot be read
    assert not CallLine.objects.exists()


def test_twice_is_the_same_as_once_and_a_resumed_one_reads_nothing(table):
    ran("import_calls", "csv", *table)
    before = ran("show_calls", as_of=_at("2026-11-23 10:00"))
    assert "8行" not in ran("import_calls", "csv", *table, "--resume")
    ran("import_calls", "csv", *table)
    assert ran("show_calls", as_of=_at("2026-11-23 10:00")) == before
    assert CallLine.objects.count() == 5


def test_a_table_needs_a_map_that_fits(table, tmp_path):
    with pytest.raises(CommandError, match="栏目对照"):
        ran("import_calls", "csv", table[0])
    (tmp_path / "map.toml").write_text(MAP.replace('"who"', '"nobody"'), encoding="utf-8")
    with pytest.raises(CommandError, match="nobody"):
        ran("import_calls", "csv", *table)
    with pytest.raises(CommandError, match="没有这个文件"):
        ran("import_calls", "cel", str(tmp_path / "absent"))


def test_the_files_of_an_asterisk_are_imported_and_shown(tmp_path):
    (tmp_path / "queue_log").write_text(ANSWERED + log("60|NONE|NONE|NONE|QUEUESTART|") + "bad\n")
    (tmp_path / "cel.csv").write_text(ANSWERED_CEL)
    ran("import_calls", "queue_log", str(tmp_path / "queue_log"))
    ran("import_calls", "cel", str(tmp_path / "cel.csv"), "--trunk", "PJSIP/trunk-")
    said = ran("show_calls", as_of=_at("2026-11-24 05:00"))
    for words in ("15秒内接听 1 ÷ 呼入 1", "接听 1 ÷ 呼入 1", "交换机重启", "栏数不符", "Wazo QoS"):
        assert words in said
    assert "13800000000" not in said


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("--trunk", "PJSIP/trunk-"), 2),
        (("--trunk", "PJSIP/trunk-", "--number", "12345"), 1),
        ((), 1),
    ],
)
def test_whoever_hangs_up_in_the_greeting_is_offered_where_the_trunks_are_known(
    tmp_path, words, offered
):
    lines = [
        f'"CHAN_START","1795464000.{n}","c{n}","c{n}","PJSIP/trunk-a-0{n}","","","1380","{asked}"'
        for n, asked in ((1, "12345"), (2, "+861012345"))
    ]
    (tmp_path / "cel.csv").write_text("\n".join(lines) + "\n")
    ran("import_calls", "cel", str(tmp_path / "cel.csv"), *words)
    assert CallLine.objects.filter(offered=True).count() == offered


def test_a_running_switch_is_followed(tmp_path):
    path = tmp_path / "queue_log"
    path.write_text(ANSWERED)
    ran("follow_calls", queue_log=path, rounds=1)
    assert CallLine.objects.count() == 1
    with pytest.raises(CommandError):
        ran("follow_calls", rounds=1)


def test_a_book_that_is_not_there_yet_is_waited_for(tmp_path):
    ran("follow_calls", queue_log=tmp_path / "absent", rounds=1)
    assert not CallLine.objects.exists()


@pytest.mark.skipif(not BANK.exists(), reason="the bank's calls are not in this checkout")
def test_twenty_days_of_a_bank_are_read_whole():
    plan = ROOT / "demo" / "calls" / "bank_1999.toml"
    said = ran("import_calls", "csv", str(BANK), "--map", str(plan), "--dry-run")
    assert "29956行" in said and "来话29955通，拒收37处" in said


def test_the_map_of_the_bank_is_sound():
    from yingda.calls import sheet

    text = Path(ROOT / "demo" / "calls" / "bank_1999.toml").read_text(encoding="utf-8")
    assert sheet.read_map(text).outcomes["PHANTOM"] == "not_offered"
