# SPDX-License-Identifier: Apache-2.0
"""Advice beside the reply: in place, in both languages, for the unit's own clerk only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.record.models import Entry

pytestmark = pytest.mark.django_db
WORDS = "我家暖气三天不热了。请问什么时候派人来修暖气？能否退还采暖费？"


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()


@pytest.fixture
def no():
    told = appeals.Told(name="欧阳测试", phone="13900001111", words=WORDS)
    at = timezone.now() - timedelta(hours=2)
    no = appeals.registered(at, told=told)
    appeals.act(no, appeals.TRIAGE, at + timedelta(minutes=5))
    appeals.act(no, appeals.sending(), at + timedelta(minutes=9))
    return no


def advice(who, no, **typed):
    return who.post(f"/cases/{no}/advice/", {f"replies-{k}": v for k, v in typed.items()})


def test_what_is_typed_is_advised_on_with_its_words_and_nothing_is_kept(no):
    before = Entry.objects.count()
    page = advice(signed_in("heating"), no, found="难道是我们让锅炉坏的？", done="会尽快修。")
    said = page.content.decode()
    assert "<q>尽快</q>" in said and "反问" in said and Entry.objects.count() == before


def test_a_request_that_the_reply_forgets_is_shown(no):
    said = advice(signed_in("heating"), no, done="维修员明天上午九点来修暖气。").content.decode()
    assert "退还采暖费" in said and "派人来修" not in said


def test_an_empty_form_gets_no_advice(no):
    assert not advice(signed_in("heating"), no, found=" ").content.decode().strip()


def test_the_advice_is_in_the_language_of_the_officer(no):
    clerk = signed_in("heating")
    clerk.cookies["django_language"] = "en"
    assert "rhetorical question" in advice(clerk, no, found="难道怪我们？").content.decode()


def test_another_unit_and_another_duty_get_none(no):
    assert advice(signed_in("bureau"), no, found="甲").status_code == 404
    assert advice(signed_in("operator"), no, found="甲").status_code == 403


def test_the_reply_form_asks_for_advice_while_one_types(no):
    clerk = signed_in("heating")
    clerk.post(f"/cases/{no}/sign-ins/", {"seen": "", "key": "k"})
    shape = {"replies-outcome": "resolved", "shape": "1"}
    page = clerk.post(f"/cases/{no}/replies/", shape).content.decode()
    assert f'hx-post="/cases/{no}/advice/"' in page
