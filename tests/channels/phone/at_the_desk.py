# SPDX-License-Identifier: Apache-2.0
"""A desk as it is: web, live stream, switch, listener and orderly, with officers in Chromium."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from tests.channels.phone.waiting import until
from tests.config.streaming import streaming
from tests.faces.test_in_a_browser import DESK, enter
from yingda.channels.phone import orderly
from yingda.channels.phone.listen import Listener
from yingda.channels.phone.switch import Switch

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip


@contextmanager
def listening(switch: Switch) -> Iterator[None]:
    """The listener and the orderly, as `listen_phone` runs them."""
    over = threading.Event()

    def listen() -> None:
        listener = Listener(switch, reads=False)
        try:
            while not over.is_set():
                over.wait(listener.one_round())
        finally:
            listener.close()
            connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    with orderly.standing(switch):
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(10)


@contextmanager
def desks(switch: Switch, settings: Any) -> Iterator[None]:
    """All that a desk needs beside the web server of the test."""
    with streaming() as port, listening(switch):
        settings.PHONE = True
        settings.LIVE = f"http://localhost:{port}/live/"
        yield


def seated(
    browser: Any, address: str, who: str, seat: str, size: Any = DESK, page: str = "/desk/"
) -> tuple[Any, Any]:
    """An officer who has signed on to a seat in the browser and is ready: page and telephone."""
    where, page = page, enter(browser, address, who, size)
    page.goto(address + where)
    page.select_option("[name=seat]", seat)
    with page.expect_popup() as opened:
        page.click(".telephone__sign button")
    window = opened.value
    window.wait_for_selector("[data-handset] [data-state]:has-text('已就绪')")
    page.wait_for_selector(".telephone[data-state=paused]")
    page.keyboard.press("F8")
    page.wait_for_selector(".telephone[data-state=idle]")
    return page, window


def soon(seen: Any, within: float = 10) -> bool:
    return until(seen, within)
