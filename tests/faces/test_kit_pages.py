# SPDX-License-Identifier: Apache-2.0
"""Pages that belong to no single face."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.faces.kit.duty import public
from yingda.faces.kit.middleware import MarkedViews
from yingda.faces.kit.models import Tries
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


def test_a_password_cannot_be_guessed_and_the_right_one_waits_too(client):
    make_city()
    wrong = {"username": "heating", "password": "guess"}
    answers = [client.post("/sign-in/", wrong).status_code for _n in range(11)]
    assert answers == [422] * 10 + [429]
    right = wrong | {"password": "lantern-river-42"}
    answer = client.post("/sign-in/", right | {"username": "Heating "})
    assert answer.status_code == 429 and "次数过多" in answer.content.decode()
    assert client.post("/sign-in/", right | {"username": "town"}).status_code == 303
    elsewhere = client.post("/sign-in/", right, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 303, "another place is not barred by this one"
    said = str(list(Tries.objects.values()))
    assert "heating" not in said and "127.0.0.1" not in said


def test_guessing_one_name_from_everywhere_or_many_names_from_one_place_ends(client):
    make_city()
    wrong = {"username": "heating", "password": "guess"}
    codes = [
        client.post("/sign-in/", wrong, REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(51)
    ]
    assert codes == [422] * 50 + [429]
    many = [client.post("/sign-in/", wrong | {"username": f"n{n}"}) for n in range(101)]
    assert [a.status_code for a in many] == [422] * 100 + [429]


def test_the_right_password_never_uses_up_the_tries(client):
    make_city()
    right = {"username": "heating", "password": "lantern-river-42"}
    assert {client.post("/sign-in/", right).status_code for _n in range(12)} == {303}


def test_the_sign_in_of_the_administration_counts_too(client):
    make_city()
    wrong = {"username": "administrator", "password": "guess"}
    for _n in range(10):
        client.post("/admin/login/", wrong)
    right = wrong | {"password": "lantern-river-42"}
    assert client.post("/sign-in/", right).status_code == 429


def test_counters_that_no_longer_count_are_swept_up():
    old, new = (Tries(key=k, tries=9, since=timezone.now()) for k in ("s1", "s2"))
    old.since -= timedelta(days=2)
    Tries.objects.bulk_create([old, new])
    call_command("watch_limits", rounds=1)
    assert [t.key for t in Tries.objects.all()] == ["s2"]


def test_what_no_form_sends_is_refused_unread(client):
    assert client.get("/cases/%00/").status_code == 400
    assert client.get("/units/?lead=%00").status_code == 400
    huge = client.post("/appeal/", {"words": "x"}, headers={"Content-Length": str(10**9)})
    assert huge.status_code == 413 and "过大" in huge.content.decode()


def test_a_form_from_elsewhere_is_refused_in_chinese():
    answer = Client(enforce_csrf_checks=True).post("/appeal/", {"words": "x"})
    assert answer.status_code == 403 and "页面已过期" in answer.content.decode()


def test_the_bar_of_a_duty_leader_folds_what_is_looked_at_less_often():
    make_city()
    page = signed_in("duty_leader").get("/readings/").content.decode()
    bar, _, folded = page.partition('class="top__list"')
    assert 'href="/desk/"' in bar and 'href="/readings/"' not in bar
    assert 'href="/readings/" aria-current="page"' in folded
    assert '<summary class="top__item" aria-current="page">计量' in page


def test_a_short_bar_folds_nothing():
    make_city()
    assert "top__more" not in signed_in("heating").get("/unit/").content.decode()
