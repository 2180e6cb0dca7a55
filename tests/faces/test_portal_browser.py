# SPDX-License-Identifier: Apache-2.0
"""The public's way in a real browser on a telephone, with scripts and without."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from yingda.roster.models import Place

CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium here"),
]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Chromium without a window."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_appeal_is_written_and_added_to(
    browser: Browser, live_server: Any, scripts: bool
) -> None:
    above = Place.objects.create(code="110105", name="样区", kind="district")
    Place.objects.create(code="110105001", name="样街道", kind="street", parent=above)
    size = {"width": 390, "height": 844}
    page = browser.new_context(
        viewport=size, locale="zh-CN", java_script_enabled=scripts
    ).new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{live_server.url}/")
    page.click("text=写诉求")
    page.fill("#id_words", "小区北门的路灯不亮")
    page.click(".portal__send")
    assert page.locator("#id_phone[aria-invalid=true]").count() == 1
    assert page.input_value("#id_words") == "小区北门的路灯不亮"
    page.select_option("#id_district", "110105")
    page.select_option("#id_street", "110105001")
    page.fill("#id_phone", "13800001234")
    page.check("#id_agreed")
    page.click(".portal__send")
    page.wait_for_url("**/appeal/sent/")
    page.click("text=查看或补充这件诉求")
    page.click("#supplement summary")
    page.fill("#supplement_words", "又坏了一盏")
    page.click("#supplement button")
    page.wait_for_selector(".done")
    wide = page.evaluate("document.documentElement.scrollWidth") if scripts else size["width"]
    assert wide <= size["width"] and faults == []
