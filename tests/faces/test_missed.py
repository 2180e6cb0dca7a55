# SPDX-License-Identifier: Apache-2.0
"""漏接回拨 The list of missed callers: once each, masked, rung back from one's own seat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from yingda.channels.phone import call_backs as rung
from yingda.faces.calls import call_backs
from yingda.ledgers import missed, present
from yingda.ledgers.calls import CallLine
from yingda.ledgers.missed import TryLine
from yingda.ledgers.seat_orders import SeatOrder
from yingda.record import sealing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()


@pytest.fixture
def gave_up(settings):
    def make(no, minutes=10, caller="13800000001", why=""):
        at = timezone.now() - timedelta(minutes=minutes)
        box = sealing.sealed(settings.SEALING_KEYS, f"hotline-a:{no}:tail", caller[-4:])
        return CallLine.objects.create(
            switch="hotline-a", call_id=no, kind="inbound", offered=True, number="12345", seat="",
            caller=sealing.hashed(settings.RECORD_KEY, "phone", caller), queue="main", tail=box,
            begun_at=at, last_at=at, decided_at=at + timedelta(seconds=31), phase="queue",
            outcome="left" if why else "abandoned", why=why, exact=True, rung_in_vain=0, rating="",
            doubt="", facts="[]",
        )  # fmt: skip

    return make


def page(who="operator", address="/calls/missed/"):
    return signed_in(who).get(address).content.decode()


def ring(who="operator", call="hotline-a-17.1"):
    return signed_in(who).post("/calls/missed/call-backs/", {"call": call})


def test_a_person_stands_once_with_calls_wait_and_masked_number(gave_up):
    gave_up("hotline-a-17.1", 30)
    gave_up("hotline-a-17.2", 10)
    gave_up("hotline-a-18.1", 5, "13800000002", why="key")
    said = page()
    for words in ("****0001", "打来2次，最长等31秒", "要求回拨", "今日漏接 2 人", "综合"):
        assert words in said
    assert said.count("missed-line__number") == 2
    assert "1380000" not in said
    assert said.index("****0002") < said.index("****0001"), "who asked for it comes first"


def test_the_list_costs_the_same_however_long(gave_up, django_assert_max_num_queries):
    for n in range(20):
        gave_up(f"hotline-a-17.{n}", n, f"138000000{n:02d}")
    browser = signed_in("operator")
    browser.get("/calls/missed/")
    with django_assert_max_num_queries(4):
        browser.get("/calls/missed/")


def test_a_long_list_goes_on(gave_up, monkeypatch):
    monkeypatch.setattr(call_backs, "SIZE", 3)
    for n in range(7):
        gave_up(f"hotline-a-17.{n}", 10 + n, f"138000000{n:02d}")
    browser, seen, address = signed_in("operator"), [], "/calls/missed/"
    while address:
        shown = browser.get(address).context
        seen += [row.person.call_id for row in shown["rows"]]
        address = (
            f"/calls/missed/?after={shown['more']}".replace("+", "%2B") if shown["more"] else ""
        )
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    "after", ["x", "1~2~3~4", "0~0~2026-01-01~a", "0~99999~2026-01-01T00:00+08:00~"]
)
def test_an_address_that_makes_no_sense_begins_at_the_beginning(gave_up, after):
    gave_up("hotline-a-17.1")
    answer = signed_in("operator").get("/calls/missed/", {"after": after})
    assert len(answer.context["rows"]) == 1


def test_an_officer_without_a_seat_is_told_to_sign_on(gave_up):
    gave_up("hotline-a-17.1")
    answer = ring()
    assert answer.status_code == 422 and "请先签入" in answer.content.decode()
    assert not TryLine.objects.exists()


def test_a_person_is_rung_from_the_officers_own_seat_and_by_nobody_else_meanwhile(gave_up):
    gave_up("hotline-a-17.1")
    present.take_seat("hotline-a", "1001", "operator", ["main"])
    present.take_seat("hotline-a", "1002", "caller_back", ["main"])
    assert ring().status_code == 303
    order = SeatOrder.objects.get()
    assert (order.act, order.seat, order.to) == ("call_back", "1001", "hotline-a-17.1")
    assert "正在回拨" in page()
    assert ring("caller_back").status_code == 422
    missed.end_try("hotline-a-17.1", "busy", timezone.now())
    assert "已拨1/3次" in page()
    missed.end_try("hotline-a-17.1", "busy", timezone.now())
    assert ring("caller_back").status_code == 303
    assert rung.RESULTS["ANSWER"] == "reached"


def test_who_is_not_on_the_list_cannot_be_rung_by_their_call(gave_up):
    present.take_seat("hotline-a", "1001", "operator", ["main"])
    for call in ("", "hotline-a-99.9", "13800000001"):
        assert ring(call=call).status_code == 422
    assert not SeatOrder.objects.exists()


@pytest.mark.parametrize("who", ["heating", "quality", "assessor", "administrator"])
def test_the_list_is_closed_to_those_who_do_not_ring(gave_up, who):
    assert signed_in(who).get("/calls/missed/").status_code == 403
    assert ring(who).status_code == 403


def test_the_list_renews_itself_as_a_part(gave_up):
    gave_up("hotline-a-17.1")
    part = signed_in("operator").get("/calls/missed/", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode() and "****0001" in part.content.decode()


def test_the_page_of_a_missed_call_says_how_often_the_person_was_rung_back(gave_up):
    line = gave_up("hotline-a-17.1")
    person = missed.of_call(line.call_id, line.begun_at - timedelta(hours=1), timezone.now())
    assert "未拨出" not in page("quality", "/calls/hotline-a/hotline-a-17.1/")
    for result in ("lost", "no_answer"):
        missed.begin_try(person, "1001", timezone.now())
        missed.end_try(line.call_id, result, timezone.now())
    said = page("quality", "/calls/hotline-a/hotline-a-17.1/")
    assert "未拨出" in said and "无人接听" in said and "坐席1001" in said


def test_an_order_to_ring_back_is_a_try_like_any_other(gave_up):
    gave_up("hotline-a-17.1")
    present.take_seat("hotline-a", "1001", "operator", ["main"])
    asked = {"act": "call_back", "to": "hotline-a-17.1"}
    assert signed_in("operator").post("/desk/orders/", asked).status_code == 202
    assert TryLine.objects.get().seat == "1001"
    again = signed_in("operator").post("/desk/orders/", asked)
    assert again.status_code == 422 and "正在回拨" in again.json()["words"]
    nobody = signed_in("operator").post("/desk/orders/", asked | {"to": "hotline-a-17.6"})
    assert nobody.status_code == 422 and SeatOrder.objects.count() == 1
