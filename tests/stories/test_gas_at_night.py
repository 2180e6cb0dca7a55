# SPDX-License-Identifier: Apache-2.0
"""夜间燃气泄漏 A burst gas pipe at night: the fire brigade at once, the ladder at any hour."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import divert
from yingda.flow.case import Stage

pytestmark = pytest.mark.django_db
NIGHT = BEGIN.replace(hour=2, minute=40)


def test_a_burst_gas_pipe_at_night():
    # 02:40: gas hisses in a stairwell. People first: 119, at once, and the moment is kept.
    people = Appeal(acts.registering(title="楼道燃气泄漏"), NIGHT)
    hand = divert.HandOver(
        by=acts.OPERATOR, line="119", told="已转119，请先撤离，不要开灯", handed_at=NIGHT + MINUTE
    )
    people.at(NIGHT + MINUTE).then(hand)
    assert people.case.stage is Stage.DIVERTED
    assert people.case.diversion.handed_at == NIGHT + MINUTE

    # The pipe is a case of its own. Danger to life is of the first tier, and nothing less.
    pipe = Appeal(acts.registering(title="楼道燃气管道破裂", repeat_of=people.no), NIGHT + MINUTE)
    pipe.refused(acts.grading("urgent", danger=True), "must_be_critical")
    pipe.then(acts.grading("critical", danger=True), acts.sending())
    sent = pipe.now
    assert pipe.case.lead.sign_by == sent + 15 * MINUTE
    assert pipe.case.lead.reply_by == sent + 2 * HOUR

    # Nobody signs in. For the first tier there are no quiet hours: it rings at ten to three.
    pipe.at(NIGHT + 20 * MINUTE)
    rang = [(what, at - sent) for what, step, at in pipe.rang() if step == "sign_in"]
    assert rang == [("warned", 12 * MINUTE), ("urged", 15 * MINUTE)]
    delivered()
    assert "urged" in pipe.told("heating") and "urged" in pipe.told("dispatcher")
    assert pipe.rang()[0][2].hour == 2

    # A water pipe on the same night, of the second tier, waits for the morning with its reminders,
    # though its limit runs on.
    water = Appeal(acts.registering(title="路面冒水"), NIGHT)
    water.then(acts.grading("urgent"), acts.sending())

    pipe.at(NIGHT + 22 * MINUTE).then(acts.SIGN_IN, acts.CONTACT)
    pipe.at(NIGHT + 90 * MINUTE).then(acts.replying(NIGHT + 80 * MINUTE), acts.ACCEPT)
    pipe.at(NIGHT + 8 * HOUR).then(acts.CONTENT)
    assert {at.hour for _, _, at in water.at(NIGHT + 8 * HOUR).rang()} == {8}

    # In the morning: late in signing in, in time with the answer.
    assert pipe.in_time("sign_in") == [False] and pipe.in_time("reply") == [True]
    assert people.line.exit == "emergency_line" and people.line.waits_for == ""
    later = BEGIN + 3 * DAY
    assert reading("beijing-draft-2021:reply.critical", later).value == 1
    assert reading("beijing-draft-2021:dispatch.critical", later).value == 1
    the_books_are_right()
