# SPDX-License-Identifier: Apache-2.0
"""大屏 The board in a real browser: it looks again by itself, and says when it cannot."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.faces.calls import answered, noted, shown
from tests.faces.people import make_city
from yingda.faces.wallboard import worst

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
]
SIZES = {"wall": (1920, 1080), "desk": (1366, 768), "phone": (390, 844)}
EVERY = 5_000
SEAT = {"state": "idle", "queues": ["main", "enterprise", "language"]}
HIDE = """hide => { Object.defineProperty(document, 'hidden', {value: hide, configurable: true});
  document.dispatchEvent(new Event('visibilitychange')); }"""


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Chromium without a head."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    worst.forget()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def board(browser, live_server):
    """Opens the board at a size; the clock of the page stands until it is moved on."""

    def opened(size: str = "desk") -> Any:
        width, height = SIZES[size]
        page = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN"
        ).new_page()
        page.set_default_timeout(20_000)
        page.complaints = []
        page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
        page.on(
            "console", lambda m: page.complaints.append(m.text) if "Security" in m.text else None
        )
        page.goto(f"{live_server.url}/sign-in/")
        page.fill("#id_username", "duty_leader")
        page.fill("#id_password", "lantern-river-42")
        page.click(".sign-in button")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        page.asked = []
        page.on("request", lambda r: page.asked.append(r.url) if r.url.endswith("/now/") else None)
        page.clock.install()
        page.goto(f"{live_server.url}/wallboard/")
        page.wait_for_selector("#wall-now")
        return page

    make_city()
    noted(answered("a1", timezone.now(), 5))
    shown(seat_1001=SEAT)
    return opened


def waits(page: Any) -> str:
    return str(page.locator(".tile__figure").first.inner_text())


def soon(page: Any, seen: Callable[[], bool]) -> bool:
    """Look until it is so, for ten seconds at most."""
    for _each in range(200):
        if seen():
            return True
        page.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("size", SIZES)
def test_the_board_looks_again_by_itself_and_fits_the_screen(board, size):
    page = board(size)
    assert waits(page).startswith("0")
    page.click("[data-keep=chart] summary")
    shown(seat_1001=SEAT, call_c1={"phase": "waiting", "queue": "main", "since": "3"})
    page.clock.run_for(EVERY + 500)
    assert soon(page, lambda: waits(page).startswith("1"))
    page.clock.run_for(500)
    assert page.locator("[data-keep=chart][open]").count() == 1, "what was opened stays open"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    shown(seat_1001=SEAT)
    page.clock.run_for(EVERY + 500)
    assert soon(page, lambda: waits(page).startswith("0")), "and again"
    assert page.complaints == []


def test_an_alarm_that_comes_is_read_aloud_once(board):
    page = board()
    shown(seat_1001=SEAT, heartbeat={"trunks": {"carrier-a": [30, 30]}})
    page.clock.run_for(EVERY + 500)
    said = page.locator("[data-say][role=status]")
    assert soon(page, lambda: "中继 carrier-a 已满" in said.inner_text())
    page.evaluate("document.querySelector('[data-say]').firstChild.marked = true")
    page.clock.run_for(EVERY + 500)
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('[data-say]').firstChild.marked"), "once"


def test_a_page_that_nobody_sees_asks_nothing_until_it_is_seen_again(board):
    page = board()
    page.evaluate(HIDE, True)
    page.clock.run_for(20 * EVERY)
    assert page.asked == []
    page.evaluate(HIDE, False)
    page.wait_for_timeout(500)
    assert len(page.asked) == 1


def test_it_says_since_when_it_cannot_look_and_asks_less_and_less(board):
    page = board()
    page.context.route("**/wallboard/now/", lambda route: route.abort())
    for _each in range(40):
        page.clock.run_for(EVERY)
        page.wait_for_timeout(20)
    assert 4 <= len(page.asked) <= 9, "5, 10, 20, 40, 60, 60 … seconds, not forty times"
    assert page.locator("[data-lost]").is_visible()
    assert page.locator("[data-lost-since]").inner_text().count(":") == 2
    page.context.unroute("**/wallboard/now/")
    page.clock.run_for(61_000)
    assert soon(page, lambda: not page.locator("[data-lost]").is_visible())


def test_a_session_that_has_ended_leads_to_the_sign_in_page(board):
    page = board()
    page.context.clear_cookies()
    page.clock.run_for(EVERY + 500)
    page.wait_for_url("**/sign-in/?next=/wallboard/")
