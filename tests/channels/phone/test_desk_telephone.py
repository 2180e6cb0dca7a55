# SPDX-License-Identifier: Apache-2.0
"""坐席台的电话 The telephone of a desk: the real switch, real callers, a real browser."""

import os
from typing import Any

import pytest
from django.conf import settings as city
from msgspec.structs import replace

from tests.channels.phone.at_the_desk import CHROMIUM, FLAGS, desks, listening, seated, soon
from tests.channels.phone.waiting import free
from tests.config.streaming import streaming
from tests.faces.people import make_city
from tests.faces.test_in_a_browser import DESK, enter
from yingda.channels.phone import seat
from yingda.channels.phone.ami import AmiRefused
from yingda.ledgers.cases import CaseLine
from yingda.ledgers.present import SeatPost
from yingda.ledgers.seat_orders import SeatOrder

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
]


@pytest.fixture
def browser(monkeypatch):
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def desk(switch, line, settings):
    settings.CITY = replace(city.CITY, phone=switch.plan)
    make_city()
    with desks(switch, settings):
        yield line


def test_a_call_rings_on_the_screen_is_answered_and_gives_two_cases(
    browser, desk, live_server, practice
):
    page, window = seated(browser, live_server.url, "operator", "1001")
    practice.calls(1, number=13800000123)
    page.wait_for_selector(".telephone[data-state=ringing]")
    assert page.inner_text("[data-caller]") == "138****0123"
    page.wait_for_selector(".caller")
    assert "请问有什么可以帮您" in page.inner_text(".caller__words")
    assert page.url.endswith("/desk/"), "nothing leads away from what the officer does"
    page.keyboard.press("F2")
    page.wait_for_selector(".telephone[data-state=talking]")
    assert soon(lambda: seat.line_of(desk, "1001").get("BridgeId"))
    page.keyboard.press("F6")
    page.wait_for_selector(".telephone[data-state=held]")
    page.keyboard.press("F6")
    page.wait_for_selector(".telephone[data-state=talking]")
    page.keyboard.press("F7")
    page.wait_for_selector("[data-do=mute][aria-pressed=true]")
    page.keyboard.press("Alt+7")
    page.wait_for_selector("[name=call]", state="attached")
    page.wait_for_selector(".telephone[data-state=talking]")
    written(page, "小区停暖三天")
    page.click("[name=another]")
    page.wait_for_selector(".messages .alert")
    written(page, "路灯不亮")
    page.click("form .btn-primary.btn-lg")
    page.wait_for_url("**/cases/**")
    lines = list(CaseLine.objects.all())
    assert len(lines) == 2 and len({one.call for one in lines}) == 1 and lines[0].call
    assert window.inner_text("[data-state]") == "通话中", "the talk goes on while pages change"
    page.wait_for_selector(".telephone[data-state=talking]")
    page.keyboard.press("F4")
    page.wait_for_selector(".telephone[data-state=paused]")
    assert "话后处理" in page.inner_text("[data-said-state]")
    page.wait_for_selector(".caller__written")
    page.keyboard.press("F8")
    page.wait_for_selector(".telephone[data-state=idle]")
    assert not page.query_selector(".caller")
    assert page.complaints == []


def written(page: Any, words: str) -> None:
    page.fill("[name=own_words]", words)
    page.fill("[name=title]", words)


def test_two_officers_do_not_take_one_seat_and_a_killed_browser_is_rung_no_more(
    browser, desk, live_server
):
    page, window = seated(browser, live_server.url, "operator", "1001")
    other = enter(browser, live_server.url, "caller_back", DESK)
    other.goto(f"{live_server.url}/desk/follow-ups/")
    other.wait_for_selector(".telephone__sign button")
    other.evaluate("document.querySelector('[name=seat]').innerHTML = '<option>1001'")
    other.click(".telephone__sign button")
    other.wait_for_selector("[data-said]:has-text('坐席 1001 已有人签入')")
    assert seat.now(desk, "1001").state == "idle"
    window.close()
    page.wait_for_selector(".telephone[data-state=away]")
    assert seat.now(desk, "1001").state == "away"
    page.wait_for_selector("[data-window]:visible")
    with page.expect_popup() as again:
        page.click("[data-window]")
    assert again.value.url.endswith("/desk/telephone/window/")
    page.wait_for_selector(".telephone[data-state=idle]")
    page.keyboard.press("Alt+8")
    page.wait_for_selector(".telephone[data-state=off]")
    assert not SeatPost.objects.exists() and seat.now(desk, "1001").queues == ()
    assert page.complaints == other.complaints == []


def test_an_abused_officer_is_joined_by_the_duty_leader(browser, desk, live_server, practice):
    page, _ = seated(browser, live_server.url, "operator", "1001")
    leader = enter(browser, live_server.url, "duty_leader", DESK)
    leader.goto(f"{live_server.url}/desk/")
    leader.select_option("[name=seat]", "1002")
    with leader.expect_popup():
        leader.click(".telephone__sign button")
    leader.wait_for_selector(".telephone[data-state=aside]")
    practice.calls(1, number=13800000124)
    page.wait_for_selector(".telephone[data-state=ringing]")
    page.keyboard.press("F2")
    page.wait_for_selector(".telephone[data-state=talking]")
    page.keyboard.press("Alt+9")
    page.click("text=请值班长接入")
    page.wait_for_selector(".caller__warning")
    leader.click("[data-order=join]")
    leader.wait_for_selector(".telephone[data-state=talking]")
    assert soon(lambda: [r for r in seat.lines(desk) if r.get("Application") == "ChanSpy"])
    (joined,) = SeatOrder.objects.filter(act="join")
    assert (joined.by, joined.seat, joined.why) == ("duty_leader", "1001", "辱骂")
    assert page.complaints == leader.complaints == []


def test_a_talk_is_handed_to_another_seat_whose_screen_then_shows_the_caller(
    browser, desk, live_server, practice
):
    first, _ = seated(browser, live_server.url, "operator", "1001")
    second, other = seated(
        browser, live_server.url, "caller_back", "1002", page="/desk/follow-ups/"
    )
    second.keyboard.press("F9")
    second.wait_for_selector(".telephone[data-state=paused]")
    practice.calls(1, number=13800000125)
    first.wait_for_selector(".telephone[data-state=ringing]")
    first.keyboard.press("F2")
    first.wait_for_selector(".telephone[data-state=talking]")
    first.fill("[data-to]", "1002")
    first.keyboard.press("Alt+1")
    second.wait_for_selector(".telephone[data-state=ringing]")
    second.keyboard.press("F2")
    second.wait_for_selector(".telephone[data-state=talking]")
    second.wait_for_selector(".caller")
    assert second.inner_text("[data-caller]") == "138****0125"
    first.wait_for_selector(".telephone[data-state=paused]")
    second.keyboard.press("F4")
    second.wait_for_selector(".telephone[data-state=paused]")
    assert first.complaints == second.complaints == []


def test_another_is_consulted_taken_back_and_a_third_joins_and_keys_are_heard(
    browser, desk, live_server, practice, switch
):
    page, window = seated(browser, live_server.url, "operator", "1001")
    host, _, port = switch.plan.seats[1].at.rpartition(":")
    practice.phones(host, int(port), rings=0.1)
    practice.calls(1, number=13800000126)
    page.wait_for_selector(".telephone[data-state=ringing]")
    page.keyboard.press("F2")
    page.wait_for_selector(".telephone[data-state=talking]")
    page.keyboard.press("Alt+5")
    window.click("[data-digit='5']")
    assert any(e.get("Digit") == "5" for e in desk.events(5) if e["Event"] == "DTMFEnd")
    page.keyboard.press("Alt+2")
    page.wait_for_selector("[data-said]:has-text('请先填写坐席号或电话号码')")
    page.fill("[data-to]", "2002")
    page.keyboard.press("Alt+2")
    assert soon(lambda: any(r["Channel"].startswith("PJSIP/2002-") for r in seat.lines(desk)))
    assert soon(lambda: not page.input_value("[data-to]"))
    page.keyboard.press("Alt+4")
    assert soon(lambda: not any(r["Channel"].startswith("PJSIP/2002-") for r in seat.lines(desk)))
    page.fill("[data-to]", "2003")
    page.keyboard.press("Alt+3")
    assert soon(lambda: [room["Parties"] for room in rooms(desk)] == ["3"])
    page.wait_for_selector(".telephone[data-state=talking]")
    assert page.complaints == []


def rooms(line: Any) -> list[Any]:
    try:
        return line.rows("ConfbridgeListRooms")
    except AmiRefused:
        return []


def test_a_stream_that_was_away_comes_back_with_the_whole_state(
    browser, switch, line, live_server, settings, practice
):
    settings.CITY = replace(city.CITY, phone=switch.plan)
    make_city()
    settings.PHONE, port = True, free("127.0.0.1")
    settings.LIVE = f"http://localhost:{port}/live/"
    with listening(switch):
        with streaming(port):
            page, _ = seated(browser, live_server.url, "operator", "1001")
        page.wait_for_selector("[data-said]:has-text('实时信息中断')")
        seat.pause(line, "1001", "会议")
        with streaming(port):
            page.wait_for_selector("[data-said-state]:has-text('示忙：会议')")
            page.keyboard.press("F8")
            page.wait_for_selector(".telephone[data-state=idle]")
            practice.calls(1, number=13800000127)
            page.wait_for_selector(".telephone[data-state=ringing]")
            assert page.inner_text("[data-said]") == ""
