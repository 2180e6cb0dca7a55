# SPDX-License-Identifier: Apache-2.0
"""编号 Numbers: drawn in blocks, never given twice, right by their check digit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.office.appeals import BEGIN
from yingda.flow.number import heard
from yingda.office import numbers


@pytest.mark.django_db
def test_numbers_are_drawn_fifty_at_a_time_and_never_twice():
    numbers.forget()
    with CaptureQueriesContext(connection) as asked:
        drawn = [numbers.draw(BEGIN) for _ in range(100)]
    assert len(set(drawn)) == 100 and len(asked) == 2


@pytest.mark.django_db
def test_a_number_says_its_day_and_can_be_heard():
    no = numbers.draw(BEGIN)
    assert no.startswith("260304") and heard(no) == no


@pytest.mark.django_db(transaction=True)
def test_threads_that_draw_at_once_never_get_the_same():
    def draw(_):
        try:
            return [numbers.draw(BEGIN) for _ in range(80)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        drawn = [no for group in pool.map(draw, range(4)) for no in group]
    assert len(set(drawn)) == len(drawn) == 320


@pytest.mark.django_db
def test_what_is_left_of_a_block_can_be_given_up():
    first = numbers.draw(BEGIN)
    numbers.forget()
    assert int(numbers.draw(BEGIN)[6:12]) > int(first[6:12])
