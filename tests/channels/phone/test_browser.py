# SPDX-License-Identifier: Apache-2.0
"""A seat in the browser: who may be one, and what becomes of it when the browser is killed."""

import time

import pytest

from tests.channels.phone.browser import Browser
from tests.channels.phone.waiting import until
from yingda.channels.phone import configuration, seat


@pytest.fixture
def password(switch):
    return configuration.seat_password(switch.key, switch.plan.switch, "1001")


@pytest.mark.parametrize("secure", [False, True])
def test_a_browser_registers_and_its_seat_may_be_rung(switch, line, password, secure):
    plan, trusted = switch.plan, str(switch.folder / "keys/switch.crt")
    port = plan.wss if secure else plan.web
    browser = Browser(port, "1001", password, trusted if secure else "")
    assert browser.register() == 200
    seat.sign_on(line, "1001", ["main"])
    assert until(lambda: seat.now(line, "1001").state == "idle")
    browser.kill()


def test_a_browser_with_a_wrong_word_is_no_seat(switch, line):
    browser = Browser(switch.plan.web, "1001", "wrong")
    assert browser.register() == 401
    browser.kill()


def test_a_browser_that_is_killed_takes_no_more_calls(switch, line, password):
    browser = Browser(switch.plan.web, "1001", password)
    assert browser.register() == 200
    seat.sign_on(line, "1001", ["main"])
    assert until(lambda: seat.now(line, "1001").state == "idle")
    begun = time.monotonic()
    browser.kill()
    assert until(lambda: seat.now(line, "1001").state == "away")
    print(f"away after {time.monotonic() - begun:.3f} s")
