# SPDX-License-Identifier: Apache-2.0
"""计量 The readings page: every clause of the standard, for those who watch over it."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from yingda.office import standard_in_force
from yingda.roster.models import Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(client):
    def sign_in(*duties):
        user = User.objects.create_user("-".join(duties), password="x")
        Officer.objects.create(user=user, name="考评员", duties=list(duties))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def own_language():
    """The language of a request outlives it in this thread."""
    with translation.override("zh-hans"):
        yield


def test_every_clause_stands_on_the_page(signed):
    text = signed("assessor").get("/readings/").content.decode()
    for clause in standard_in_force().clauses(date.today()):
        assert clause.key in text, clause.key


def test_a_clause_without_a_figure_says_why(signed):
    text = signed("quality").get("/readings/").content.decode()
    assert "电话接入后计量" in text


def test_a_clerk_of_a_unit_may_not_see_it(signed):
    assert signed("clerk").get("/readings/").status_code == 403


def test_a_visitor_is_led_to_sign_in(client):
    assert client.get("/readings/").headers["Location"].startswith("/sign-in/")


def test_nothing_on_the_page_carries_its_own_style_or_script(signed):
    text = signed("assessor").get("/readings/").content.decode()
    assert not re.search(r"\sstyle=|<style|<script>", text)


@pytest.mark.parametrize("asked", ["2026-03-01", "yesterday", "9999-12-31", "0001-01-01", ""])
def test_any_day_may_be_asked_for(signed, asked):
    assert signed("assessor").get("/readings/", {"on": asked, "unit": "none"}).status_code == 200


def test_an_earlier_day_is_read_by_the_books_of_that_day(signed):
    text = signed("assessor").get("/readings/", {"on": "2019-05-01"}).content.decode()
    assert "demo-city:sign_in" in text
    assert "beijing-regulation-2021:15" not in text


def test_the_page_asks_each_ledger_once(signed, django_assert_max_num_queries):
    client = signed("assessor")
    client.get("/readings/")
    with django_assert_max_num_queries(11):
        client.get("/readings/")


def test_the_page_speaks_english_to_those_who_do(signed):
    page = signed("assessor").get("/readings/", headers={"accept-language": "en"})
    text = page.content.decode()
    assert "Units sign in in time" in text
    assert "signed in in time 0 ÷ to be signed in 0" in text
    assert "nothing to count yet" in text
