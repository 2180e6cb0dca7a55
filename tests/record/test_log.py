# SPDX-License-Identifier: Apache-2.0
"""案卷 Reading the record: one statement, pages by key, shares that together are everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.appeals import BEGIN, closed, registered
from yingda import flow
from yingda.record import log

pytestmark = pytest.mark.django_db


def test_a_case_and_its_first_answer_are_one_statement():
    no = closed()
    with CaptureQueriesContext(connection) as asked:
        past = log.read(no, "nobody:1")
    assert len(asked) == 1 and past.answered is None
    assert flow.fold(past.events).seen == len(past.events) == 8
    assert log.read("2603040000000") == log.Past([], b"\0" * 32)


def test_pages_are_all_cases_once_in_order():
    numbers = sorted(registered() for _ in range(23))
    pages = list(log.pages(5))
    assert [no for page in pages for no in page] == numbers
    assert max(map(len, pages)) == 5


def test_the_shares_of_several_processes_are_together_everything():
    numbers = {registered() for _ in range(40)}
    shares = [{no for page in log.pages(3, share=n, shares=3) for no in page} for n in range(3)]
    assert set.union(*shares) == numbers and sum(map(len, shares)) == len(numbers)


def test_a_case_that_comes_meanwhile_moves_no_other_out_of_its_share():
    """One process has read its first page when a case is entered before all others."""
    numbers = {registered() for _ in range(40)}
    first = log.pages(7, share=0, shares=2)
    found = set(next(first))
    early = registered(at=BEGIN.replace(year=2020))
    second = {no for page in log.pages(7, share=1, shares=2) for no in page}
    found |= {no for page in first for no in page} | second
    assert numbers <= found <= numbers | {early}


def test_many_cases_are_one_statement():
    numbers = [closed(), registered()]
    with CaptureQueriesContext(connection) as asked:
        every = log.read_many(numbers)
    assert len(asked) == 1 and [len(every[no]) for no in numbers] == [8, 1]
