# SPDX-License-Identifier: Apache-2.0
"""演示诉求 A newcomer finds every step of the way on the desks of the demo people."""

import pytest

from yingda.config import demo, demo_appeals
from yingda.ledgers.models import CaseLine, ClockLine
from yingda.office import verifying

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    demo.prepare()
    return demo_appeals.load()


def test_the_demo_appeals_stand_at_every_step(loaded):
    stages = set(CaseLine.objects.values_list("stage", flat=True))
    steps = {"registered", "triaged", "dispatched", "signed_in", "replied", "accepted"}
    assert steps | {"followed_up", "closed", "diverted"} <= stages
    asks = set(CaseLine.objects.values_list("asks", flat=True))
    assert {"ruling", "extension", "exclusion"} <= asks
    assert ClockLine.objects.filter(paused=True).exists()
    assert list(verifying.faults()) == []


def test_they_are_told_once(loaded):
    assert loaded == CaseLine.objects.count()
    assert demo_appeals.load() == 0
