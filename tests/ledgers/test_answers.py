# SPDX-License-Identifier: Apache-2.0
"""答复台账 Answers: each in its own words, by unit, gone with the person."""

import pytest

from tests.office.appeals import BEGIN, DAY, accepted, replying
from yingda.ledgers import answers
from yingda.ledgers.answers import AnswerLine

pytestmark = pytest.mark.django_db


def test_an_answer_stands_with_its_unit_and_its_words():
    no = accepted()
    (line,) = answers.of_unit("heating", 10)
    assert line.case_no == no and line.nth == 1
    assert replying(BEGIN).found in line.words or replying(BEGIN).done in line.words


def test_the_newest_answers_of_a_unit_come_first_and_no_more_than_asked():
    numbers = [accepted(BEGIN + n * DAY) for n in range(3)]
    assert [line.case_no for line in answers.of_unit("heating", 2)] == numbers[:0:-1]
    assert not answers.of_unit("water", 2)


def test_units_are_counted_since_a_day():
    accepted(), accepted(BEGIN + 5 * DAY)
    assert answers.units_since(BEGIN) == [("heating", 2)]
    assert answers.units_since(BEGIN + 3 * DAY) == [("heating", 1)]


def test_the_words_of_an_erased_case_are_gone():
    no = accepted()
    AnswerLine.objects.filter(case_no=no).update(words="")
    assert not answers.of_unit("heating", 10)


def test_the_day_of_a_plan_is_no_word_of_the_answer():
    assert answers.said({"found": "查了", "plan_by": "2026-12-01"}) == "查了"
