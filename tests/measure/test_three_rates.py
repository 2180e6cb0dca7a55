# SPDX-License-Identifier: Apache-2.0
"""三率 What people said counts, what they did not say is never taken for praise."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.measure.share import TOO_FEW
from yingda.measure.three_rates import Standing, Weights, answered, composite, ranked, rate
from yingda.standard.clause import Clause

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
WEIGHTS = Weights(
    partly=0.5, basically=0.6, rates={"response": 0.2, "resolution": 0.4, "satisfaction": 0.4}
)
ANSWERS = ("very", "satisfied", "basically", "dissatisfied", "very_dissatisfied")
counts = st.fixed_dictionaries(dict.fromkeys((*ANSWERS, "silent"), st.integers(0, 500)))


def clause(of="satisfaction", target=None):
    return Clause(
        id=of, words="三率", source="第三十二条", book="beijing", since=date(2021, 9, 24),
        ledger="assessment", of=of, measure="rate", target=target,
    )  # fmt: skip


def satisfaction(answers, weights=WEIGHTS, **excluded):
    return rate(clause(), "satisfaction", {"": answers} | excluded, weights, NOW)


def test_basically_satisfied_weighs_what_the_book_says():
    reading = satisfaction({"very": 2, "satisfied": 3, "basically": 5, "dissatisfied": 10})
    assert reading.value == pytest.approx((5 + 5 * 0.6) / 20)
    assert reading.formula == "满意 8 ÷ 答了是否满意的 20"


def test_partly_solved_weighs_what_the_book_says():
    reading = rate(clause(), "resolution", {"": {"yes": 4, "partly": 4, "no": 2}}, WEIGHTS, NOW)
    assert reading.value == pytest.approx(0.6)


@given(counts)
def test_silence_never_raises_a_rate(answers):
    spoken = satisfaction(answers | {"silent": 0})
    silent = satisfaction(answers)
    assert silent.value == spoken.value
    assert silent.counted == sum(answers[a] for a in ANSWERS)


@given(counts)
def test_the_rate_over_all_cases_takes_the_silent_for_not_satisfied(answers):
    reading = satisfaction(answers)
    everyone = sum(answers.values())
    if not everyone:
        assert reading.beside == ()
        return
    beside = dict(reading.beside)
    assert beside["有效评价占比"] == pytest.approx(reading.counted / everyone)
    assert beside["按全部案件计"] <= (reading.value or 0) + 1e-12


def test_only_silence_gives_no_figure_at_all():
    reading = satisfaction({"silent": 900})
    assert (reading.value, reading.met, reading.counted) == (None, None, 0)
    assert dict(reading.beside)["有效评价占比"] == 0


def test_excluded_answers_are_shown_and_would_have_counted():
    reading = satisfaction({"very": 9, "dissatisfied": 1}, untrue={"very_dissatisfied": 10})
    assert (reading.value, reading.excluded) == (pytest.approx(0.9), {"untrue": 10})
    assert reading.whole == pytest.approx(0.45)


@given(counts)
def test_every_answer_is_worth_something_between_nothing_and_all(answers):
    tally = answered(answers, WEIGHTS.worth("satisfaction"))
    assert 0 <= tally.yes <= tally.counted


def test_a_rate_that_is_not_one_of_the_three_is_refused():
    with pytest.raises(KeyError):
        WEIGHTS.worth("applause")


def three(response, resolution, satisfied, weights=WEIGHTS):
    parts = [
        rate(clause(of), of, {"": answers}, weights, NOW)
        for of, answers in zip(weights.rates, (response, resolution, satisfied), strict=True)
    ]
    return composite(clause("composite"), parts, weights, NOW)


def test_the_composite_weighs_the_three_rates_by_the_book():
    whole = three({"true": 10}, {"yes": 5, "no": 5}, {"very": 3, "dissatisfied": 7})
    assert whole.value == pytest.approx(0.2 * 1 + 0.4 * 0.5 + 0.4 * 0.3)
    assert whole.formula == "响应率 100.0%×0.2 + 解决率 50.0%×0.4 + 满意率 30.0%×0.4"


def test_the_composite_has_no_figure_while_one_rate_has_none():
    assert three({"true": 10}, {"yes": 5}, {"silent": 5}).value is None


def test_too_few_answers_give_no_verdict():
    few = Weights(partly=0.5, basically=0.6, rates=WEIGHTS.rates, min_n=30)
    whole = three({"true": 40}, {"yes": 40}, {"very": 29}, few)
    assert (whole.counted, whole.met, whole.note) == (29, None, TOO_FEW)


def standing(unit, value, counted=100, peers="district_department"):
    return Standing(
        unit=unit, name=unit, peers=peers, counted=counted, value=value, parts=()
    )  # fmt: skip


def test_units_are_ranked_among_their_peers_and_share_a_place_when_equal():
    rows = [
        standing("a", 0.9), standing("b", 0.8), standing("c", 0.9), standing("d", 0.7),
        standing("street", 0.1, peers="subdistrict"),
    ]  # fmt: skip
    places = {s.unit: s.place for s in ranked(rows, 30)}
    assert places == {"a": 1, "c": 1, "b": 3, "d": 4, "street": 1}


def test_a_unit_with_too_few_answers_takes_no_place_from_others():
    places = {
        s.unit: (s.place, s.note) for s in ranked([standing("a", 1.0, 3), standing("b", 0.5)], 30)
    }
    assert places == {"a": (None, TOO_FEW), "b": (1, "")}
