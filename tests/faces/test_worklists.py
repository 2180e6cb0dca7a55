# SPDX-License-Identifier: Apache-2.0
"""Lists by time left: who sees which, how they go on, and that their length costs no statement."""

import pytest
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.faces.kit import paging
from yingda.flow import assess, extend, sign_in
from yingda.ledgers.cases import CaseLine

pytestmark = pytest.mark.django_db
MOST = 3


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()


def hours_ago(n: float):
    return timezone.now() - n * appeals.HOUR


def copied(no: str, times: int) -> None:
    """More lines like that of the case `no`, with numbers of their own."""
    line = CaseLine.objects.get(case_no=no)
    rows = []
    for n in range(times):
        values = {f.attname: getattr(line, f.attname) for f in CaseLine._meta.concrete_fields}
        due = line.due_at + n * appeals.HOUR if line.due_at else None
        rows.append(CaseLine(**values | {"case_no": f"{n:013d}", "due_at": due}))
    CaseLine.objects.bulk_create(rows)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("operator", "/desk/"),
        ("dispatcher", "/dispatch/"),
        ("dispatcher", "/dispatch/asked/"),
        ("reviewer", "/dispatch/review/"),
        ("quality", "/dispatch/overdue/"),
        ("assessor", "/dispatch/all/"),
        ("heating", "/unit/"),
        ("heating", "/unit/all/"),
        ("gov", "/unit/copies/"),
        ("assessor", "/reports/assessment/"),
        ("administrator", "/reports/dead-letters/"),
    ],
)
def test_a_list_takes_three_statements_however_long(who, address, django_assert_max_num_queries):
    for _each in range(3):
        appeals.registered(hours_ago(1))
        appeals.dispatched(hours_ago(3))
    browser = signed_in(who)
    browser.get(address)  # the roster's names are read once a minute
    with django_assert_max_num_queries(MOST):
        assert browser.get(address).status_code == 200


def test_the_least_time_left_comes_first():
    late, soon = appeals.registered(hours_ago(20)), appeals.registered(hours_ago(1))
    page = signed_in("dispatcher").get("/dispatch/").content.decode()
    assert page.index(f"/cases/{late}/") < page.index(f"/cases/{soon}/")


def test_a_long_list_goes_on_without_losing_or_repeating_a_case():
    copied(appeals.registered(hours_ago(1)), 2 * paging.SIZE + 7)
    browser, seen, address = signed_in("dispatcher"), [], ""
    while True:
        page = browser.get(f"/dispatch/{address}").context["page"]
        seen += [line.case_no for line in page.lines]
        if not page.more:
            break
        address = page.more
    assert len(seen) == len(set(seen)) == 2 * paging.SIZE + 8


def test_an_address_of_a_page_that_makes_no_sense_begins_at_the_beginning():
    appeals.registered(hours_ago(1))
    for after in ("x", "nonsense~1", "2026-01-01~5", "~"):
        answer = signed_in("dispatcher").get("/dispatch/", {"after": after})
        assert answer.status_code == 200


def test_a_number_that_is_searched_for_leads_to_its_case():
    no = appeals.registered(hours_ago(1))
    spoken = f"{no[:6]} {no[6:12]} {no[12:]}"
    answer = signed_in("dispatcher").get("/dispatch/", {"q": spoken})
    assert answer.headers["Location"] == f"/cases/{no}/"


def test_the_lists_of_one_duty_are_closed_to_another():
    for who, address in (
        ("heating", "/dispatch/"), ("heating", "/dispatch/all/"), ("operator", "/dispatch/review/"),
        ("reviewer", "/reports/assessment/"), ("dispatcher", "/unit/"), ("clerk", "/desk/"),
    ):  # fmt: skip
        browser = signed_in("bureau" if who == "clerk" else who)
        assert browser.get(address).status_code == 403, (who, address)


def test_home_sends_each_officer_to_the_list_of_their_duty():
    homes = {"operator": "/desk/", "dispatcher": "/dispatch/", "reviewer": "/dispatch/review/",
             "caller_back": "/desk/follow-ups/", "heating": "/unit/",
             "assessor": "/reports/assessment/"}  # fmt: skip
    for who, address in homes.items():
        assert signed_in(who).get("/").headers["Location"] == address


def test_a_unit_sees_only_its_own_orders():
    mine = appeals.dispatched(hours_ago(2))
    other = appeals.registered(hours_ago(2))
    appeals.act(other, appeals.TRIAGE, hours_ago(1.5))
    appeals.act(other, appeals.sending(appeals.TOWN), hours_ago(1))
    page = signed_in("heating").get("/unit/all/").content.decode()
    assert f"/cases/{mine}/" in page and f"/cases/{other}/" not in page


def test_what_a_unit_asks_for_stands_on_the_list_of_those_who_decide():
    no = appeals.dispatched(hours_ago(3))
    appeals.act(no, sign_in.SignIn(by=appeals.CLERK), hours_ago(2))
    ask = extend.AskExtension(
        by=appeals.CLERK, reason="缺件", basis="条例",
        until=CaseLine.objects.get(case_no=no).due_at + 9 * appeals.DAY,
    )  # fmt: skip
    appeals.act(no, ask, hours_ago(1))
    assert f"/cases/{no}/" in signed_in("dispatcher").get("/dispatch/asked/").content.decode()


def test_an_exclusion_waits_for_the_assessor():
    no = appeals.dispatched(hours_ago(3))
    appeals.act(no, sign_in.SignIn(by=appeals.CLERK), hours_ago(2))
    asked = assess.AskExclusion(by=appeals.CLERK, reason="untrue", grounds="与事实不符")
    appeals.act(no, asked, hours_ago(1))
    page = signed_in("assessor").get("/reports/assessment/").content.decode()
    assert f"/cases/{no}/" in page


def test_an_accepted_reply_waits_for_the_caller_back():
    no = appeals.accepted(hours_ago(24 * 9))
    page = signed_in("caller_back").get("/desk/follow-ups/").content.decode()
    assert f"/cases/{no}/follow-ups/" in page


def test_an_operator_registers_an_appeal_and_the_person_is_sealed():
    operator = signed_in("operator")
    page = operator.get("/desk/registrations/")
    said = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    typed = {"key": page.context["key"], "channel": "phone", "title": "路灯不亮", "said_at": said,
             "nature": "help", "subject": "010208", "place_0": "110105026", "place_1": "路口",
             "name": "欧阳测试", "phone": "13900001111", "own_words": "路口的灯不亮",
             "wants_reply": "on"}  # fmt: skip
    for _twice in range(2):
        answer = operator.post("/desk/registrations/", typed)
        assert answer.status_code == 303, answer.content.decode()
    line = CaseLine.objects.get()
    assert line.street == "110105026" and line.title == "路灯不亮"
    found = operator.post("/desk/earlier/", {"who": "139 0000 1111"}).content.decode()
    assert f"/cases/{line.case_no}/" in found


def test_a_registration_that_lacks_something_keeps_what_was_typed():
    typed = {"channel": "phone", "title": "", "own_words": "楼道灯不亮", "phone": "13900001111"}
    answer = signed_in("operator").post("/desk/registrations/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "楼道灯不亮" in page and "13900001111" in page


def test_notices_are_listed_and_marked_as_read():
    from yingda.office import notices

    appeals.dispatched(hours_ago(2))
    notices.deliver_inside([])
    heating = signed_in("heating")
    assert heating.get("/notices/").context["unread"] == 1
    heating.post("/notices/")
    assert heating.get("/notices/").context["unread"] == 0


def test_hotspots_stand_beside_the_week_before():
    appeals.registered(hours_ago(1))
    page = signed_in("assessor").get("/reports/hotspots/")
    assert "冬季采暖" in page.content.decode()
