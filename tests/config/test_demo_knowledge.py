# SPDX-License-Identifier: Apache-2.0
"""The invented entries of the demo city can be loaded, once."""

from datetime import date

import pytest

from yingda.config import demo_knowledge
from yingda.knowledge import entries, search
from yingda.knowledge.models import Entry

DAY = date(2026, 11, 26)


@pytest.mark.django_db
def test_the_demo_entries_are_loaded_once_and_found_in_other_words():
    assert demo_knowledge.load() == Entry.objects.count() > 10
    assert demo_knowledge.load() == 0
    assert search.search("暖气片冰凉", DAY)[0].code == "D-002"


@pytest.mark.django_db
def test_the_demo_has_an_ended_and_an_overdue_entry_to_show():
    demo_knowledge.load()
    due = entries.overdue(DAY)
    assert any(one.valid_until for one in due) and any(one.review_by < DAY for one in due)
