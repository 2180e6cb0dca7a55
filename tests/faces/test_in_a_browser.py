# SPDX-License-Identifier: Apache-2.0
"""One case through the screens in a real browser: signed in, replied to, accepted."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.faces.people import make_city
from tests.office import appeals
from yingda import office
from yingda.flow import handle, sign_in
from yingda.flow.case import Stage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1366, "height": 768}
WAIT = 20_000


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Chromium without a head; Django's check for async is off, since Playwright runs a loop."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def enter(browser: Any, address: str, who: str, size: dict[str, int]) -> Any:
    """A page signed in as `who`; anything the browser complains about fails the test."""
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.set_default_timeout(WAIT)
    page.complaints = []
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.on("console", lambda m: page.complaints.append(m.text) if "Security" in m.text else None)
    page.goto(f"{address}/sign-in/")
    page.fill("#id_username", who)
    page.fill("#id_password", "lantern-river-42")
    page.click(".sign-in button")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


def overflows(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_clerk_signs_in_and_replies_and_a_reviewer_accepts(browser, live_server, size):
    make_city()
    now = timezone.now()
    no = appeals.dispatched(now - 5 * appeals.HOUR)
    clerk = enter(browser, live_server.url, "heating", size)
    clerk.click(f".case-line__title[href='/cases/{no}/']")
    clerk.click(".act__send")
    clerk.wait_for_selector(".messages .alert")
    appeals.act(no, CONTACT, timezone.now())
    clerk.goto(f"{live_server.url}/cases/{no}/replies/")
    clerk.select_option("select[name=replies-outcome]", "resolved")
    clerk.fill("textarea[name=replies-found]", "阀门结垢")
    assert not overflows(clerk)
    clerk.click(".act__send")
    clerk.wait_for_selector(".refusal")
    assert clerk.input_value("textarea[name=replies-found]") == "阀门结垢"
    for name in ("done", "facts", "measures"):
        if clerk.locator(f"textarea[name=replies-{name}]").is_visible():
            clerk.fill(f"textarea[name=replies-{name}]", "已清洗")
    clerk.fill("input[name=replies-told_at]", timezone.localtime().strftime("%Y-%m-%dT%H:%M"))
    clerk.fill("input[name=replies-told_way]", "电话")
    clerk.click(".act__send")
    clerk.wait_for_selector(".messages .alert")
    reviewer = enter(browser, live_server.url, "reviewer", size)
    reviewer.click(f".case-line__title[href='/cases/{no}/']")
    assert not overflows(reviewer)
    reviewer.click(".act__send")
    reviewer.wait_for_selector(".messages .alert")
    story = office.read(no)
    assert story and story.case.stage is Stage.ACCEPTED
    assert clerk.complaints == reviewer.complaints == []


def test_what_was_typed_is_still_there_after_the_page_was_left(browser, live_server):
    make_city()
    now = timezone.now()
    no = appeals.dispatched(now - 5 * appeals.HOUR)
    appeals.act(no, sign_in.SignIn(by=appeals.CLERK), now - 4 * appeals.HOUR)
    clerk = enter(browser, live_server.url, "heating", DESK)
    clerk.goto(f"{live_server.url}/cases/{no}/progress/")
    clerk.fill("textarea[name=progress-words]", "正在等配件")
    clerk.goto(f"{live_server.url}/unit/")
    clerk.goto(f"{live_server.url}/cases/{no}/progress/")
    assert clerk.input_value("textarea[name=progress-words]") == "正在等配件"
    clerk.click(".act__send")
    clerk.wait_for_selector(".messages .alert")
    clerk.goto(f"{live_server.url}/cases/{no}/progress/")
    assert clerk.input_value("textarea[name=progress-words]") == ""


CONTACT = handle.Contact(by=appeals.CLERK, way="电话", reached=True, heard="尽快")
