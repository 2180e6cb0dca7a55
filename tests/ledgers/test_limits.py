# SPDX-License-Identifier: Apache-2.0
"""时限台账 Limits: what is owed, and since when it is late."""

import pytest

from tests.office.appeals import (
    BEGIN,
    CLERK,
    CONTACT,
    DAY,
    HOUR,
    act,
    dispatched,
)  # fmt: skip
from yingda.flow import sign_in
from yingda.ledgers import limits
from yingda.office import watching

pytestmark = pytest.mark.django_db


def test_clocks_are_owed_until_they_stop_and_overdue_after_their_time():
    no = dispatched()
    steps = [line.step for line in limits.owed_by("heating")]
    assert sorted(steps) == ["contact", "reply", "sign_in"] and steps[-1] == "reply"
    assert not limits.overdue(BEGIN + 2 * HOUR).exists()
    act(no, sign_in.SignIn(by=CLERK), BEGIN + 2 * HOUR)
    assert {line.step for line in limits.overdue(BEGIN + 60 * DAY)} == {"contact", "reply"}
    act(no, CONTACT, BEGIN + 60 * DAY)
    assert {line.step for line in limits.overdue(BEGIN + 60 * DAY)} == {"reply"}


def test_lines_of_a_case_never_change_their_place():
    """Clocks are numbered as they began: what was written once is only marked."""
    no = dispatched()

    def places():
        lines = limits.ClockLine.objects.filter(case_no=no).order_by("nth")
        return list(lines.values_list("nth", "step"))

    before = places()
    watching.watch_until(BEGIN + 60 * DAY)
    assert places() == before
