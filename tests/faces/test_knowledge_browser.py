# SPDX-License-Identifier: Apache-2.0
"""The knowledge base in a real browser: found while typing, and put into the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.faces.people import make_city
from tests.faces.test_in_a_browser import DESK, PHONE, browser, enter, overflows, pytestmark
from tests.knowledge import law_files
from tests.office import appeals
from yingda.config import demo_knowledge
from yingda.knowledge import load_laws

__all__ = ["browser", "pytestmark"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_operator_finds_an_answer_while_typing_and_answers_with_it(browser, live_server, size):
    make_city()
    demo_knowledge.load()
    no = appeals.registered(timezone.now() - timedelta(minutes=5))
    page = enter(browser, live_server.url, "operator", size)
    page.goto(f"{live_server.url}/cases/{no}/answers/")
    page.locator("#know-q").press_sequentially("暖气片冰凉", delay=20)
    page.click(".know-hit:first-child a.btn")
    page.wait_for_selector("[name=answers-entry][value='D-002']")
    assert "阀门" in page.input_value("[name=answers-told]")
    assert not overflows(page) and not page.complaints


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_entry_and_a_law_are_read_without_scrolling_sideways(
    browser, live_server, size, tmp_path
):
    make_city()
    demo_knowledge.load()
    load_laws.load(law_files.lay(tmp_path))
    page = enter(browser, live_server.url, "quality", size)
    for path in (
        "/knowledge/entries/D-003/",
        "/knowledge/due/",
        "/knowledge/new/",
        "/laws/?q=停水",
    ):
        page.goto(live_server.url + path)
        assert not overflows(page)
    page.goto(f"{live_server.url}/laws/cited/?title=示范供水条例&article=3#")
    page.wait_for_selector(".law-article")
    assert not overflows(page) and not page.complaints
