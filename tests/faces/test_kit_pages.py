# SPDX-License-Identifier: Apache-2.0
"""Pages that belong to no single face."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.faces.kit.duty import public
from yingda.faces.kit.middleware import MarkedViews
from yingda.office import notices
from yingda.roster.models import Officer

pytestmark = pytest.mark.django_db


def test_a_visitor_may_open_home_and_sign_in(client):
    assert client.get("/").status_code == 200
    assert client.get("/sign-in/").status_code == 200


def test_a_visitor_is_led_to_sign_in_from_the_pages_of_officers(client):
    assert client.get("/notices/").headers["Location"].startswith("/sign-in/")


def test_a_view_that_names_no_duty_is_refused(rf):
    def unmarked(request):
        return HttpResponse("open to all")

    guard = MarkedViews(unmarked)
    request = rf.get("/anything/")
    request.user = AnonymousUser()
    answer = guard.process_view(request, unmarked, (), {})
    assert answer is not None and answer.status_code == 403
    assert guard.process_view(request, public(unmarked), (), {}) is None


def test_nothing_foreign_may_be_loaded(client):
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy


def test_a_wrong_password_keeps_the_name_and_says_so(client):
    make_city()
    typed = {"username": "heating", "password": "wrong"}
    answer = client.post("/sign-in/", typed)
    assert answer.status_code == 422 and "heating" in answer.content.decode()


def test_signing_in_leads_back_to_the_page_that_was_wanted_but_never_elsewhere(client):
    make_city()
    typed = {"username": "heating", "password": "lantern-river-42"}
    answer = client.post("/sign-in/", typed | {"next": "/unit/all/"})
    assert answer.headers["Location"] == "/unit/all/"
    answer = client.post("/sign-in/", typed | {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_an_officer_off_duty_sees_nothing(client):
    make_city()
    browser = signed_in("heating")
    Officer.objects.filter(user__username="heating").update(active=False)
    assert browser.get("/unit/").status_code == 403


def test_every_part_stands_on_the_pattern_page():
    make_city()
    page = signed_in("quality").get("/kit/").content.decode()
    for part in ("limit--late", "tier--critical", "field--faulty", "refusal", "told__what"):
        assert part in page, part


def test_units_are_found_by_a_part_of_their_name():
    make_city()
    page = signed_in("dispatcher").get("/units/", {"dispatches-lead": "热力"}).content.decode()
    assert "热力公司｜heating" in page and "甲街道" not in page


def test_a_dead_letter_is_sent_again():
    make_city()
    appeals.registered()
    letter = notices.inbox(["dispatcher"]).model.objects.first()
    letter.state = letter.DEAD
    letter.save()
    browser = signed_in("administrator")
    assert "再发一次" in browser.get("/reports/dead-letters/").content.decode()
    browser.post("/reports/dead-letters/", {"notice": letter.id})
    letter.refresh_from_db()
    assert letter.state == letter.WAITING
