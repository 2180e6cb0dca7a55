# SPDX-License-Identifier: Apache-2.0
"""国庆假期 A case over the National Day holiday, in a city that counts working days."""

from datetime import datetime

import msgspec
import pytest

from tests.flow import acts
from tests.stories.telling import Appeal, reading, the_books_are_right
from yingda.flow import pause
from yingda.flow.case import Stage
from yingda.flow.limits import ZONE
from yingda.office import door, explaining, read

BOOKS = ("shandong-2020", "jinan-2018", "demo-jinan")


@pytest.fixture
def working_day_city(settings):
    """A city whose books count working days."""
    settings.CITY = msgspec.structs.replace(settings.CITY, books=BOOKS)
    door.standard_in_force.cache_clear()
    yield
    door.standard_in_force.cache_clear()


def on(month, day, hour, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.django_db
def test_a_case_over_the_national_day_holiday(working_day_city):
    # Wednesday 30 September, 16:00: the last afternoon before the holiday. Five working days are
    # 8, 9, 10 (a worked Saturday), 12 and 13 October.
    street = Appeal(acts.registering(title="路灯不亮"), on(9, 30, 16))
    street.then(acts.grading(), acts.sending())
    lead = street.case.lead
    assert lead.reply_by == on(10, 13, 17, 30)
    assert lead.sign_by == on(10, 8, 17, 30), "one working day: the first after the holiday"
    assert lead.contact_by == on(10, 1, 16), "24 hours are 24 hours, holiday or not"

    # A dutiful clerk signs in on the holiday and calls.
    street.at(on(10, 1, 10)).then(acts.SIGN_IN, acts.CONTACT)

    # Friday the 9th: the lamp must be inspected. 10, 12 and 13 October are left.
    street.at(on(10, 9, 10)).then(acts.pausing(on(10, 14, 10)), acts.GRANT_PAUSE)
    assert street.at(on(10, 13, 18)).rang() == [], "who is paused is not urged"

    # The watcher lets it go on at its moment: the 15th, 16th and 19th.
    street.at(on(10, 14, 11))
    assert street.story[-1] == "resumed"
    assert street.case.lead.reply_by == on(10, 19, 17, 30)
    assert isinstance(read(street.no).events[-1], pause.Resumed)

    # More time is asked for and granted, within ten working days.
    street.refused(acts.extending(on(12, 31, 17, 30)), "too_long")
    street.then(acts.extending(on(10, 26, 17, 30)), acts.GRANT)
    assert street.case.lead.reply_by == on(10, 26, 17, 30)

    street.at(on(10, 22, 9)).then(acts.replying(on(10, 22, 8)), acts.ACCEPT, acts.CONTENT)
    assert street.case.stage is Stage.CLOSED
    assert street.in_time("reply") == [True] and street.in_time("contact") == [True]

    # Anyone can be told why the limit is what it is.
    words = "\n".join(explaining.lines(read(street.no), on(10, 22, 9)))
    assert "国庆节" in words and "暂停" in words
    assert reading("shandong-2020:handle", on(11, 1, 9)).value == 1
    the_books_are_right()
