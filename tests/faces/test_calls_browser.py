# SPDX-License-Identifier: Apache-2.0
"""A recording played in a real browser: asked with a reason, drawn, played, sought in by keys."""

import pytest
from django.utils import timezone

from tests.faces.people import make_city
from tests.faces.test_in_a_browser import CHROMIUM, DESK, PHONE, WAIT, browser, enter, overflows
from tests.office.appeals import registered
from tests.office.spoken_calls import recorded, sealed, talked
from yingda.calls.speech import Said
from yingda.ledgers import present
from yingda.ledgers.calls import CallLine
from yingda.ledgers.recordings import HeardLine
from yingda.ledgers.seat_orders import SeatOrder
from yingda.office import transcribing

__all__ = ["browser"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
]
SAID = [
    Said(at=0.5, until=2, words="您好，请讲。", side="seat"),
    Said(at=12.5, until=16, words="我家暖气三天不热了。", side="caller"),
]
NOW = "document.querySelector('audio').currentTime"


@pytest.fixture
def call(tmp_path, settings):
    settings.STATE = tmp_path / "state"
    make_city()
    line = talked("a-17.1", rated="1")
    recorded(tmp_path / "recordings", "a-17.1", seconds=30)
    sealed(tmp_path / "recordings")
    transcribing.keep("a", "a-17.1", "engine", SAID, line.begun_at)
    return line


def waits(page, condition):
    """Look until it is so; the page's own policy forbids to let it look by itself."""
    for _ in range(WAIT // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(condition)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_recording_is_heard_with_a_reason_and_sought_in(browser, live_server, call, size):
    page = enter(browser, live_server.url, "quality", size)
    page.goto(f"{live_server.url}/calls/a/a-17.1/")
    assert not overflows(page)
    page.click(".hearing button")
    page.wait_for_selector(".refusal")
    page.fill("#hearing-reason", "核查市民投诉")
    page.click(".hearing button")
    page.wait_for_selector(".wave")
    waits(page, "document.querySelector('audio').readyState >= 1")
    assert abs(page.evaluate("document.querySelector('audio').duration") - 30) < 0.1
    assert not overflows(page)
    page.click("[data-play]")
    waits(page, f"{NOW} > 0.2")
    waits(page, "document.querySelector('[data-played]').getAttribute('width') > 2")
    page.click("[data-play]")
    box = page.locator(".wave").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 10)
    waits(page, f"Math.abs({NOW} - 15) < 0.5")
    page.keyboard.press("ArrowRight")
    waits(page, f"Math.abs({NOW} - 20) < 0.5")
    page.keyboard.press("Home")
    waits(page, f"{NOW} < 0.5")
    page.select_option("[data-speed]", "2")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 2
    page.click("[data-jump='12.5']")
    waits(page, f"Math.abs({NOW} - 12.5) < 0.5")
    page.focus(".wave")
    page.keyboard.press(" ")
    waits(page, f"{NOW} > 12.8")
    assert page.complaints == []
    assert [line.reason for line in HeardLine.objects.all()] == ["核查市民投诉"]


def test_the_recording_is_heard_on_the_page_of_the_case_as_well(browser, live_server, call):
    no = registered(call="a-17.1")
    page = enter(browser, live_server.url, "quality", DESK)
    page.goto(f"{live_server.url}/cases/{no}/")
    page.fill("#hearing-reason", "复核登记是否属实")
    page.click(".hearing button")
    page.wait_for_selector(".wave")
    page.click("[data-play]")
    waits(page, f"{NOW} > 0.2")
    assert page.complaints == [] and not overflows(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_one_key_rings_the_first_missed_caller_back(browser, live_server, size):
    make_city()
    now = timezone.now()
    CallLine.objects.create(
        switch="hotline-a", call_id="hotline-a-17.1", kind="inbound", offered=True, number="12345",
        caller="c" * 32, queue="main", begun_at=now, last_at=now, decided_at=now, seat="",
        phase="queue", outcome="abandoned", why="", exact=True, rung_in_vain=0, rating="", doubt="",
        facts="[]",
    )  # fmt: skip
    present.take_seat("hotline-a", "1001", "operator", ["main"])
    page = enter(browser, live_server.url, "operator", size)
    page.goto(f"{live_server.url}/calls/missed/")
    assert not overflows(page)
    page.keyboard.press("n")
    page.wait_for_selector(".messages .alert")
    assert page.locator(".missed-line__act").inner_text() == "正在回拨"
    assert page.complaints == []
    order = SeatOrder.objects.get()
    assert (order.act, order.seat, order.to) == ("call_back", "1001", "hotline-a-17.1")
