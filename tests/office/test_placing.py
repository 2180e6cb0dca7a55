# SPDX-License-Identifier: Apache-2.0
"""派给谁 The directory's unit, and whether earlier cases bear it out."""

from datetime import date

import pytest
from django.utils import timezone
from msgspec.structs import replace

from tests.faces.people import make_city
from tests.office.appeals import BUREAU, HEATING, HOUR, TOWN, dispatched, registered
from yingda import office
from yingda.flow.case import Place
from yingda.ledgers.suggestions import SuggestionLine
from yingda.office import placing
from yingda.office.suggesting import Suggestion
from yingda.roster.models import DirectoryLine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city(db):
    make_city()


def line(subject="010208", lead="heating"):
    DirectoryLine.objects.create(
        id=f"L-{subject}", subject_id=subject, lead=lead, level="utility", legal_basis="供热办法",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip


def placed(read=(), **more):
    no = registered(timezone.now(), **more)
    story = office.read(no)
    return placing.place(no, story.case, timezone.now(), read)


def ended(chance, right, many):
    """Units that were suggested with this chance in cases that have an end."""
    SuggestionLine.objects.bulk_create(
        SuggestionLine(
            case_no=f"{chance}-{nth}", step="dispatch", of="unit", value="heating", sure=True,
            chance=chance, chosen="heating", final="heating", taken=True, correct=nth < right,
            at=timezone.now(),
        )
        for nth in range(many)
    )  # fmt: skip
    placing.forget()


READ = Suggestion(of="subject", value="010208", sure=True, chance=0.6)


def test_the_line_of_just_this_subject_is_sure_before_there_are_cases():
    line()
    found = placed()
    assert (found.proposal.lead.code, found.sure, found.of) == ("heating", True, 0)


def test_where_no_line_names_a_unit_nothing_is_sure():
    found = placed()
    assert (found.proposal.lead.code, found.sure) == ("gov", False)


def test_earlier_cases_that_ended_elsewhere_make_it_unsure_and_name_the_other():
    line()
    at = timezone.now() - 9 * HOUR
    for _each in range(6):
        dispatched(at, lead=BUREAU)
    found = placed()
    assert (found.agreed, found.of, found.sure) == (0, 6, False)
    assert found.rival == "bureau"


def test_earlier_cases_that_agree_make_a_general_line_sure_and_are_shown():
    line("01")
    at = timezone.now() - 9 * HOUR
    nos = {dispatched(at, lead=HEATING) for _each in range(5)}
    found = placed()
    assert (found.agreed, found.of, found.returned, found.sure) == (5, 5, 0, True)
    assert {one.case_no for one in found.nearest} <= nos and len(found.nearest) == placing.SHOWN


def test_a_case_without_matter_and_place_gets_no_unit():
    case = office.read(registered(timezone.now())).case
    bare = replace(case, appeal=replace(case.appeal, subject="", place=type(case.appeal.place)()))
    assert placing.place("X", bare, timezone.now()) is None


def test_a_subject_that_was_only_read_names_a_unit_with_the_chance_of_both():
    line()
    found = placed((READ,), subject="")
    assert (found.proposal.lead.code, found.read) == ("heating", (READ,))
    assert found.score == pytest.approx(placing.FROM_WORDS.at(0.9 * 0.6)) and not found.sure


def test_what_a_person_said_goes_before_what_was_read():
    line()
    other = replace(READ, value="01")
    found = placed((other,))
    assert (found.read, found.score) == ((), 0.9)


def test_where_the_record_shows_that_such_units_were_wrong_nothing_is_sure():
    line()
    ended(0.9, 10, 60)
    found = placed()
    assert found.score == 0.9 and found.chance < 0.5 and not found.sure


def test_where_the_record_shows_that_such_units_were_right_they_become_sure():
    line("01")
    assert not placed().sure
    ended(0.65, 195, 200)
    found = placed()
    assert found.score == 0.65 and found.chance > placing.SURE and found.sure


def test_a_few_ended_cases_hardly_move_the_chance():
    line()
    ended(0.9, 0, 1)
    assert placed().sure


def test_the_record_is_asked_once_in_a_while_and_not_for_each_case(django_assert_num_queries):
    placing.learnt(timezone.now())
    with django_assert_num_queries(0):
        placing.learnt(timezone.now())


def test_a_sub_district_is_not_blamed_for_cases_of_other_streets():
    line(lead="@subdistrict")
    at = timezone.now() - 9 * HOUR
    for _each in range(4):
        dispatched(at, lead=BUREAU, place=Place(district="110105", street="110105001"))
    found = placed()
    assert (found.proposal.lead.code, found.of, found.score) == ("town", 0, 0.9)
    dispatched(at, lead=TOWN)
    assert placed().of == 1
