# SPDX-License-Identifier: Apache-2.0
"""不合理诉求 A demand against the law: answered with facts and law, excluded by two, contested."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import assess
from yingda.flow.case import Outcome

pytestmark = pytest.mark.django_db

EXCLUDE = assess.AskExclusion(
    by=acts.CLERK, reason="unlawful_or_unreasonable", grounds="要求拆除合法建成的换热站"
)


def test_an_unreasonable_demand():
    demand = Appeal(acts.registering(title="要求拆除换热站", nature="complaint"), BEGIN)
    demand.then(acts.grading()).at(BEGIN + 10 * MINUTE).then(acts.sending())
    demand.at(BEGIN + HOUR).then(acts.SIGN_IN, acts.CONTACT)

    # "Unreasonable" is not said lightly: without facts or without the law it is refused.
    day2 = BEGIN + DAY
    demand.at(day2 + HOUR)
    no = Outcome.UNREASONABLE
    demand.refused(acts.replying(day2, no, facts=""), "reply_incomplete")
    demand.refused(acts.replying(day2, no, citations=()), "reply_incomplete")
    demand.then(acts.replying(day2, no), acts.ACCEPT)
    demand.at(BEGIN + 2 * DAY).then(acts.asking_back())

    # The unit asks that it should not count. One assessor is not enough, nor the same one twice.
    demand.then(EXCLUDE, acts.APPROVE_1).refused(acts.APPROVE_1, "same_person_twice")
    assert demand.counts.excluded == ""
    demand.then(acts.APPROVE_2)
    assert demand.counts.excluded == "unlawful_or_unreasonable"
    delivered()
    assert demand.told()[-1] == "excluded", "the person is told"

    # She contests; neither of the two may decide again, a third does.
    demand.at(BEGIN + 5 * DAY).then(acts.CONTEST)
    demand.refused(
        assess.ConfirmExclusion(by=acts.ASSESSOR_2, decision="维持"), "same_person_twice"
    )
    demand.then(assess.ConfirmExclusion(by=acts.LEADER, decision="法律依据充分，维持"))

    # It stays visible: left out by its reason, and counted in the figure with nothing left out.
    later = BEGIN + 20 * DAY
    found = reading("demo-city:composite", later)
    assert found.counted == 0 and found.left_out > 0 and found.whole is not None
    based = reading("beijing-draft-2021:reply.unreasonable", later)
    assert (based.whole, based.left_out) == (1, 1)
    assert demand.line.based is True and demand.line.excluded == "unlawful_or_unreasonable"
    the_books_are_right()
