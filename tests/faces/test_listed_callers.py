# SPDX-License-Identifier: Apache-2.0
"""来电名单 The page of the list: by its keepers only, and without a number in the open."""

import pytest

from tests.faces.people import make_city, signed_in
from yingda.ledgers.listed import ListedLine

pytestmark = pytest.mark.django_db
TYPED = {"number": "13800000001", "priority": "10", "queue": "language", "why": "独居老人"}


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()


def test_a_caller_is_put_on_the_list_and_taken_off():
    browser = signed_in("duty_leader")
    assert browser.post("/desk/callers/", TYPED).status_code == 303
    page = browser.get("/desk/callers/").content.decode()
    assert "****0001" in page and "13800000001" not in page and "方言与外语" in page
    line = ListedLine.objects.get()
    browser.post("/desk/callers/", {"end": str(line.id)})
    assert "名单是空的" in browser.get("/desk/callers/").content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost():
    answer = signed_in("administrator").post("/desk/callers/", TYPED | {"why": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "请写明列入名单的理由" in page and "13800000001" in page


def test_an_operator_does_not_keep_the_list():
    assert signed_in("operator").get("/desk/callers/").status_code == 403


def test_the_list_costs_the_same_however_long(django_assert_max_num_queries):
    browser = signed_in("duty_leader")
    for n in range(60):
        browser.post("/desk/callers/", TYPED | {"number": f"138000010{n:02}"})
    with django_assert_max_num_queries(3):
        page = browser.get("/desk/callers/").content.decode()
    assert "****1059" in page and "****1005" not in page and "?before=" in page
