# SPDX-License-Identifier: Apache-2.0
"""诉求 Case: what the folded case says of itself."""

import pytest

from tests.flow.acts import (
    BUREAU,
    HEATING,
    TOWN,
    UNDO,
    accepted,
    asked,
    dispatched,
    disputing,
    merged,
    registered,
    sending,
    signed,
    triaged,
)
from tests.given import BEGIN, MINUTE
from yingda import flow
from yingda.flow.case import Interview, copied_above
from yingda.record import codec


def test_a_case_not_yet_graded_runs_as_general():
    assert registered().case.tier == "general" and triaged("urgent").case.tier == "urgent"


def test_the_lead_is_the_last_that_stands():
    g = dispatched(0 * MINUTE)
    assert g.case.lead.unit == "heating"
    g.when(UNDO, at=g.now)._fold(g.outcome)
    assert g.case.lead is None and g.case.order_of("heating") is None
    g.when(sending(BUREAU))._fold(g.outcome)
    assert g.case.lead.unit == "bureau" and g.case.lead.nth == 2


def test_a_copy_gives_no_duty():
    g = triaged().when(sending(TOWN))
    assert g._fold(g.outcome).case.order_of("gov") is None


def test_a_dispute_waits_while_its_order_stands():
    g = dispatched(disputing())
    assert g.case.objection.unit == "heating"
    assert signed().case.objection is None


def test_only_a_sub_district_has_a_district_above():
    assert copied_above(TOWN).code == "gov" and copied_above(HEATING) is None
    assert copied_above(TOWN, accused="gov") is None


@pytest.mark.parametrize(
    ("reached", "confirmed", "said", "valid"),
    [(True, True, "yes", True), (True, True, None, False), (True, False, "yes", False),
     (False, True, "yes", False)],
)  # fmt: skip
def test_silence_is_no_answer(reached, confirmed, said, valid):
    asked_by = {"channel": "phone", "at": BEGIN, "reached": reached, "confirmed": confirmed}
    assert Interview(**asked_by, solved=said).valid is valid


@pytest.mark.parametrize("make", [registered, triaged, dispatched, signed, accepted, asked, merged])
def test_a_case_is_the_same_when_its_record_is_read(make):
    g = make()
    assert flow.fold(codec.unpack([codec.pack(event) for event in g.events])) == g.case
