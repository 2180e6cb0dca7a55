# SPDX-License-Identifier: Apache-2.0
"""突发事件 What lasts is said, what is over is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from yingda.ledgers import incidents
from yingda.ledgers.incidents import IncidentLine

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, 2, tzinfo=UTC)


def line(title, **more):
    given = {"declared_by": "leader1", "declared_name": "褚", "declared_at": NOW}
    return IncidentLine.objects.create(title=title, **(given | more))


def test_only_incidents_that_last_are_announced():
    line("停水", queues=["main", "enterprise"], announcement="南苑路停水")
    line("停电", queues=["language"], announcement="停电", ended_at=NOW)
    line("大雪", queues=["language"])
    assert incidents.announced() == {"main": "南苑路停水", "enterprise": "南苑路停水"}
    assert [one.title for one in incidents.going_on()] == ["大雪", "停水"]


def test_every_wording_is_kept_with_who_and_when():
    storm = line("暴雨", status="道路积水")
    incidents.say(storm, "declared", "leader1", "褚", NOW)
    storm.status = "水已退"
    incidents.say(storm, "said", "leader2", "卫", NOW + timedelta(hours=1))
    kept = [(said.what, said.status, said.name) for said in incidents.history(storm.id)]
    assert kept == [("declared", "道路积水", "褚"), ("said", "水已退", "卫")]
