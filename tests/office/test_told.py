# SPDX-License-Identifier: Apache-2.0
"""来件 What is handed in is what can be sealed, and what comes back says whether it is new."""

from tests.office.appeals import BEGIN, WHO
from yingda.office import Outcome, Told
from yingda.office.told import PARTICULARS
from yingda.record.models import Particulars


def test_every_particular_has_a_column_of_its_own_to_be_sealed_in():
    assert Told.__struct_fields__ == PARTICULARS
    columns = {field.name for field in Particulars._meta.concrete_fields}
    assert set(PARTICULARS) <= columns


def test_nothing_told_is_nothing():
    assert [getattr(Told(), name) for name in PARTICULARS] == [""] * 5
    assert all(getattr(WHO, name) for name in PARTICULARS)


def test_an_outcome_is_new_unless_it_says_otherwise():
    assert not Outcome(case_no="1", position=1, events=[]).repeated and BEGIN.tzinfo
