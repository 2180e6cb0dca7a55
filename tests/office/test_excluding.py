# SPDX-License-Identifier: Apache-2.0
"""来话剔除 One asks, another decides, and only then is anything set aside."""

from datetime import UTC, datetime, timedelta

import pytest

from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import set_aside
from yingda.ledgers.calls import SetAside
from yingda.office import excluding

pytestmark = pytest.mark.django_db
NOW, HOUR = datetime(2026, 11, 26, 2, tzinfo=UTC), timedelta(hours=1)
ZHAO = Person("赵小禾", "operator", code="operator1")
CHU = Person("褚怀瑾", "duty_leader", code="leader1")
WEI = Person("卫长风", "duty_leader", code="leader2")
WANG = Person("王春来", "clerk", code="heating")


def asked(by=CHU, **more):
    given = {
        "begins": NOW - 2 * HOUR, "until": NOW - HOUR, "reason": "trunk_outage",
        "grounds": "运营商故障单2611-7",
    }  # fmt: skip
    return excluding.ask(**(given | more), by=by, now=NOW)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": WANG}, "not_their_duty"),
        ({"reason": "bad_day"}, "unknown_reason"),
        ({"grounds": " "}, "no_grounds"),
        ({"until": NOW - 3 * HOUR}, "no_time"),
        ({"until": NOW + HOUR}, "not_over"),
    ],
)
def test_what_cannot_be_asked_is_refused(more, code):
    made = asked(**more)
    assert isinstance(made, Refusal) and made.code == code


def test_nothing_is_set_aside_before_another_person_has_approved():
    one = asked()
    assert not SetAside.objects.exists()
    assert excluding.decide(one.id, True, CHU, "", NOW).code == "same_person"
    assert excluding.decide(one.id, True, ZHAO, "", NOW).code == "not_their_duty"
    assert not SetAside.objects.exists()
    done = excluding.decide(one.id, True, WEI, "", NOW)
    assert done.approved and done.decided_name == "卫长风"
    kept = SetAside.objects.get()
    assert (kept.asked_by, kept.approved_by, kept.reason) == ("褚怀瑾", "卫长风", "trunk_outage")
    assert excluding.decide(one.id, False, WEI, "重复", NOW).code == "decided"


def test_a_refusal_says_why_and_sets_nothing_aside():
    one = asked(by=ZHAO)
    assert excluding.decide(one.id, False, CHU, " ", NOW).code == "no_reason"
    done = excluding.decide(one.id, False, CHU, "依据不足", NOW)
    assert (done.approved, done.note) == (False, "依据不足")
    assert not SetAside.objects.exists() and not set_aside.waiting().exists()
