# SPDX-License-Identifier: Apache-2.0
"""暖气不热 Cold radiators: from the call to the three rates, with one rework in between."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import follow_up, rework
from yingda.flow.case import Outcome, Stage

pytestmark = pytest.mark.django_db


def test_cold_radiators():
    # Wednesday, 10:00: a mother calls. Heat is of the second tier: 2 hours to dispatch, 30 minutes
    # to sign in, 24 hours to answer.
    cold = Appeal(acts.REGISTER, BEGIN)
    cold.at(BEGIN + 8 * MINUTE).then(acts.grading("urgent"))
    cold.at(BEGIN + 10 * MINUTE).then(acts.sending())
    assert cold.case.lead.reply_by == BEGIN + 24 * HOUR + 10 * MINUTE

    # The unit is slow to sign in and is reminded, then urged; it calls her in time.
    cold.at(BEGIN + 50 * MINUTE).then(acts.SIGN_IN)
    assert [what for what, step, _ in cold.rang() if step == "sign_in"] == ["warned", "urged"]
    cold.at(BEGIN + HOUR).then(acts.CONTACT)

    # It answers on the same day; the hotline accepts; she is asked: it is not solved.
    cold.at(BEGIN + 6 * HOUR).then(acts.replying(cold.now - HOUR))
    cold.at(BEGIN + 7 * HOUR).then(acts.ACCEPT)
    cold.at(BEGIN + 8 * HOUR).then(acts.asking_back(words="还是只有14度"))
    assert cold.line.waits_for == "caller_back" and cold.line.stage == Stage.FOLLOWED_UP

    # Handled again, with fresh limits; what she was told yesterday does not serve twice.
    cold.then(rework.Rework(by=acts.CALLER, reason="还是只有14度"))
    cold.refused(acts.replying(BEGIN + HOUR), "told_when")
    cold.at(BEGIN + DAY).then(acts.CONTACT)
    cold.at(BEGIN + DAY + 4 * HOUR).then(acts.replying(BEGIN + DAY + 3 * HOUR), acts.ACCEPT)
    cold.at(BEGIN + DAY + 6 * HOUR).then(acts.CONTENT)
    assert cold.case.stage is Stage.CLOSED

    # What she was told, in order.
    delivered()
    assert cold.told() == [
        "registered", "dispatched", "accepted", "reworked", "accepted"
    ]  # fmt: skip

    # What the ledgers show: both answers are kept, and the late signature stays late.
    assert (cold.counts.first_solved, cold.counts.solved) == ("no", "yes")
    assert cold.in_time("reply") == [True, True] and cold.in_time("sign_in") == [False]
    assert cold.line.outcome == Outcome.RESOLVED and cold.line.reworks == 1

    # What the readings show a fortnight later.
    later = BEGIN + 14 * DAY
    assert reading("beijing-draft-2021:reply", later).value == 1
    assert reading("demo-city:sign_in", later).value == 0
    assert reading("demo-city:valid_follow_up", later).counted == 1
    assert follow_up.FollowedUp.__struct_config__.tag in cold.story
    the_books_are_right()
