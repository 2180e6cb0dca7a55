# SPDX-License-Identifier: Apache-2.0
"""派给谁 The directory's unit, and whether earlier cases bear it out."""

from datetime import date

import pytest
from django.utils import timezone
from msgspec.structs import replace

from tests.faces.people import make_city
from tests.office.appeals import BUREAU, HEATING, HOUR, dispatched, registered
from yingda import office
from yingda.office import placing
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


def placed(**more):
    no = registered(timezone.now(), **more)
    story = office.read(no)
    return placing.place(no, story.case, timezone.now())


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
