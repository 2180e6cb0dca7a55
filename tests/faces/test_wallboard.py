# SPDX-License-Identifier: Apache-2.0
"""大屏 The board shows what the book and the switch say, and calls out what is wrong."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.faces.calls import abandoned, answered, at, event, noted, shown
from tests.faces.people import make_city, signed_in
from yingda import readings
from yingda.calls.rates import CONVENTIONS, Counts
from yingda.config import call_book
from yingda.faces.wallboard import board, figures, live, worst
from yingda.flow.grammar import Person
from yingda.ledgers.present import PresentLine
from yingda.office import calling, incidents, standard_in_force

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 15:40:00")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEADER, CLERK = Person("褚", "duty_leader", code="chu"), Person("赵", "operator", code="zhao")


@pytest.fixture(autouse=True)
def afresh():
    worst.forget()
    with translation.override("zh-hans"):
        yield
    worst.forget()


def a_day(until=NOW):
    """Two days of calls: busy at noon, some lost, one still waiting."""
    said = []
    for n in range(400):
        begun = until - 47 * HOUR + n * 7 * MINUTE
        lost = n % 17 == 0 or 200 < n < 215
        said.append(abandoned(f"b{n}", begun, 30) if lost else answered(f"a{n}", begun, 8 + n % 11))
    noted(*said, answered("late", until - 10 * MINUTE, 40))
    noted(event("CHAN_START", until - MINUTE, "waits"))


def set_aside(begins, until):
    done = calling.set_aside(begins, until, "trunk_outage", "故障单", CLERK, LEADER)
    assert getattr(done, "pk", None)


@pytest.mark.parametrize("aside", [False, True], ids=["whole", "with calls set aside"])
def test_the_figures_are_those_of_show_calls_and_of_the_readings(aside):
    a_day()
    if aside:
        set_aside(NOW - 5 * HOUR, NOW - 4 * HOUR)
    seen, low = board.shown(NOW), board.lowest(NOW)["worst"]
    midnight = at("2026-11-24 00:00:00")
    every = timedelta(minutes=30)
    told = list(call_book.figures(standard_in_force(), midnight, NOW, every))
    within = next(line for line in told if line.startswith("15秒接听率 *"))
    kept = seen["today"]
    assert (kept.whole or kept.value) in within and kept.value in within
    half = next(line for line in told if line.startswith("11-24 15:30"))
    assert seen["half"].value in half
    assert len(seen["chart"].bars) == 48
    for bar in seen["chart"].bars[-31:]:
        row = [line for line in told if line.startswith(f"11-24 {bar.at}")]
        offered, ans, quick = bar.row[:3]
        if row:
            cells = row[0].split()
            assert int(cells[2]) + int(cells[8]) == int(offered)
            assert (cells[3], cells[4]) == (ans, quick)
    (read,) = readings.read(standard_in_force(), NOW, only="gbt-33358-2016:connect_95")
    assert low.share == read.value
    assert low.formula in read.formula and f"{low.begins:%Y-%m-%d %H:%M:%S}" in read.formula
    assert [n for _name, n in low.aside] == list(read.excluded.values())
    left = seen["budget"].calls
    assert (f"还可漏接{left}个" if left >= 0 else f"已多漏接{-left}个") in read.formula
    assert seen["connect"].share == pytest.approx(dict(read.beside)["此刻24小时"])


def test_a_figure_with_calls_set_aside_has_the_whole_one_beside_it():
    a_day()
    set_aside(NOW - 5 * HOUR, NOW - 4 * HOUR)
    today = board.shown(NOW)["today"]
    assert today.aside and today.whole and today.aside[0][0] == "中继中断"
    found = figures.since(figures.stretches(NOW, board.LIMIT), figures.begin_of_day(NOW))
    whole = sum(figures.by_reason(found).values(), Counts())
    assert today.whole == figures.percent(CONVENTIONS["within"].of(whole).value)


def test_the_polled_part_asks_twice_whatever_there_is(django_assert_num_queries):
    a_day()
    shown(**{f"seat_{n}": {"state": "idle", "queues": ["main"]} for n in range(1001, 1041)})
    standard_in_force(), incidents.lasting()
    with django_assert_num_queries(BOARD_ASKS):
        board.shown(NOW)


BOARD_ASKS = 2


def test_who_waits_and_how_long_is_told_from_the_ring_on():
    now = timezone.now()
    ring = now - timedelta(seconds=21)
    shown(
        call_c1={"phase": "waiting", "queue": "main", "at": f"{ring.timestamp():.6f}"},
        call_c2={"phase": "greeting", "queue": "main", "at": f"{now.timestamp():.6f}"},
        call_c3={"phase": "talking", "queue": "main", "at": f"{ring.timestamp():.6f}"},
        call_c4={"phase": "waiting", "queue": "enterprise", "since": "90"},
        call_c5={"phase": "waiting", "queue": "main"},
    )
    seen = live.read(PresentLine.objects.all(), now)
    assert len(seen.waiting) == 4
    main, enterprise = seen.queues({"main": "综合", "enterprise": "涉企"})
    assert (main.waiting, round(main.longest)) == (3, 21)
    assert 89 <= enterprise.longest <= 91 and seen.longest == enterprise.longest
    assert dict(seen.phases) == {"greeting": 1, "waiting": 3, "ringing": 0}


def test_every_seat_is_shown_by_what_it_does():
    shown(
        seat_1001={"state": "idle", "paused": False, "queues": ["main"]},
        seat_1002={"state": "ringing", "queues": ["main"]},
        seat_1003={"state": "talking", "paused": True, "why": "小休", "queues": ["main"]},
        seat_1004={"state": "idle", "paused": True, "why": "话后处理", "queues": ["main"]},
        seat_1005={"state": "idle", "paused": True, "why": "小休", "queues": ["main"]},
        seat_1006={"state": "idle", "paused": True, "why": "Auto-Pause", "queues": ["main"]},
        seat_1007={"state": "away", "paused": True, "why": "小休", "queues": ["main"]},
    )
    seen = live.read(PresentLine.objects.all(), timezone.now())
    assert list(seen.doing.values()) == [1, 1, 1, 1, 2, 1]
    assert dict(seen.why) == {"小休": 1, "振铃未接": 1}
    (queue,) = seen.queues({"main": "综合"})
    assert (queue.on, queue.ready) == (6, 1)


def kinds(now=None):
    return [(a.tone, a.kind) for a in board.shown(now or timezone.now())["alarms"]]


ON = {"seat_1001": {"state": "idle", "queues": ["main", "enterprise", "language"]}}


def test_without_anything_wrong_there_is_no_alarm():
    shown(**ON)
    assert kinds() == []


@pytest.mark.parametrize(
    ("heartbeat", "alarm"),
    [
        ({"up": False}, ("red", "unheard")),
        ({"trunks": {"carrier-a": [30, 30]}}, ("red", "trunk")),
        ({"trunks": {"carrier-a": [24, 30]}}, ("amber", "trunk")),
        ({"lasting": ["c1"]}, ("amber", "differ")),
    ],
)
def test_what_a_switch_tells_of_itself_is_called_out(heartbeat, alarm):
    shown(**ON, heartbeat=heartbeat)
    assert kinds() == [alarm]


def test_a_trunk_whose_size_is_not_known_is_never_full():
    shown(**ON, heartbeat={"trunks": {"carrier-a": [500, 0]}})
    assert kinds() == []


def test_a_switch_that_falls_silent_is_called_out():
    shown(**ON)
    assert kinds(timezone.now() + timedelta(seconds=25)) == []
    assert kinds(timezone.now() + timedelta(seconds=45)) == [("red", "unheard")]


def test_a_switch_that_was_never_heard_of_is_called_out_and_so_is_an_empty_house():
    assert ("red", "unheard") in kinds() and ("red", "nobody") in kinds()


def test_a_queue_without_a_seat_is_grave_only_where_someone_waits():
    shown(seat_1001={"state": "idle", "queues": ["main", "language"]})
    assert kinds() == [("amber", "nobody")]
    shown(
        seat_1001={"state": "idle", "queues": ["main", "language"]},
        call_c1={"phase": "waiting", "queue": "enterprise", "since": "3"},
    )
    assert kinds() == [("red", "nobody")]


def test_a_budget_that_will_soon_be_used_up_is_amber_and_one_below_zero_red():
    noted(*(answered(f"a{n}", NOW - 20 * HOUR + n * MINUTE, 5) for n in range(1000)))
    shown(**ON)
    calm = board.shown(NOW)["budget"]
    assert (calm.tone, calm.calls, calm.lasts) == ("calm", 50, None)
    noted(*(abandoned(f"b{n}", NOW - 20 * MINUTE + n * MINUTE / 2, 30) for n in range(30)))
    amber = board.shown(NOW)["budget"]
    assert (amber.tone, amber.calls) == ("amber", 21)  # 0.05 · 1030 - 30
    assert amber.lasts < figures.PACE
    noted(*(abandoned(f"c{n}", NOW - 5 * MINUTE + n * MINUTE / 10, 20) for n in range(40)))
    red = board.shown(NOW)["budget"]
    assert (red.tone, red.calls) == ("red", -17)  # 0.05 · 1070 - 70 = -16.5, towards the worse
    assert ("red", "budget") in kinds(NOW)


@pytest.mark.parametrize("who", ["duty_leader", "operator", "quality", "administrator"])
def test_the_hotline_sees_the_board_and_its_parts(who):
    make_city()
    browser = signed_in(who)
    text = browser.get("/wallboard/").content.decode()
    assert "24小时余量" in text and "最低的连续24小时" in text
    for part in ("now", "worst"):
        answer = browser.get(f"/wallboard/{part}/")
        assert answer.status_code == 200 and "<html" not in answer.content.decode()


def test_a_unit_does_not_see_the_board_and_a_visitor_signs_in_first(client):
    make_city()
    assert signed_in("heating").get("/wallboard/").status_code == 403
    assert client.get("/wallboard/now/").headers["Location"].startswith("/sign-in/")


def test_the_chart_has_a_table_and_nothing_on_the_page_is_about_a_person():
    make_city()
    now = timezone.now()
    noted(answered("a1", now - HOUR, 5))
    shown(call_c1={"phase": "waiting", "queue": "main", "caller": "138****0001", "since": "3"})
    text = signed_in("duty_leader").get("/wallboard/").content.decode()
    assert text.count('<th scope="row">') >= 48 and 'role="img"' in text
    assert "138" not in re.sub(r'="[^"]*"', "", text)
