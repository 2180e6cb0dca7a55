# SPDX-License-Identifier: Apache-2.0
"""突发事件 One declaration; what is wrong with it is said before anyone hears it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.office import appeals
from yingda import hints
from yingda.flow.grammar import Person, Refusal
from yingda.ledgers import incidents as ledger
from yingda.office import hinting, incidents
from yingda.office.incidents import Declared

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)
LEADER = Person("褚怀瑾", "duty_leader", code="leader1")
OPERATOR = Person("赵小禾", "operator", code="operator1")


def declared(by=LEADER, **more):
    said = {"title": "供水管爆裂", "status": "正在抢修，预计十八点恢复"} | more
    return incidents.declare(Declared(**said), by, NOW)


def test_a_declaration_is_told_and_kept():
    line = declared(announcement=" 南苑路停水，\n正在抢修 ", queues=("main",), public=True)
    assert ledger.announced() == {"main": "南苑路停水， 正在抢修"}
    (said,) = ledger.history(line.id)
    assert (said.what, said.name, said.public) == ("declared", "褚怀瑾", True)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"status": ""}, "nothing_told"),
        ({"announcement": "停" * 61, "queues": ("main",)}, "too_long"),
        ({"announcement": "停水"}, "no_queue"),
        ({"announcement": "停水", "queues": ("none",)}, "unknown_queue"),
        ({"parent": "261126-000001-0"}, "no_such_case"),
        ({"signs": ("水",), "tier": "urgent"}, "bad_sign"),
        ({"signs": ("停水",)}, "no_tier"),
        ({"by": OPERATOR}, "not_their_duty"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said_first(more, code):
    made = declared(**more)
    assert isinstance(made, Refusal) and made.code == code
    assert not ledger.going_on().exists()


def test_a_parent_is_a_case_that_can_take_others_in():
    no = appeals.dispatched(timezone.now() - 5 * appeals.HOUR)
    line = declared(parent=f"{no[:6]}-{no[6:12]}-{no[12:]}")
    assert line.parent == no


def test_a_queue_says_one_thing_at_a_time():
    first = declared(announcement="停水", queues=("main",))
    second = declared(title="停电", announcement="停电", queues=("main", "enterprise"))
    assert isinstance(second, Refusal) and second.code == "queue_taken"
    incidents.end(first.id, LEADER, NOW)
    assert not isinstance(declared(title="停电", announcement="停电", queues=("main",)), Refusal)


def test_new_words_replace_the_old_ones_which_are_kept():
    line = declared(announcement="停水", queues=("main",))
    later = NOW + timedelta(hours=1)
    new = {"announcement": "已恢复供水", "status": "已恢复", "public": False}
    assert not isinstance(incidents.say(line.id, LEADER, later, **new), Refusal)
    assert ledger.announced() == {"main": "已恢复供水"}
    assert [said.announcement for said in ledger.history(line.id)] == ["停水", "已恢复供水"]
    long = new | {"announcement": "停" * 61}
    assert incidents.say(line.id, LEADER, later, **long).code == "too_long"


def test_an_incident_that_is_over_is_gone_from_everywhere_and_kept():
    line = declared(announcement="停水", queues=("main",), signs=("停水", "停水"), tier="urgent")
    assert [word.words for word in incidents.raised_words()] == ["停水"]
    assert incidents.end(line.id, OPERATOR, NOW).code == "not_their_duty"
    assert not isinstance(incidents.end(line.id, LEADER, NOW), Refusal)
    assert ledger.announced() == {} and incidents.raised_words() == ()
    assert [said.what for said in ledger.history(line.id)] == ["declared", "ended"]
    gone = {"announcement": "", "status": "再说", "public": False}
    assert incidents.say(line.id, LEADER, NOW, **gone).code == "no_such_incident"
    assert incidents.end(line.id, LEADER, NOW).code == "no_such_incident"


def test_an_appeal_that_names_it_is_raised_to_its_tier():
    by = hinting.by(NOW)
    text = "南苑路我们这栋楼爆管积水，请派人看看"
    before = hints.read("", text, by, NOW).tier
    declared(title="南苑路爆管", signs=("爆管",), tier="critical")
    after = hints.read("", text, hinting.by(NOW), NOW).tier
    assert before.raised_by == ""
    assert (after.tier, after.raised_by) == ("critical", "南苑路爆管")


def test_a_weather_warning_in_the_title_brings_its_own_words():
    declared(title="暴雨橙色预警", announcement="暴雨", queues=("main",))
    words = {word.words: word.tier for word in incidents.raised_words()}
    assert words["被困"] == "critical" and words["积水"] == "urgent"
