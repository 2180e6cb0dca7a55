# SPDX-License-Identifier: Apache-2.0
"""签收 Signing in takes the order and stops nothing but its own clock."""

from tests.flow.acts import (
    BUREAU,
    HEATING,
    HELPER,
    SIGN_IN,
    dispatched,
    disputing,
    last_clock,
    merged,
    open_clock,
    sending,
    signed,
    triaged,
)
from yingda.flow import dispatch, sign_in
from yingda.flow.case import Stage


def test_signing_in_stops_its_own_clock_and_moves_no_other():
    before = dispatched()
    g = dispatched().when(SIGN_IN).then(sign_in.SignedIn)
    assert g.case.stage is Stage.SIGNED_IN
    assert last_clock(g, "sign_in").stopped_at == g.now
    assert open_clock(g, "reply", 1) == open_clock(before, "reply", 1)


def test_an_assisting_unit_signs_for_itself_only():
    g = triaged().when(sending(HEATING, BUREAU)).then(dispatch.Dispatched)
    g.when(sign_in.SignIn(by=HELPER)).then(sign_in.SignedIn)
    assert g.case.stage is Stage.DISPATCHED and g.case.lead.signed_at is None


def test_only_a_unit_with_an_order_signs_in_and_only_once():
    dispatched().when(sign_in.SignIn(by=HELPER)).refused("not_your_order")
    signed().when(SIGN_IN).refused("already_signed_in")
    merged().when(SIGN_IN).refused("not_your_order")
    dispatched(disputing()).when(SIGN_IN).refused("in_dispute")
