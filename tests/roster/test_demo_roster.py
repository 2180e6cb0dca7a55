# SPDX-License-Identifier: Apache-2.0
"""演示名录 The roster that is shipped with the demo city."""

from datetime import date
from pathlib import Path

import pytest

from yingda.roster.directory import propose
from yingda.roster.load import load
from yingda.roster.models import DirectoryLine, Duty, Officer, Place, Unit

DEMO = Path(__file__).parents[2] / "demo" / "roster"
DAY = date(2026, 1, 15)


@pytest.fixture
def beijing(db):
    assert load(DEMO).faults == ()


def test_it_is_whole_and_loading_it_twice_changes_nothing(beijing):
    assert not load(DEMO).changed_anything
    assert Place.objects.filter(kind="district").count() == 16
    assert Place.objects.filter(kind="street").count() == 349
    assert Unit.objects.filter(level="subdistrict").count() == 349
    assert not Unit.objects.filter(level="community").exists()
    matters = DirectoryLine.objects.filter(subject__level=3).values("subject").distinct()
    assert matters.count() >= 150
    held = {duty for officer in Officer.objects.all() for duty in officer.duties}
    assert held == set(Duty.values)


def test_every_matter_finds_a_lead_at_every_place(beijing):
    matters = DirectoryLine.objects.values_list("subject", flat=True).distinct()
    for subject in matters:
        for street in ("110105026", "110119001", "110115403"):
            said = propose(subject, "", street, DAY)
            assert said is not None and said.line, (subject, street)


@pytest.mark.parametrize(
    ("subject", "street", "lead"),
    [
        ("冬季采暖", "110105026", "utility-heating"),
        ("冬季采暖", "110119001", "110119-urban-management"),
        ("物业服务", "110105026", "110105026"),
        ("食品安全", "110105026", "110105-market"),
        ("交通事故", "110105026", "city-traffic-police"),
    ],
)
def test_plain_matters_go_where_a_dispatcher_would_send_them(beijing, subject, street, lead):
    code = DirectoryLine.objects.filter(subject__name=subject).values_list("subject", flat=True)[0]
    assert propose(code, "", street, DAY).lead.code == lead


def test_noise_is_sent_on_the_law_of_the_day(beijing):
    code = DirectoryLine.objects.filter(subject__name="噪音污染").values_list("subject", flat=True)[
        0
    ]
    before = propose(code, "110105", "110105026", date(2022, 6, 4)).legal_basis
    after = propose(code, "110105", "110105026", date(2022, 6, 5)).legal_basis
    assert before.startswith("《环境噪声污染防治法》")
    assert after.startswith("《噪声污染防治法》")
