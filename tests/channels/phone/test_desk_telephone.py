# SPDX-License-Identifier: Apache-2.0
"""坐席台的电话 The telephone of a desk: the real switch, real callers, a real browser."""

import os
from typing import Any

import pytest
from django.conf import settings as city
from msgspec.structs import replace

from tests.channels.phone.at_the_desk import CHROMIUM, FLAGS, desks, seated, soon
from tests.faces.people import make_city
from yingda.channels.phone import seat
from yingda.ledgers.cases import CaseLine

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
