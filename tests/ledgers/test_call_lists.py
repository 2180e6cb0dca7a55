# SPDX-License-Identifier: Apache-2.0
"""来话清单 Which calls of a day are found, and what stands beside each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.appeals import registered
from tests.office.spoken_calls import noted, recorded, sealed, talked
from yingda.ledgers import call_lists
from yingda.ledgers.calls import CallLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    talked("c1")
    talked("c2", 60, seat="2002", queue="enterprise")
    noted("90|c3|main|NONE|ENTERQUEUE||13800000003|1", "99|c3|main|NONE|ABANDON|1|1|9")
    begun = CallLine.objects.get(call_id="c1").begun_at
    return begun, begun + timedelta(days=1)


def found(rows):
    return sorted(row.call_id for row in rows)


@pytest.mark.parametrize(
    ("asked", "calls"),
    [
        ({}, ["c1", "c2", "c3"]),
        ({"queue": "main"}, ["c1", "c3"]),
        ({"seat": "2002"}, ["c2"]),
        ({"outcome": "abandoned"}, ["c3"]),
        ({"queue": "main", "outcome": "answered"}, ["c1"]),
    ],
)
def test_the_calls_of_a_day_are_narrowed_by_what_is_said(day, asked, calls):
    assert found(call_lists.of_day(*day, **asked)) == calls


def test_calls_of_another_day_are_not_in_it(day):
    begin, until = day
    assert found(call_lists.of_day(until, until + (until - begin))) == []


def test_a_case_leads_to_its_call_and_the_call_to_its_cases(day, tmp_path, settings):
    settings.STATE = tmp_path / "state"
    recorded(tmp_path / "recordings", "c1")
    sealed(tmp_path / "recordings")
    numbers = sorted(registered(call="c1") for _ in range(2))
    other = registered()
    assert found(call_lists.of_case(numbers[0])) == ["c1"]
    assert found(call_lists.of_case(other)) == []
    line = call_lists.shown(call_lists.of_case(numbers[0])).get()
    assert line.cases == numbers and line.recorded
    line = call_lists.one("a", "c1")
    assert [case["no"] for case in line.cases] == numbers


def test_what_is_kept_of_the_speech_is_said(day, tmp_path, settings):
    settings.STATE = tmp_path / "state"
    assert call_lists.sound("a", "c1") is None
    recorded(tmp_path / "recordings", "c1")
    sealed(tmp_path / "recordings", timezone.now())
    kept = call_lists.sound("a", "c1")
    assert kept.seconds == 3 and kept.heard == []
    assert not call_lists.one("a", "c1").transcribed


def test_an_id_says_whose_call_it_is():
    assert call_lists.switch_of("hotline-a-1795464483.0", "x") == "hotline-a"
    assert call_lists.switch_of("1795464483.0", "x") == "x"
