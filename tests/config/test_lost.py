# SPDX-License-Identifier: Apache-2.0
"""失联 A lost database is answered with "try again", and with nothing else."""

from django.db import OperationalError
from django.test import RequestFactory

from yingda.config.lost import fault


def answer(path, broken):
    try:
        raise broken
    except type(broken):
        return fault(RequestFactory().post(path))


def test_a_person_is_asked_to_try_again_and_told_that_nothing_was_accepted():
    told = answer("/appeal/", OperationalError("server closed the connection"))
    assert (told.status_code, told["Retry-After"]) == (503, "5")
    assert "尚未提交" in told.content.decode() and "server closed" not in told.content.decode()


def test_a_machine_gets_a_code():
    told = answer("/api/v1/appeals", OperationalError())
    assert told["Content-Type"] == "application/problem+json" and b"database_away" in told.content


def test_any_other_fault_says_no_more_than_that_it_is_one():
    told = answer("/appeal/", ValueError("a phone number"))
    assert told.status_code == 500 and b"phone" not in told.content
