# SPDX-License-Identifier: Apache-2.0
"""归并 Cases of one matter are gathered behind the acts, and what rises is noted."""

from datetime import datetime, timedelta

import pytest

from tests.office.appeals import HOUR, Told, registered
from yingda.flow.case import Stage
from yingda.flow.limits import ZONE, day
from yingda.ledgers import rising
from yingda.ledgers.alike import AlikeLine
from yingda.ledgers.cases import CaseLine
from yingda.office import gathering

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 18, 0, tzinfo=ZONE)
TOLD = (
    "翡翠谷小区北侧的搅拌站每天夜里轰鸣到凌晨三点，灰尘很大。",
    "投诉翡翠谷北侧搅拌站，夜里轰鸣，一家人睡不好，灰尘落满阳台。",
    "翡翠谷旁边的搅拌站夜里又轰鸣，孩子要考试，灰尘也大。",
    "又是翡翠谷搅拌站，夜里轰鸣，灰尘呛人，谁来管管。",
)


def came(words, hours, title="翡翠谷搅拌站夜间轰鸣"):
    return registered(NOW - hours * HOUR, told=Told(phone="13900001111", words=words), title=title)


def matters():
    return dict(AlikeLine.objects.values_list("case_no", "matter"))


def test_what_several_tell_is_one_matter_named_after_its_first_case():
    nos = [came(words, 20 - nth) for nth, words in enumerate(TOLD)]
    other = came("路灯坏了三天没人修，老人摔倒了。", 1, title="路灯不亮")
    assert gathering.gather(NOW) == 5
    assert matters() == dict.fromkeys(nos, nos[0]) | {other: other}
    assert gathering.gather(NOW) == 0


def test_gathering_merges_nothing_by_itself():
    nos = [came(words, 20 - nth) for nth, words in enumerate(TOLD)]
    gathering.gather(NOW)
    lines = CaseLine.objects.filter(case_no__in=nos)
    assert {line.stage for line in lines} == {Stage.REGISTERED}


def test_a_matter_of_two_months_ago_is_another_one():
    old = came(TOLD[0], 24 * 70)
    new = came(TOLD[1], 1)
    gathering.gather(NOW)
    assert matters() == {old: old, new: new}


def test_four_of_one_matter_in_a_week_rise_with_what_was_usual():
    for nth, words in enumerate(TOLD):
        came(words, 20 - nth)
    gathering.gather(NOW)
    assert gathering.look(NOW) == 1
    (line,) = rising.now_rising(day(NOW))
    assert line.kind == "matter" and line.cases == 4
    assert line.usual < 0.1 and line.chance < 1e-3


def test_five_of_one_subject_at_one_place_rise_too():
    for nth in range(5):
        came(f"第{nth}户暖气不热", 20 - nth, title="暖气不热")
    gathering.look(NOW)
    kinds = {(line.kind, line.street) for line in rising.now_rising(day(NOW))}
    assert kinds == {("place", "110105026")}


def test_what_comes_as_often_as_always_does_not_rise():
    for week in range(9):
        for nth in range(5):
            came(f"第{nth}户暖气不热", week * 168 + nth, title="暖气不热")
    assert gathering.look(NOW) == 0


def test_a_round_of_the_watcher_gathers_and_looks_every_ten_minutes():
    gathering._looked.clear()
    for nth, words in enumerate(TOLD):
        came(words, 20 - nth)
    gathering.keep_up(NOW)
    first = rising.RisingLine.objects.get()
    rising.RisingLine.objects.all().delete()
    gathering.keep_up(NOW + timedelta(minutes=5))
    assert not rising.RisingLine.objects.exists()
    gathering.keep_up(NOW + timedelta(minutes=11))
    assert rising.RisingLine.objects.get().key == first.key
