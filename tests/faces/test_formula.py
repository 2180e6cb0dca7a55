# SPDX-License-Identifier: Apache-2.0
"""The formula radar: shown to the author as they type, and to quality staff by unit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from msgspec.structs import replace

from tests.faces.people import make_city, signed_in
from tests.office import appeals

pytestmark = pytest.mark.django_db
SAME = (
    "经检修班到场查看，换热站一次网循环泵叶轮磨损，流量不足，已更换叶轮并重新调平楼内各环路的阀门。"
)


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()


def answered(days, found):
    at = timezone.now() - timedelta(days=days)
    no = appeals.dispatched(at)
    appeals.act(no, appeals.sign_in.SignIn(by=appeals.CLERK), at + 2 * appeals.HOUR)
    appeals.act(no, appeals.CONTACT, at + 3 * appeals.HOUR)
    reply = replace(
        appeals.replying(at + 20 * appeals.HOUR), found=found, done="", reason="", measures="",
        plan="", facts="", referred_to="", withdrawal="", plan_by=None,
    )  # fmt: skip
    appeals.act(no, replace(reply, done="已办"), at + appeals.DAY)
    return no


def test_quality_staff_see_answers_that_say_the_same_to_other_facts():
    first, second = answered(9, SAME), answered(5, SAME)
    answered(3, "管道接口渗漏，师傅用了两个小时换好接口，又把地面擦干，试水之后没有再漏。")
    staff = signed_in("quality")
    assert "热力公司" in staff.get("/reports/formula/").content.decode()
    said = staff.get("/reports/formula/?unit=heating").content.decode()
    assert f"/cases/{first}/" in said and f"/cases/{second}/" in said
    assert "最近3件答复中，有1对" in said


def test_units_do_not_see_the_radar_of_others():
    assert signed_in("heating").get("/reports/formula/").status_code == 403


def test_the_author_sees_which_answer_said_the_same_and_is_not_stopped():
    earlier = answered(9, SAME)
    at = timezone.now() - timedelta(hours=5)
    no = appeals.dispatched(at)
    typed = {"replies-found": SAME}
    said = signed_in("heating").post(f"/cases/{no}/advice/", typed).content.decode()
    assert "与另一件答复相同" in said
    assert earlier[:6] in said
    fresh = {
        "replies-found": "今天上午师傅到您家换了入户滤网，室温从十五度升到二十度，您在场签了字。"
    }
    again = signed_in("heating").post(f"/cases/{no}/advice/", fresh).content.decode()
    assert "与另一件答复相同" not in again
