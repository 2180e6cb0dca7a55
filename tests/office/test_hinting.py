# SPDX-License-Identifier: Apache-2.0
"""提示 The city's own weights and roster are read again when they change."""

import pytest
from django.utils import timezone
from msgspec.structs import replace

from yingda.hints import shipped, weights
from yingda.office import hinting
from yingda.roster.models import Place, Subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own(tmp_path, settings):
    settings.HINTS = tmp_path / "hints"
    hinting.forget()
    yield
    hinting.forget()


def test_without_weights_of_its_own_a_city_reads_by_those_shipped():
    assert hinting.in_force("subject") == shipped.weights("subject")


def test_new_weights_are_in_force_at_the_next_question_and_damaged_ones_never(caplog):
    file = hinting.folder() / "nature.bin"
    file.parent.mkdir()
    file.write_bytes(weights.packed(shipped.weights("subject")))
    assert hinting.in_force("nature") == shipped.weights("subject")
    file.write_bytes(b"damaged by a full disk")
    assert hinting.in_force("nature") == shipped.weights("nature")
    assert "nature.bin" in caplog.text


def test_a_place_that_is_new_in_the_roster_is_found_once_it_is_looked_at_again(monkeypatch):
    Place.objects.create(code="990101", name="示范区", kind="district")
    now = timezone.localtime()
    assert [p.code for p in hinting.read("", "示范区路灯不亮", now).places] == ["990101"]
    Place.objects.create(code="990102", name="样板区", kind="district")
    assert not hinting.read("", "样板区路灯不亮", now).places
    monkeypatch.setattr(hinting, "FRESH", -1.0)
    assert [p.code for p in hinting.read("", "样板区路灯不亮", now).places] == ["990102"]


def test_an_unchanged_roster_is_not_read_again(monkeypatch, django_assert_num_queries):
    Subject.objects.create(code="01", name="城乡建设", level=1)
    before = hinting.city()
    with django_assert_num_queries(0):
        assert hinting.city() is before
    monkeypatch.setattr(hinting, "FRESH", -1.0)
    with django_assert_num_queries(1):
        assert hinting.city() is before


def calm(title, words, seen):
    """A reader that calls everything a general complaint."""
    return replace(
        seen, tier=replace(seen.tier, tier="general"), nature=replace(seen.nature, id="complaint")
    )


def broken(title, words, seen):
    raise RuntimeError(words)


@pytest.fixture
def larger(settings):
    def choose(name):
        settings.CITY = replace(settings.CITY, reader=f"tests.office.test_hinting:{name}")

    return choose


def test_a_larger_model_has_the_last_word_but_never_makes_an_appeal_less_urgent(larger):
    now = timezone.localtime()
    before = hinting.read("", "请问楼里着火了怎么办", now)
    larger("calm")
    seen = hinting.read("", "请问楼里着火了怎么办", now)
    assert before.tier.tier == seen.tier.tier == "critical" and seen.nature.id == "complaint"


@pytest.mark.parametrize("name", ["broken", "absent"])
def test_a_model_that_fails_leaves_what_our_own_weights_saw(larger, caplog, name):
    now = timezone.localtime()
    own = hinting.read("", "路灯不亮", now)
    larger(name)
    assert hinting.read("", "路灯不亮", now) == own
    assert "reader" in caplog.text and "路灯" not in caplog.text
