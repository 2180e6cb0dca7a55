# SPDX-License-Identifier: Apache-2.0
"""来电名单 Who is answered first today, and who is not any more."""

from datetime import UTC, date, datetime

import pytest

from yingda.ledgers import listed
from yingda.ledgers.listed import ListedLine

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 26)


def line(caller, **said):
    given = {"number": b"-", "tail": "0001", "priority": 10, "queue": "", "why": "独居老人"}
    return ListedLine.objects.create(caller=caller, put_by="何主任", **(given | said))


def test_a_line_holds_to_the_end_of_its_last_day():
    line("a"), line("b", until=ON), line("c", until=date(2026, 11, 25))
    line("d", ended_by="何主任", ended_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert [one.caller for one in listed.in_force(ON)] == ["b", "a"]
    assert set(listed.of(["a", "c", "d"], ON)) == {"a"}


def test_every_change_of_the_list_can_be_told_from_its_state():
    states = [listed.state(ON)]
    one = line("a")
    states.append(listed.state(ON))
    ListedLine.objects.filter(id=one.id).update(ended_at=datetime(2026, 11, 26, tzinfo=UTC))
    states += [listed.state(ON), listed.state(date(2026, 11, 27))]
    assert len({*states}) == 4
