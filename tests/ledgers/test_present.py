# SPDX-License-Identifier: Apache-2.0
"""现况 What a switch shows now is shown once, told at once, and forgotten when it is over."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from yingda.ledgers import present


@pytest.mark.django_db
def test_what_changes_is_shown_and_what_is_over_is_gone():
    present.show("a", {("seat", "2001"): {"state": "idle"}, ("call", "c1"): {"phase": "waiting"}})
    present.show("a", {("seat", "2001"): {"state": "talking"}, ("call", "c1"): None})
    assert [line.state for line in present.shown("seat")] == [{"state": "talking"}]
    assert present.shown("call") == []


@pytest.mark.django_db
def test_after_a_reconnect_only_what_the_switch_says_is_shown():
    present.show("a", {("call", "c1"): {}, ("call", "c2"): {}})
    present.show("b", {("call", "c1"): {}})
    present.show_all("a", {("call", "c2"): {"phase": "up"}})
    assert [(line.switch, line.name) for line in present.shown("call")] == [
        ("a", "c2"),
        ("b", "c1"),
    ]


@pytest.mark.django_db
def test_a_switch_that_says_nothing_for_long_is_stale():
    present.show("a", {("switch", "a"): {"up": True}})
    now = timezone.now()
    assert present.stale(now, 10) == []
    assert present.stale(now + timedelta(seconds=11), 10) == ["a"]
    present.show("a", {("switch", "a"): {"up": False}})
    assert present.stale(timezone.now(), 10) == ["a"]


@pytest.mark.django_db(transaction=True)
def test_a_change_is_told_to_whoever_listens():
    name = connection.settings_dict
    ears = psycopg.connect(
        host=name["HOST"], port=name["PORT"], user=name["USER"], password=name["PASSWORD"],
        dbname=name["NAME"], autocommit=True,
    )  # fmt: skip
    with ears:
        ears.execute(f"listen {present.TOLD_ON}")
        present.show("a", {("call", "c1"): {"phase": "ringing", "seat": "2001"}})
        (told,) = list(ears.notifies(timeout=5, stop_after=1))
    assert json.loads(told.payload) == {
        "switch": "a", "kind": "call", "name": "c1", "state": {"phase": "ringing", "seat": "2001"},
    }  # fmt: skip
