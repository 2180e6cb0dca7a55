# SPDX-License-Identifier: Apache-2.0
"""重复诉求 The same again: without new facts told how it stands, with them opened again."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import close, divert
from yingda.flow.case import Stage
from yingda.office import cases_of

pytestmark = pytest.mark.django_db


def progress(earlier, **more):
    plain = {"told": "配件周四到货，届时更换", "new_fact": False}
    return divert.TellProgress(by=acts.OPERATOR, earlier=earlier, **(plain | more))


def test_a_repeat_without_and_with_new_facts():
    first = Appeal(acts.REGISTER, BEGIN)
    first.then(acts.grading()).at(BEGIN + 10 * MINUTE).then(acts.sending(), acts.SIGN_IN)
    first.at(BEGIN + HOUR).then(acts.CONTACT)

    # She calls again the next day: nothing new, so she is told how it stands, and no unit gets a
    # second order for the same radiator.
    again = Appeal(acts.registering(repeat_of=first.no), BEGIN + DAY)
    assert set(cases_of("phone", "139 0000 1111")) == {first.no, again.no}
    again.refused(progress(""), "no_earlier_case")
    again.then(progress(first.no))
    assert again.line.exit == "repeat" and again.case.diversion.to == first.no

    # The third call has a new fact: now the pipe leaks. It cannot be waved away.
    third = Appeal(acts.registering(repeat_of=first.no), BEGIN + 2 * DAY)
    third.refused(progress(first.no, new_fact=True, which="管道开始漏水"), "has_new_facts")
    third.then(acts.grading("urgent"), acts.sending())
    assert third.case.stage is Stage.DISPATCHED

    # The first is finished; a month later the matter returns under its old number.
    first.at(BEGIN + 3 * DAY).then(acts.replying(BEGIN + 2 * DAY), acts.ACCEPT, acts.CONTENT)
    first.at(BEGIN + 30 * DAY).refused(
        close.Reopen(by=acts.OPERATOR, new_facts=" "), "no_new_facts"
    )
    first.then(acts.REOPEN)
    assert first.case.stage is Stage.TRIAGED and len(first.case.answers) == 1
    assert first.line.waits_for == "dispatcher"
    first.then(acts.sending(), acts.SIGN_IN)
    assert first.case.lead.reply_by == first.now + 7 * DAY
    delivered()
    assert first.told().count("reopened") == 1

    # The repeat that was told its progress burdens nobody's rates.
    assert reading("demo-city:composite", BEGIN + 29 * DAY).left_out == 0
    assert again.line.units == []
    the_books_are_right()
