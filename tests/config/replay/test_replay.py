# SPDX-License-Identifier: Apache-2.0
"""回放 Every row ends accepted or refused, at its own time, and a second run changes nothing."""

import csv
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from yingda.config.replay import replay, sheet
from yingda.flow.case import Outcome, Stage
from yingda.office import read
from yingda.record.models import Entry, Notice

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Shanghai")
ROOT = Path(__file__).parents[3]
MAPS = ROOT / "demo" / "replay"
SHARED = ROOT.parent / "shared" / "data"
BOARD, ORDERS = (sheet.read_map(MAPS / f"{n}.toml") for n in ("appeals_one_city", "orders_fuzhou"))
BOARD_HEAD = ("id", "title", "at", "text", "likes", "dislikes")
ORDERS_HEAD = ("区", "河流", "性质", "信息来源", "标题", "时间", "投诉件内容", "回复1",
               "转处理次数", "有效回复条数", "最终回复-投诉事件")  # fmt: skip


def written(head, *rows):
    out = StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def message(n, at="2019/3/4 10:00:00", text="井盖松动"):
    return (n, f"第{n}件", at, text, 0, 0)


def order(transfers=0, days="6.0", at="2019-03-04"):
    return ("甲区", "清河", "投诉", "电话", "河水发黑", at, "请清淤", "已清淤", transfers, 1, days)


def ran(content, plan, **more):
    found = sheet.read(content, plan)
    tallies = []
    fates = list(replay(found, plan, told=tallies.append, **more))
    return fates, tallies[-1] if tallies else None


def moved(no):
    story = read(no)
    return [type(e).__name__ for e in story.events if e.by.duty != "clock"], story.case


def test_a_message_is_registered_and_graded_at_its_own_time_and_nothing_more():
    (fate,), _ = ran(written(BOARD_HEAD, message(1)), BOARD)
    events, case = moved(fate.case_no)
    assert (events, case.stage) == (["Registered", "Triaged"], Stage.TRIAGED)
    assert case.appeal.registered_at == datetime(2019, 3, 4, 10, tzinfo=ZONE)


def test_the_persons_of_old_messages_are_never_told_anything():
    (fate,), _ = ran(written(BOARD_HEAD, message(1)), BOARD)
    assert not Notice.objects.filter(case_no=fate.case_no, audience="appellant").exists()


def test_the_words_of_the_message_do_not_stand_in_the_record():
    ran(written(BOARD_HEAD, message(1, text="只有我知道的话")), BOARD)
    assert not Entry.objects.filter(body__contains="只有我知道的话").exists()


def test_the_ladder_of_the_standard_runs_at_its_own_moments_between_the_rows():
    fates, tally = ran(written(BOARD_HEAD, message(1), message(2, "2019/3/20 9:00:00")), BOARD)
    first = next(f for f in fates if f.n == 1)
    climbed = [e.at for e in read(first.case_no).events if e.by.duty == "clock"]
    assert len(climbed) == tally.watched == 2
    assert all(at < datetime(2019, 3, 6, tzinfo=ZONE) for at in climbed)


def test_the_watcher_goes_on_to_the_day_that_was_asked_for():
    content = written(BOARD_HEAD, message(1))
    _, tally = ran(content, BOARD, watch_to=sheet.midnight(date(2019, 3, 8)))
    assert tally.watched == 2


def test_a_bad_row_is_refused_with_its_reason_and_the_others_go_on():
    rows = [message(1), message(1), message(2, "不知何时"), message(3)]
    fates, tally = ran(written(BOARD_HEAD, *rows), BOARD)
    assert {f.n: f.reason for f in fates if not f.case_no} == {2: "编号重复", 3: "时间读不出"}
    assert (tally.ended, tally.accepted, tally.of) == (4, 2, 4)


def test_a_row_that_the_office_refuses_says_why():
    from msgspec.structs import replace

    open_handed = replace(BOARD, withheld=())
    (fate,), tally = ran(written(BOARD_HEAD, message(1)), open_handed)
    assert fate.reason.startswith("登记要素不全")
    assert (tally.accepted, tally.refused.total()) == (0, 1)


def test_an_order_is_dispatched_replied_and_accepted_after_its_real_days():
    (fate,), _ = ran(written(ORDERS_HEAD, order()), ORDERS)
    events, case = moved(fate.case_no)
    assert events == ["Registered", "Triaged", "Dispatched", "SignedIn", "Replied", "Accepted"]
    assert case.answer.at == datetime(2019, 3, 10, 17, tzinfo=ZONE)
    assert case.answer.outcome is Outcome.PARTLY
    assert case.interviews == ()


def test_an_order_that_was_never_replied_stays_open():
    (fate,), _ = ran(written(ORDERS_HEAD, order(days="")), ORDERS)
    assert moved(fate.case_no)[1].stage is Stage.DISPATCHED


def test_a_retransfer_is_a_dispute_that_is_upheld_and_the_second_is_ruled_upon():
    (fate,), _ = ran(written(ORDERS_HEAD, order(transfers=2)), ORDERS)
    events, case = moved(fate.case_no)
    assert events[3:] == [
        "Disputed", "DisputeUpheld", "Dispatched", "Disputed", "Ruled", "SignedIn", "Replied",
        "Accepted",
    ]  # fmt: skip
    assert len({o.unit for o in case.orders}) == 3


def test_a_retransfer_beyond_the_ruling_is_refused_and_the_unit_answers():
    (fate,), tally = ran(written(ORDERS_HEAD, order(transfers=5)), ORDERS)
    assert [why.partition("：")[0] for why in fate.refused] == ["Dispute"]
    assert tally.acts["Reply"] == 1


def test_a_second_run_changes_nothing():
    content = written(ORDERS_HEAD, order(transfers=1), order(at="2019-03-05"))
    first, _ = ran(content, ORDERS)
    entries = Entry.objects.count()
    again, tally = ran(content, ORDERS)
    assert Entry.objects.count() == entries
    assert {f.case_no for f in again} == {f.case_no for f in first}
    assert tally.repeated == 2


@pytest.mark.parametrize("resume", [False, True])
def test_a_replay_that_was_broken_off_anywhere_goes_on_to_the_same_end(resume):
    content = written(ORDERS_HEAD, order(transfers=1), order(at="2019-03-05", transfers=2))

    class Killed(Exception):
        pass

    def kill(tally):
        if tally.acts.total() == 9:
            raise Killed

    with pytest.raises(Killed):
        list(replay(sheet.read(content, ORDERS), ORDERS, told=kill))
    fates, _ = ran(content, ORDERS, resume=resume)
    for fate in fates:
        events, case = moved(fate.case_no)
        assert case.stage is Stage.ACCEPTED
        assert (events.count("Registered"), events.count("Accepted")) == (1, 1)


def test_the_same_row_of_another_file_is_another_case():
    one, _ = ran(written(BOARD_HEAD, message(1)), BOARD)
    two, _ = ran(written(BOARD_HEAD, message(1), message(2)), BOARD)
    assert one[0].case_no not in {f.case_no for f in two}


def test_the_command_sums_up_and_writes_a_report(tmp_path, capsys):
    file, report = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_bytes(written(BOARD_HEAD, message(1), message(2, "不知何时")))
    call_command("replay", file, map=MAPS / "appeals_one_city.toml", report=report)
    assert "拒绝1" in capsys.readouterr().out
    rows = list(csv.DictReader(report.open(encoding="utf-8-sig")))
    assert [(r["row"], r["result"], r["reason"]) for r in rows] == [
        ("1", "accepted", ""), ("2", "refused", "时间读不出"),
    ]  # fmt: skip


def test_the_command_says_what_is_wrong_with_file_or_map(tmp_path):
    with pytest.raises(CommandError, match="读不到"):
        call_command("replay", tmp_path / "in.csv", map=tmp_path / "none.toml")


@pytest.mark.parametrize(("name", "plan"), [("appeals_one_city", BOARD), ("orders_fuzhou", ORDERS)])
def test_every_row_of_a_slice_of_real_input_ends_accepted_or_refused(name, plan):
    file = SHARED / f"{name}.csv"
    if not file.exists():
        pytest.skip(f"没有 ../shared/data/{name}.csv：真实来件的回放没有测试")
    content = file.read_bytes()
    found = sheet.read(content, plan, most=200)
    fates = list(replay(found, plan))
    assert len(fates) == 200
    assert all(f.case_no or f.reason for f in fates)
    assert sum(bool(f.case_no) for f in fates) >= 190
