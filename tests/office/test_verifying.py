# SPDX-License-Identifier: Apache-2.0
"""验卷 Whatever is done to the record behind the office's back shows."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.office.appeals import closed, dispatched, registered
from yingda.office import verifying
from yingda.record.models import Seal

pytestmark = pytest.mark.django_db
NOW = timedelta(seconds=-1)


@contextmanager
def behind_the_back():
    """A cursor for one who has the database but not the key."""
    with connection.cursor() as cursor:
        cursor.execute("alter table record_entry disable trigger never_changed")
        cursor.execute("alter table record_seal disable trigger seal_never_changed")
        yield cursor
        cursor.execute("alter table record_entry enable trigger never_changed")
        cursor.execute("alter table record_seal enable trigger seal_never_changed")


@pytest.fixture
def cases(db):
    """Three cases, sealed twice."""
    first, second = closed(), dispatched()
    assert verifying.seal_record(quiet=NOW) == 11
    third = registered()
    assert verifying.seal_record(quiet=NOW) == 1
    assert list(verifying.faults()) == []
    return first, second, third


def faults():
    found = list(verifying.faults())
    with pytest.raises(CommandError):
        call_command("verify_record", stdout=StringIO(), stderr=StringIO())
    return found


def test_a_whole_record_has_no_fault(cases):
    out = StringIO()
    call_command("verify_record", stdout=out)
    assert "3" in out.getvalue() and "12" in out.getvalue()
    registered()
    assert list(verifying.faults()) == [], "entries not sealed yet are no fault"


def test_that_nothing_is_sealed_yet_is_said(capsys):
    registered()
    call_command("verify_record")
    assert "尚无封存" in capsys.readouterr().err


def test_an_empty_record_has_no_fault():
    assert list(verifying.faults()) == [] and verifying.seal_record() == 0


TAMPER = {
    "a word changed": "update record_entry set body = replace(body, '电话', '上门')"
    " where no = %(a)s and position = 5",
    "a moment changed": "update record_entry set body = replace(body, '2026', '2025')"
    " where no = %(a)s and position = 1",
    "a mac changed": "update record_entry set mac = decode(repeat('ab', 32), 'hex')"
    " where no = %(a)s and position = 3",
    "an entry removed": "delete from record_entry where no = %(a)s and position = 4",
    "the last entry removed": "delete from record_entry where no = %(a)s and position = 8",
    "the first entry removed": "delete from record_entry where no = %(a)s and position = 1",
    "an entry of another case put in": "update record_entry set no = %(b)s, position = 4"
    " where no = %(a)s and position = 4",
    "a foreign entry added": "insert into record_entry (of, no, position, kind, at, body, mac)"
    " select of, no, 9, kind, at, body, mac from record_entry where no = %(a)s and position = 8",
    "an entry of a made-up case": "insert into record_entry (of, no, position, kind, at, body, mac)"
    " select of, '9999999999999', 1, kind, at, body, mac from record_entry"
    " where no = %(a)s and position = 1",
    "a head moved back": "update record_head set position = 7 where no = %(a)s",
    "a head removed": "delete from record_head where no = %(a)s",
    "a seal removed": "delete from record_seal where id = (select min(id) from record_seal)",
    "a seal changed": "update record_seal set mac = decode(repeat('ab', 32), 'hex')",
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPER)
def test_it_shows_when(what, cases):
    with behind_the_back() as cursor:
        cursor.execute(TAMPER[what], {"a": cases[0], "b": cases[1]})
        assert cursor.rowcount > 0
    assert faults(), what


def test_two_entries_exchanged_show(cases):
    with behind_the_back() as cursor:
        for old, new in ((4, 100), (5, 4), (100, 5)):
            cursor.execute(
                "update record_entry set position = %s where no = %s and position = %s",
                [new, cases[0], old],
            )
    assert any(cases[0] in fault for fault in faults())


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_whole_case_removed_shows_once_it_was_sealed(cases, which):
    with behind_the_back() as cursor:
        for table in ("record_entry", "record_head"):
            cursor.execute(f"delete from {table} where no = %s", [cases[which]])
    assert any("封存" in fault for fault in faults())


def test_all_entries_of_a_case_removed_show_even_before_a_seal(cases):
    fourth = registered()
    with behind_the_back() as cursor:
        cursor.execute("delete from record_entry where no = %s", [fourth])
    assert any(fourth in fault for fault in faults())


def test_a_fault_is_said_with_case_and_position(cases):
    with behind_the_back() as cursor:
        cursor.execute(TAMPER["an entry removed"], {"a": cases[0]})
    assert f"{cases[0]}: 第4条缺失（读到第5条）" in faults()


def test_only_quiet_entries_are_sealed_and_each_once(db):
    registered()
    assert verifying.seal_record() == 0, "younger than a minute"
    with behind_the_back() as cursor:
        cursor.execute("update record_entry set written_at = now() - interval '2 minutes'")
    assert verifying.seal_record() == 1 and verifying.seal_record() == 0
    seal = Seal.objects.get()
    assert (seal.first_id, seal.entries) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_beside_a_transaction_that_may_still_write_before_it():
    """Its entry has drawn an id already but cannot be seen yet: sealed without it, the record would
    look tampered with as soon as it can."""
    drawn, written = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                registered()
                drawn.set()
                written.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    drawn.wait(10)
    registered()
    assert verifying.seal_record(quiet=NOW) == 0
    written.set()
    writer.join()
    assert verifying.seal_record(quiet=NOW) == 2 and list(verifying.faults()) == []


@pytest.mark.django_db(transaction=True)
def test_two_that_seal_at_once_leave_no_seal_twice():
    registered(), registered()

    def seal(_):
        try:
            return verifying.seal_record(quiet=NOW, most=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(seal, range(8)))
    assert list(verifying.faults()) == [] and verifying.seal_record(quiet=NOW) == 0


def test_who_noted_the_newest_seal_finds_out_when_the_end_is_cut_off(cases):
    noted = verifying.newest_seal()
    assert noted.count(":") == 1
    with behind_the_back() as cursor:
        for table in ("record_entry", "record_head"):
            cursor.execute(f"delete from {table} where no = %s", [cases[2]])
        cursor.execute("delete from record_seal where id = (select max(id) from record_seal)")
    assert list(verifying.faults()) == [] and verifying.newest_seal() != noted


def test_a_long_record_is_sealed_in_parts(db):
    closed()
    assert [verifying.seal_record(quiet=NOW, most=3) for _ in range(4)] == [3, 3, 2, 0]
    assert list(verifying.faults()) == []


def test_a_record_of_many_pages_is_verified_whole(cases, monkeypatch):
    numbers = [registered() for _ in range(7)]
    monkeypatch.setattr(verifying, "_PAGE", verifying._PAGE.replace("2000", "2"))
    assert list(verifying.faults()) == []
    with behind_the_back() as cursor:
        cursor.execute(
            "update record_entry set kind = kind, body = '{}' where no = %s", [numbers[3]]
        )
    assert [fault for fault in verifying.faults() if numbers[3] in fault]
