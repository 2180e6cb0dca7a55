# SPDX-License-Identifier: Apache-2.0
"""建议台账 What was suggested, what the form said, and what stood in the end."""

from datetime import timedelta

import pytest

from tests.office.appeals import (
    BEGIN,
    CLERK,
    CONTACT,
    DAY,
    HOUR,
    REVIEWER,
    TRIAGE,
    act,
    closed,
    registered,
    replying,
    sending,
)
from yingda.flow import review, sign_in, triage
from yingda.flow.case import Hinted
from yingda.ledgers import suggestions
from yingda.ledgers.suggestions import SuggestionLine

pytestmark = pytest.mark.django_db


def hinted(of, value, sure=True):
    return Hinted(step="", of=of, value=value, sure=sure, chance=0.8)


def line(no, step, of):
    return SuggestionLine.objects.get(case_no=no, step=step, of=of)


def test_a_suggestion_is_taken_when_the_form_says_just_that():
    no = registered(hinted=(hinted("subject", "010208"), hinted("nature", "complaint")))
    assert line(no, "register", "subject").taken is True
    nature = line(no, "register", "nature")
    assert (nature.taken, nature.chosen, nature.correct) == (False, "help", None)


def test_it_is_correct_when_the_dispatched_case_bears_it_out():
    no = registered(hinted=(hinted("subject", "010208"), hinted("nature", "complaint"),
                            hinted("place", "110105026")))  # fmt: skip
    act(no, TRIAGE, BEGIN + HOUR / 2)
    assert line(no, "register", "subject").correct is None
    act(no, sending(), BEGIN + HOUR)
    assert line(no, "register", "subject").correct is True
    assert line(no, "register", "nature").correct is False
    assert line(no, "register", "place").correct is True


def test_a_tier_that_the_form_does_not_ask_for_is_neither_taken_nor_refused():
    no = registered(hinted=(hinted("tier", "general"),))
    assert line(no, "register", "tier").taken is None
    act(no, TRIAGE, BEGIN + HOUR / 2)
    act(no, sending(), BEGIN + HOUR)
    assert line(no, "register", "tier").correct is True


def test_the_unit_is_judged_only_when_its_reply_was_accepted():
    at = BEGIN
    no = registered(at)
    act(no, triage.Triage(by=TRIAGE.by, tier="general", reason="一般"), at + HOUR / 2)
    from msgspec.structs import replace

    act(no, replace(sending(), hinted=(hinted("unit", "heating"),)), at + HOUR)
    assert line(no, "dispatch", "unit").taken is True
    assert line(no, "dispatch", "unit").correct is None


def test_the_figures_are_counted_by_kind_step_and_sureness_in_one_statement(
    django_assert_num_queries,
):
    registered(hinted=(hinted("subject", "010208"),))
    registered(hinted=(hinted("subject", "010101", sure=False),))
    closed(BEGIN + 9 * DAY)  # with a tier suggested at its triage
    with django_assert_num_queries(1):
        rows = suggestions.tally(BEGIN - timedelta(days=1), BEGIN + 99 * DAY)
    seen = [(r["of"], r["step"], r["sure"], r["shown"], r["times_taken"], r["settled"],
             r["times_correct"]) for r in rows]  # fmt: skip
    assert seen == [
        ("tier", "triage", True, 1, 0, 1, 0),
        ("subject", "register", True, 1, 1, 0, 0),
        ("subject", "register", False, 1, 0, 0, 0),
    ]


def test_units_are_judged_by_who_finally_answered_in_tenths_of_their_chance():
    from msgspec.structs import replace

    for nth, unit in enumerate(("heating", "heating", "bureau")):
        at = BEGIN + nth * DAY
        no = registered(at)
        act(no, TRIAGE, at + HOUR / 2)
        shown = Hinted(step="", of="unit", value=unit, sure=True, chance=0.81 + nth / 100)
        act(no, replace(sending(), hinted=(shown,)), at + HOUR)
        act(no, sign_in.SignIn(by=CLERK), at + 2 * HOUR)
        act(no, CONTACT, at + 3 * HOUR)
        act(no, replying(at + 20 * HOUR), at + DAY)
        act(no, review.Accept(by=REVIEWER), at + DAY + HOUR)
    ((mean, counted, right),) = suggestions.judged("unit", BEGIN - DAY)
    assert (round(mean, 2), counted, right) == (0.82, 3, 2)
    assert suggestions.judged("unit", BEGIN + 9 * DAY) == []
    assert suggestions.judged("place", BEGIN - DAY) == []


def test_of_free_words_the_form_that_says_something_has_the_last_word():
    taken = Hinted(step="", of="scale", value="aa", sure=True, chance=0.8, chosen="aa")
    empty = Hinted(step="", of="happened", value="bb", sure=True, chance=0.8, chosen="")
    no = registered(hinted=(taken, empty))
    act(no, TRIAGE, BEGIN + HOUR / 2)
    act(no, sending(), BEGIN + HOUR)
    scale = line(no, "register", "scale")
    assert (scale.taken, scale.correct) == (True, True)
    other = line(no, "register", "happened")
    assert (other.taken, other.correct) == (False, None)
