# SPDX-License-Identifier: Apache-2.0
"""相似台账 Traces: found by what they share, without a word of anybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office import appeals
from yingda.flow import reveal
from yingda.ledgers import alike
from yingda.ledgers.alike import AlikeLine, PieceCount
from yingda.ledgers.cases import CaseLine

pytestmark = pytest.mark.django_db


def kept(no, keys, at=None, matter=""):
    at = at or timezone.now() - timedelta(days=1)
    return AlikeLine.objects.create(case_no=no, at=at, keys=keys, matter=matter)


def near(keys, **how):
    now = timezone.now()
    return alike.nearest(dict.fromkeys(keys, 7.0), now - alike.KEPT, now, **how)


def test_the_case_that_shares_most_comes_first():
    kept("A", [1, 2, 3, 4, 5]), kept("B", [1, 2, 3, 90, 91]), kept("C", [80, 81, 82])
    found = near([1, 2, 3, 4, 5])
    assert [one.case_no for one in found] == ["A", "B"]
    assert found[0].both == 5 and found[0].share == pytest.approx(1.0)
    assert found[1].weight == pytest.approx(21.0) and found[1].share == pytest.approx(0.6)


def test_two_pieces_in_common_are_no_likeness_and_oneself_is_left_out():
    kept("A", [1, 2, 90, 91, 92]), kept("B", [1, 2, 3])
    assert [one.case_no for one in near([1, 2, 3])] == ["B"]
    assert near([1, 2, 3], but="B") == []
    assert near([]) == []


def test_only_the_time_asked_for_is_looked_at():
    kept("A", [1, 2, 3], timezone.now() - alike.KEPT - timedelta(days=1))
    assert near([1, 2, 3]) == []


def test_a_trace_holds_hashes_and_no_words_and_goes_with_the_person():
    no = appeals.registered(timezone.now())
    line = AlikeLine.objects.get(case_no=no)
    assert len(line.keys) > 3 and all(isinstance(key, int) for key in line.keys)
    appeals.act(no, reveal.Erase(by=appeals.ADMIN, reason="本人要求"), timezone.now())
    assert not AlikeLine.objects.filter(case_no=no).exists()


def test_pieces_that_many_have_count_little_once_they_are_counted():
    for nth in range(400):
        kept(f"X{nth}", [1, 2, 3, 1000 + nth, 2000 + nth])
    kept("A", [7, 8, 9, 1])
    alike.count_pieces()
    assert near([1, 2, 3, 7, 8, 9])[0].case_no == "A"
    assert near([1, 2, 3])[0].weight < 0.1


def test_among_very_many_the_same_weight_is_less_evidence(monkeypatch):
    kept("A", [1, 2, 3, 4])
    few = near([1, 2, 3, 4])[0]
    assert few.evidence == few.weight == pytest.approx(28.0)
    monkeypatch.setattr(alike, "USUAL", 0.5)
    PieceCount.objects.create(key=99, cases=9, of=1000)
    many = near([1, 2, 3, 4])[0]
    assert many.weight == few.weight and many.evidence < few.evidence - 7


def test_rare_pieces_fetch_the_candidates_however_many_have_the_others(monkeypatch):
    monkeypatch.setattr(alike, "CANDIDATES", 5)
    for nth in range(40):
        kept(f"X{nth}", [1, 2, 3, 1000 + nth])
    kept("Z", [1, 2, 3, 7, 8, 9])
    alike.count_pieces()
    assert near([1, 2, 3, 7, 8, 9])[0].case_no == "Z"


def test_ended_cases_are_forgotten_after_their_time_and_open_ones_are_not():
    long_ago = timezone.now() - alike.KEPT - timedelta(days=9)
    ended, still = appeals.registered(long_ago), appeals.registered(long_ago)
    CaseLine.objects.filter(case_no=ended).update(closed_at=long_ago)
    assert alike.drop_old(timezone.now()) == 1
    assert list(AlikeLine.objects.values_list("case_no", flat=True)) == [still]
