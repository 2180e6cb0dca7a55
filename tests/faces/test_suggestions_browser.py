# SPDX-License-Identifier: Apache-2.0
"""Suggestions in a real browser: they come while one types, are taken by one key, and neither move
the field nor take the keyboard."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.faces.people import make_city
from tests.faces.test_in_a_browser import DESK, PHONE, enter, overflows
from tests.office import appeals
from yingda.ledgers.suggestions import SuggestionLine

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
]
COLD = (
    "样街道翡翠谷小区冬季采暖温度只有十二度，老人孩子都感冒了，希望尽快处理。昨天物业把总阀也关了。"
)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def shot(page: Any, name: str) -> None:
    """A picture for people, where a folder for it is named."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=False)


def top_of(page: Any, selector: str) -> float:
    return float(page.evaluate(f"document.querySelector('{selector}').getBoundingClientRect().top"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_operator_takes_a_suggestion_by_one_key_and_goes_on_typing(browser, live_server, size):
    make_city()
    who = appeals.Told(phone="13900001111", words="翡翠谷小区冬季采暖不热，只有十二度。")
    appeals.registered(timezone.now() - 30 * appeals.HOUR, told=who, title="翡翠谷小区采暖不热")
    page = enter(browser, live_server.url, "operator", size)
    page.goto(f"{live_server.url}/desk/registrations/")
    page.click("#id_own_words")
    before = top_of(page, "#id_own_words")
    page.keyboard.insert_text(COLD)
    page.wait_for_selector("[data-take-key]")
    shot(page, f"desk-{size['width']}")
    assert abs(top_of(page, "#id_own_words") - before) < 1
    assert page.evaluate("document.activeElement.id") == "id_own_words"
    assert not overflows(page)
    key = page.get_attribute("[data-take*=id_subject]", "data-take-key")
    page.keyboard.press(f"Alt+{key}")
    assert page.input_value("#id_subject") == "010208"
    assert page.evaluate("document.activeElement.id") == "id_own_words"
    page.keyboard.insert_text("电话里说的。")
    assert page.input_value("#id_own_words").endswith("电话里说的。")
    page.wait_for_selector(".hint--taken")
    shot(page, f"desk-taken-{size['width']}")
    page.fill("#id_title", "采暖不热"), page.fill("#id_phone", "13900002222")
    page.fill("#id_name", "欧阳测试"), page.select_option("#id_nature", "help")
    page.select_option("#id_place_0", "110105026")
    page.wait_for_timeout(900)
    page.click("button.btn-lg:not([name])")
    page.wait_for_url("**/cases/*/")
    line = SuggestionLine.objects.get(of="subject")
    assert (line.chosen, line.taken) == ("010208", True)
    assert page.complaints == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_facts_stand_beside_their_fields_and_are_taken_by_their_keys(browser, live_server, size):
    make_city()
    page = enter(browser, live_server.url, "operator", size)
    page.goto(f"{live_server.url}/desk/registrations/")
    page.click("#id_own_words")
    places = {of: top_of(page, f"#{of}") for of in ("id_title", "id_happened", "id_party")}
    page.keyboard.insert_text(
        "昨晚十一点多样街道阳光小区停水，三十多户没水，投诉城东物业服务有限公司不通知。"
    )
    page.wait_for_selector("[data-hinted=party] [data-take-key]")
    shot(page, f"facts-{size['width']}")
    assert all(abs(top_of(page, f"#{of}") - top) < 1 for of, top in places.items())
    for key in "SQAW":
        page.keyboard.press(f"Alt+{key}")
    assert page.input_value("#id_scale") == "三十多户"
    assert page.input_value("#id_party") == "城东物业服务有限公司"
    assert page.input_value("#id_place_1") == "阳光小区"
    assert page.input_value("#id_happened").startswith("昨晚十一点多（")
    assert page.evaluate("document.activeElement.id") == "id_own_words"
    page.wait_for_selector(".field__hinted button", state="detached")
    page.wait_for_timeout(700)
    shot(page, f"facts-taken-{size['width']}")
    page.evaluate("document.querySelector('#id_party').scrollIntoView({block: 'center'})")
    shot(page, f"facts-below-{size['width']}")
    assert not overflows(page) and page.complaints == []


def test_a_dispatcher_takes_the_unit_by_one_key(browser, live_server):
    make_city()
    said = appeals.Told(phone="13900001111", words="翡翠谷小区冬季采暖不热，只有十二度。")
    no = appeals.registered(
        timezone.now() - 5 * appeals.HOUR, told=said, subject="", nature="", title="翡翠谷不热"
    )
    page = enter(browser, live_server.url, "dispatcher", DESK)
    page.goto(f"{live_server.url}/cases/{no}/")
    page.wait_for_selector(".hints--inside")
    shot(page, "triage-1366")
    page.keyboard.press("Alt+z")
    assert page.input_value("#id_triages-tier")
    appeals.act(no, appeals.TRIAGE, timezone.now())
    page.goto(f"{live_server.url}/cases/{no}/dispatches/")
    page.wait_for_selector(".hint--unsure [data-take]")
    shot(page, "dispatch-1366")
    page.click(".hint--unsure [data-take]")
    assert page.input_value("#id_dispatches-lead") == "区政府｜gov"
    assert page.complaints == [] and not overflows(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_citizen_is_helped_gently_and_fills_in_the_place_with_a_click(browser, live_server, size):
    make_city()
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.goto(f"{live_server.url}/appeal/")
    page.click("#id_words")
    page.keyboard.insert_text("样街道北边的路灯坏了三天没人修，老人出门看不见路。")
    page.wait_for_selector("[data-take*=id_street]")
    shot(page, f"portal-{size['width']}")
    assert page.evaluate("document.activeElement.id") == "id_words"
    page.click("[data-take*=id_street]")
    assert page.input_value("#id_district") == "110105"
    assert page.input_value("#id_street") == "110105026"
    assert not overflows(page)
