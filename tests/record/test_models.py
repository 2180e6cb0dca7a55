# SPDX-License-Identifier: Apache-2.0
"""案卷 The tables refuse what would change the past."""

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from tests.office.appeals import closed, registered
from yingda.office import verifying
from yingda.record.models import Entry, Notice

pytestmark = pytest.mark.django_db

REFUSED = (InternalError, ProgrammingError)


def refused(sql):
    with pytest.raises(REFUSED + (Exception,), match="never changed"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("table", ["record_entry", "record_seal"])
@pytest.mark.parametrize(
    "sql",
    ["update {} set mac = ''", "delete from {}", "update {} set id = id + 1 where id > 0"],
)
def test_an_entry_and_a_seal_are_never_changed_or_removed(table, sql):
    closed()
    assert verifying.seal_record(quiet=verifying.timedelta(seconds=-1))
    before = Entry.objects.count()
    refused(sql.format(table))
    assert Entry.objects.count() == before and list(verifying.faults()) == []


def test_the_record_is_never_emptied():
    """The trigger rests in the other tests, which empty the tables behind them."""
    registered()
    with connection.cursor() as cursor:
        cursor.execute("alter table record_entry enable trigger never_emptied")
    refused("truncate record_entry")
    refused("truncate record_entry cascade")
    with connection.cursor() as cursor:
        cursor.execute("alter table record_entry disable trigger never_emptied")


def test_no_two_entries_stand_at_one_position():
    registered()
    entry = Entry.objects.get()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_nobody_is_told_the_same_thing_twice():
    registered()
    notice = Notice.objects.first()
    notice.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        notice.save()
