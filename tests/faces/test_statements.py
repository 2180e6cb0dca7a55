# SPDX-License-Identifier: Apache-2.0
"""Pages that stay open all day take at most three statements, the one for who looks included,
whether there is one row or fifty."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from tests.office.spoken_calls import noted, talked
from yingda.flow import sign_in
from yingda.knowledge import entries
from yingda.ledgers import callers, present
from yingda.office import answering
from yingda.roster.models import DirectoryLine

pytestmark = pytest.mark.django_db
MOST = 3
SOME = re.compile(r"b-1|a-[12]|N1|unit=")  # names a call, an entry or a unit
NOW = {
    "operator": (
        "/desk/", "/desk/registrations/", "/desk/registrations/?call=b-1.1", "/desk/telephone/",
        "/desk/calls/b-1.1/", "/cases/{fresh}/", "/cases/{fresh}/answers/", "/calls/",
        "/calls/missed/", "/wallboard/", "/notices/", "/knowledge/", "/knowledge/beside/{fresh}/",
        "/knowledge/entries/N1/",
    ),
    "dispatcher": (
        "/dispatch/", "/dispatch/asked/", "/dispatch/overdue/", "/dispatch/all/",
        "/cases/{fresh}/", "/cases/{fresh}/triages/", "/cases/{graded}/",
        "/cases/{graded}/dispatches/", "/cases/{sent}/",
    ),
    "heating": (
        "/unit/", "/unit/all/", "/unit/copies/", "/cases/{sent}/", "/cases/{signed}/",
        "/cases/{signed}/replies/", "/units/?q=热",
    ),
    "reviewer": ("/dispatch/review/", "/cases/{replied}/"),
    "caller_back": (
        "/desk/follow-ups/", "/calls/missed/", "/cases/{accepted}/",
        "/cases/{accepted}/follow-ups/",
    ),
    "duty_leader": (
        "/dispatch/consulting/", "/desk/callers/", "/desk/helps/", "/desk/telephone/",
        "/wallboard/", "/wallboard/now/", "/wallboard/worst/", "/wallboard/seats/",
        "/wallboard/seats/now/", "/wallboard/log/", "/wallboard/incidents/",
        "/wallboard/exclusions/",
    ),
    "quality": (
        "/dispatch/overdue/", "/cases/{accepted}/", "/calls/", "/calls/a/a-1.1/",
        "/calls/a/a-2.1/", "/calls/of/a-1.1/", "/reports/hotspots/", "/reports/formula/",
        "/reports/formula/?unit=heating", "/reports/dead-letters/", "/knowledge/due/", "/laws/",
    ),
    "assessor": ("/reports/assessment/",),
}  # fmt: skip


def ago(hours: float):
    return timezone.now() - hours * appeals.HOUR


def cases(rows: int) -> dict[str, str]:
    """One case in each state and so many fresh ones about the same matter; their numbers."""
    for nth in range(rows):
        words = f"翡翠谷小区冬季采暖不热，只有十二度，第{nth}天了。"
        fresh = appeals.registered(
            ago(2), appeals.Told(phone="13900001111", words=words), title="翡翠谷采暖不热"
        )
        sent = appeals.dispatched(ago(5), title="翡翠谷采暖不热")
    graded = appeals.registered(ago(3), title="翡翠谷采暖不热")
    appeals.act(graded, appeals.TRIAGE, ago(2))
    signed, replied = (appeals.dispatched(ago(30)) for _ in "ab")
    for no in (signed, replied):
        appeals.act(no, sign_in.SignIn(by=appeals.CLERK), ago(28))
        appeals.act(no, appeals.CONTACT, ago(27))
    appeals.act(replied, appeals.replying(ago(5)), ago(4))
    accepted = appeals.accepted(ago(24 * 9))
    return {"fresh": fresh, "sent": sent, "graded": graded, "signed": signed,
            "replied": replied, "accepted": accepted}  # fmt: skip


def a_city(rows: int) -> dict[str, str]:
    make_city()
    DirectoryLine.objects.create(
        id="L-1", subject_id="010208", lead="heating", level="utility", legal_basis="供热办法",
        valid_from=date(2020, 1, 1), assisting=["bureau"],
    )  # fmt: skip
    said = {"question": "暖气不热找谁", "similar": [], "subject": "", "owner": "heating",
            "source": "供热办法", "valid_from": date(2026, 1, 1), "valid_until": None,
            "review_by": date(2099, 1, 1)}  # fmt: skip
    for nth in range(1, rows + 1):
        talked(f"a-1.{nth}", 10 * nth)
        noted(f"{9 * nth}|a-2.{nth}|main|NONE|ENTERQUEUE||13800000002|1",
              f"{9 * nth + 5}|a-2.{nth}|main|NONE|ABANDON|1|1|9")  # fmt: skip
        entries.write("N1", said | {"answer": f"第{nth}版"}, by="甲", at=timezone.now())
        entries.challenge("N1", nth, "不对", by="乙", at=timezone.now())
    present.take_seat("b", "1001", "operator", ["main"])
    answering.rang("b", "b-1.1", "13900001111", timezone.now())
    callers.at_seat("b", "b-1.1", "1001")
    return cases(rows)


@pytest.mark.parametrize("rows", [1, 50])
def test_no_page_takes_more_than_three_statements(rows, settings, tmp_path):
    settings.STATE = tmp_path / "state"
    nos, over = a_city(rows), []
    for who, addresses in NOW.items():
        browser = signed_in(who)
        for address in (one.format(**nos) for one in addresses):
            browser.get(address)  # the roster's names are read once a minute
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200, (who, address)
            if len(asked) > MOST:
                over.append((who, address, len(asked)))
    assert not over


def test_each_page_opens_on_the_first_day_before_there_is_any_case(settings, tmp_path):
    settings.STATE = tmp_path / "state"
    make_city()
    shut = []
    for who, addresses in NOW.items():
        browser = signed_in(who)
        empty = [one for one in addresses if "{" not in one and not SOME.search(one)]
        shut += [(who, one) for one in empty if browser.get(one).status_code != 200]
    assert not shut
