# SPDX-License-Identifier: Apache-2.0
"""涉诉事项 A matter for the court: led out by the second exit, and told which way to go."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import close, divert
from yingda.flow.case import Stage

pytestmark = pytest.mark.django_db


def test_a_court_matter():
    # A man is in court with his landlord and wants the hotline to decide for him.
    suit = Appeal(acts.registering(title="房租纠纷已起诉，要求判令退租", nature="help"), BEGIN)
    way = {"by": acts.OPERATOR, "way": "litigation", "told": "请在庭审中提出，可申请法律援助"}
    suit.at(BEGIN + 12 * MINUTE).refused(divert.Inform(**way, basis=""), "no_basis")
    suit.then(divert.Inform(**way, basis="法院已立案，属于诉讼途径"))

    assert suit.case.stage is Stage.DIVERTED and suit.line.exit == "lawful_channel"
    assert suit.case.orders == () and suit.line.waits_for == ""
    suit.refused(acts.sending(), "already_dispatched")
    delivered()
    assert suit.told() == ["registered", "diverted"]

    # It burdens no unit, and counts in no one's three rates.
    later = BEGIN + 10 * DAY
    assert reading("demo-city:composite", later).counted == 0
    assert reading("beijing-regulation-2021:11", later).value == 1, "led out within the limit"

    # The court closes its file without judging the cold; that is a new fact.
    suit.at(BEGIN + 5 * DAY).then(close.Reopen(by=acts.OPERATOR, new_facts="法院裁定不予受理"))
    suit.then(acts.grading()).at(BEGIN + 5 * DAY + HOUR).then(acts.sending())
    assert suit.case.stage is Stage.DISPATCHED and suit.case.ending.reopened == 1
    assert suit.story.count("registered") == 1, "the same number, the same story"
    the_books_are_right()
