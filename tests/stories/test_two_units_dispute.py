# SPDX-License-Identifier: Apache-2.0
"""两家推诿 Two units, one pit in the road: the clock runs on, and the ruling is final."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import handle, sign_in
from yingda.flow.case import Stage

pytestmark = pytest.mark.django_db


def test_two_units_dispute():
    pit = Appeal(acts.registering(title="热力井旁路面塌陷", nature="complaint"), BEGIN)
    pit.then(acts.grading())
    pit.at(BEGIN + 10 * MINUTE).then(acts.sending())
    first = pit.case.lead.reply_by

    # 供热集团: not our duty. The hotline agrees, and a new unit is found.
    pit.at(BEGIN + HOUR).refused(acts.disputing(grounds=""), "no_grounds")
    pit.then(acts.disputing())
    assert pit.case.lead.reply_by == first, "disputing stops no clock"
    pit.refused(acts.SIGN_IN, "in_dispute")
    pit.at(BEGIN + 3 * HOUR).then(acts.UPHOLD)
    pit.then(acts.sending(acts.BUREAU))

    # 区城管委 disputes in its turn: the second dispute goes to consultation.
    pit.at(BEGIN + 5 * HOUR).then(acts.disputing(by=acts.HELPER, proposed="heating"))
    assert pit.case.stage is Stage.CONSULTING and pit.line.waits_for == "duty_leader"
    pit.refused(acts.UPHOLD, "needs_ruling")

    # The duty leader sits down with both. 甲街道 leads, its district is told; that is final.
    pit.at(BEGIN + 8 * HOUR).then(acts.ruling(acts.TOWN))
    pit.refused(acts.disputing(by=acts.TOWN_CLERK, proposed="bureau"), "ruling_is_final")
    roles = [(o.unit, o.role, o.ended) for o in pit.case.orders]
    assert roles == [
        ("heating", "lead", "disputed"), ("bureau", "lead", "ruled"), ("town", "lead", ""),
        ("gov", "copy", ""),
    ]  # fmt: skip
    delivered()
    assert pit.told("gov") == ["ruled"] and "ruled" in pit.told("bureau")

    pit.then(sign_in.SignIn(by=acts.TOWN_CLERK))
    heard = handle.Contact(by=acts.TOWN_CLERK, way="上门", reached=True, heard="担心老人摔倒")
    pit.at(BEGIN + 9 * HOUR).then(heard)
    mine = acts.replying(BEGIN + 2 * DAY, by=acts.TOWN_CLERK)
    pit.at(BEGIN + 2 * DAY + HOUR).then(mine, acts.ACCEPT, acts.CONTENT)

    # Only the unit of the ruling answers for the case.
    assert pit.counts.unit == "town" and pit.line.objections == 2
    assert pit.line.units == ["bureau", "gov", "heating", "town"]
    later = BEGIN + 10 * DAY
    assert reading("beijing-regulation-2021:12.objections", later).value == 1
    assert reading("beijing-regulation-2021:12", later).value == 1, "the district has its copy"
    assert pit.in_time("ruling") == [True, True]
    the_books_are_right()
