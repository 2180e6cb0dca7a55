# SPDX-License-Identifier: Apache-2.0
"""一管爆五百通 Five hundred calls about one water main: one order, five hundred answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.flow import acts
from tests.given import HOUR, MINUTE
from tests.stories.telling import Appeal, delivered, reading, the_books_are_right
from yingda.flow import follow_up, merge
from yingda.flow.case import Stage
from yingda.ledgers.cases import CaseLine
from yingda.ledgers.limits import ClockLine
from yingda.ledgers.orders import OrderLine
from yingda.office import Outcome, Told, carry_out, carry_out_together, read
from yingda.record.models import Notice

pytestmark = pytest.mark.django_db
CALLS = 500
STATEMENTS = 7
"""At most for merging one call: both sides held, read and written, in one transaction."""


def test_five_hundred_calls_about_one_water_main():
    # The sender tells the children at the real time, so that the story ends now.
    begin = timezone.now() - 5 * HOUR
    main = Appeal(acts.registering(title="主管爆裂，全小区停水"), begin)
    main.then(acts.grading("urgent"), acts.sending(), acts.SIGN_IN)

    calls = []
    for n in range(CALLS):
        who = Told(name=f"居民{n}", phone=f"139{n:08d}", words="停水了")
        said = begin + timedelta(seconds=n)
        done = carry_out(acts.registering(title="停水"), now=said, told=who)
        calls.append(done.case_no)
    end = begin + timedelta(seconds=CALLS)

    # Each is merged, both sides at once; the work does not grow with the number of children.
    for no in calls:
        into = merge.Merge(by=acts.DISPATCHER, into=main.no, unit="heating", reason="同一爆管")
        taken = merge.TakeIn(by=acts.DISPATCHER, child=no)
        with CaptureQueriesContext(connection) as asked:
            done = carry_out_together([(into, no), (taken, main.no)], now=end)
        assert isinstance(done, list) and all(isinstance(o, Outcome) for o in done)
        assert len(asked) <= STATEMENTS
    assert len(main.case.links.children) == CALLS
    assert OrderLine.objects.count() == 1, "one unit, one order"
    running = ClockLine.objects.filter(step="reply", stopped_at=None, called_off=False)
    assert running.count() == CALLS + 1, "every one keeps a limit of its own"

    # The parent cannot be withdrawn or led out from under them.
    main.at(begin + HOUR).refused(acts.WITHDRAW, "has_children")

    # One reply, and it reaches everyone once.
    main.then(acts.CONTACT).at(begin + 4 * HOUR)
    main.then(acts.replying(begin + 3 * HOUR), acts.ACCEPT)
    delivered()
    delivered()
    assert CaseLine.objects.filter(stage=Stage.ACCEPTED).count() == CALLS + 1
    assert Notice.objects.filter(kind="echoed", recipient="appellant").count() == CALLS
    assert not ClockLine.objects.filter(step="reply", stopped_at=None).exists()

    # Each person is asked for themselves; one is content, one is not.
    at = timezone.now() + MINUTE
    yes, no = calls[0], calls[1]
    assert isinstance(carry_out(acts.CONTENT, yes, now=at), Outcome)
    assert isinstance(carry_out(acts.asking_back(), no, now=at), Outcome)
    assert read(yes).case.stage is Stage.CLOSED and read(no).case.stage is Stage.FOLLOWED_UP
    assert follow_up.SOLVED[0] == read(yes).case.interviews[-1].solved

    assert reading("state-council-2025:5.merge", at).value == CALLS / (CALLS + 1)
    assert reading("beijing-draft-2021:reply", at).counted == CALLS + 1
    the_books_are_right()
