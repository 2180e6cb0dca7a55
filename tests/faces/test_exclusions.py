# SPDX-License-Identifier: Apache-2.0
"""来话剔除 One asks, another sees what it would change and decides; both figures stay."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.faces.calls import abandoned, answered, noted
from tests.faces.people import make_city, signed_in
from yingda.faces.wallboard import board, worst
from yingda.ledgers.calls import SetAside
from yingda.ledgers.set_aside import SetAsideAsked

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def city():
    worst.forget()
    with translation.override("zh-hans"):
        make_city()
        yield
    worst.forget()


@pytest.fixture
def outage():
    """Twenty hours of calls; for one hour a trunk was out and half of them were lost."""
    now = timezone.now()
    begin = now - 26 * 60 * MINUTE
    said = [answered(f"a{n}", begin + n * 5 * MINUTE, 5) for n in range(300)]
    said += [abandoned(f"b{n}", now - 180 * MINUTE + n * MINUTE, 20) for n in range(60)]
    noted(*said)
    return now - 181 * MINUTE, now - 120 * MINUTE


def ask(browser, begins, until, **more):
    local = [timezone.localtime(at).strftime("%Y-%m-%dT%H:%M") for at in (begins, until)]
    form = {"begins": local[0], "until": local[1], "reason": "trunk_outage", "grounds": "故障单"}
    return browser.post("/wallboard/exclusions/", form | more)


def test_another_person_sees_what_it_would_change_and_approves(outage):
    assert ask(signed_in("duty_leader"), *outage).status_code == 303
    asked = SetAsideAsked.objects.get()
    own = signed_in("duty_leader").get("/wallboard/exclusions/").content.decode()
    assert "须由另一人批准" in own and 'name="approve"' not in own
    assessor = signed_in("assessor")
    page = assessor.get("/wallboard/exclusions/").content.decode()
    assert "没有接听 60 通" in page and "变为 100.0%" in page
    answer = assessor.post(f"/wallboard/exclusions/{asked.id}/", {"approve": "1", "note": ""})
    assert answer.status_code == 303
    assert SetAside.objects.get().approved_by == "某assessor"
    low = board.lowest(timezone.now())["worst"]
    assert (low.value, low.aside[0][0]) == ("100.0%", "中继中断")
    assert low.whole != low.value, "the figure with them is shown all the same"
    page = assessor.get("/wallboard/exclusions/").content.decode()
    assert low.whole in page and "已剔除" in page


def test_nobody_approves_what_they_asked_for_and_what_was_typed_is_kept(outage):
    leader = signed_in("duty_leader")
    ask(leader, *outage)
    asked = SetAsideAsked.objects.get()
    answer = leader.post(f"/wallboard/exclusions/{asked.id}/", {"approve": "1", "note": "同意"})
    assert answer.status_code == 422
    assert "申请人与批准人不得为同一人" in answer.content.decode()
    assert not SetAside.objects.exists()
    answer = signed_in("assessor").post(f"/wallboard/exclusions/{asked.id}/", {"refuse": "1"})
    assert answer.status_code == 422 and "不同意须写明理由" in answer.content.decode()


def test_a_refused_request_says_what_is_wrong_and_keeps_what_was_typed(outage):
    answer = ask(signed_in("operator"), outage[1], outage[0], grounds="运营商来函")
    assert answer.status_code == 422
    assert "止时须晚于起时" in answer.content.decode()
    assert "运营商来函" in answer.content.decode()


def test_the_reasons_come_from_the_books(outage):
    page = signed_in("operator").get("/wallboard/exclusions/").content.decode()
    for reason in ("交换机故障", "中继中断", "运营商故障", "停电", "演练"):
        assert reason in page


def test_an_operator_may_ask_and_not_decide(outage):
    operator = signed_in("operator")
    assert ask(operator, *outage).status_code == 303
    asked = SetAsideAsked.objects.get()
    answer = operator.post(f"/wallboard/exclusions/{asked.id}/", {"approve": "1"})
    assert answer.status_code == 403
    assert signed_in("heating").get("/wallboard/exclusions/").status_code == 403
