# SPDX-License-Identifier: Apache-2.0
"""苗头 What came more often than usual, counted from the ledgers."""

from datetime import date, datetime, timedelta

import pytest

from tests.office import appeals
from yingda.flow.case import Place
from yingda.flow.limits import ZONE, day
from yingda.ledgers import rising
from yingda.ledgers.alike import AlikeLine
from yingda.ledgers.rising import RisingLine

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 20, 18, 0, tzinfo=ZONE)
ON = day(NOW)


def came(days_ago, n=1, **more):
    return [appeals.registered(NOW - timedelta(days=days_ago), **more) for _each in range(n)]


def test_a_subject_is_counted_at_its_street_and_in_all_of_its_district():
    came(1, 2), came(20, 1)
    came(2, 1, place=Place(district="110105", street="110105027"))
    found = {(c.district, c.street): (c.cases, c.before) for c in rising.at_places(ON, 2)}
    assert found == {("110105", "110105026"): (2, 1), ("110105", ""): (3, 1)}


def test_a_matter_is_counted_by_the_cases_that_tell_of_it():
    nos = came(1, 3)
    AlikeLine.objects.filter(case_no__in=nos).update(matter=nos[0])
    (found,) = rising.told_by_many(NOW, 3)
    assert (found.key, found.cases, found.before) == (f"m:{nos[0]}", 3, 0)
    assert rising.told_by_many(NOW, 4) == []


def counted(**more):
    plain = {"key": "s:010208:110105", "kind": "place", "subject": "010208", "district": "110105",
             "cases": 6, "before": 1, "began_on": ON}  # fmt: skip
    return rising.Counted(**(plain | more))


def test_the_day_on_which_a_matter_was_first_seen_stays_while_it_rises():
    rising.keep([(counted(), 0.3, 1e-6)], ON)
    rising.keep([(counted(cases=9), 0.3, 1e-9)], ON + timedelta(days=1))
    line = RisingLine.objects.get()
    assert (line.cases, line.first_on, line.last_on) == (9, ON, ON + timedelta(days=1))


def test_a_matter_that_was_quiet_for_long_is_first_seen_anew():
    rising.keep([(counted(), 0.3, 1e-6)], ON)
    later = ON + timedelta(days=40)
    rising.keep([(counted(began_on=later), 0.3, 1e-6)], later)
    assert RisingLine.objects.get().first_on == later


def test_what_no_longer_rises_is_not_shown_and_the_least_accidental_comes_first():
    rising.keep([(counted(), 0.3, 1e-6), (counted(key="s:2"), 0.3, 1e-9)], ON)
    assert [line.key for line in rising.now_rising(ON)] == ["s:2", "s:010208:110105"]
    assert not rising.now_rising(date(2026, 4, 30))


def test_the_cases_of_a_matter_are_listed_newest_first(django_assert_num_queries):
    old, new = came(3)[0], came(1)[0]
    AlikeLine.objects.update(matter=old)
    rising.keep([(counted(), 0.3, 1e-6), (counted(key="m:1", kind="matter", matter=old), 0.1, 0.0)],
                ON)  # fmt: skip
    rows = list(rising.now_rising(ON))
    with django_assert_num_queries(1):
        found = rising.cases_of(rows)
    for key in ("s:010208:110105", "m:1"):
        assert [one.case_no for one in found[key]] == [new, old]
    assert found["m:1"][0].title == "暖气不热"
