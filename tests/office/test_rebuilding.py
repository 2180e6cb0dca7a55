# SPDX-License-Identifier: Apache-2.0
"""重写台账 The ledgers live equal the ledgers written afresh."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.office.appeals import (
    ADMIN,
    BEGIN,
    DAY,
    DISPATCHER,
    HOUR,
    act,
    closed,
    dispatched,
    registered,
    wander,
)  # fmt: skip
from yingda.flow import merge, register, reveal
from yingda.ledgers import keeping
from yingda.ledgers.cases import CaseLine
from yingda.ledgers.limits import ClockLine
from yingda.office import carry_out, carry_out_together, notices, rebuilding, watching

pytestmark = pytest.mark.django_db


def everything():
    """All lines of all ledgers."""
    found = {}
    with connection.cursor() as cursor:
        for ledger in (*keeping.LEDGERS, *keeping.SEALED):
            names = ", ".join(keeping.columns(ledger))
            cursor.execute(f"select {names} from {keeping.table(ledger)}")
            found[keeping.table(ledger)] = sorted(map(repr, cursor.fetchall()))
    return found


def rebuilt(**how):
    for _ in rebuilding.rebuild(**how):
        pass
    rebuilding.drop_strays()
    return everything()


@pytest.mark.parametrize("seed", range(6))
def test_however_cases_went_live_equals_afresh(seed):
    chance = Random(seed)
    closed(BEGIN)  # who wanders seldom answers
    for _ in range(12):
        wander(chance, BEGIN + chance.randint(0, 90) * DAY)
        watching.watch_until(BEGIN + chance.randint(0, 200) * DAY)
    closed()  # by chance few walks come as far as an answer
    live = everything()
    empty = [table for table in live if not live[table]]
    assert not empty, "every ledger has something in it"
    assert rebuilt(size=5) == live


def test_merged_and_erased_cases_are_the_same_afresh():
    parent, child, gone = dispatched(), registered(), closed()
    into = merge.Merge(by=DISPATCHER, into=parent, unit="heating", reason="同一事项")
    taken = merge.TakeIn(by=DISPATCHER, child=child)
    carry_out_together([(into, child), (taken, parent)], now=BEGIN + 2 * HOUR)
    act(gone, reveal.Erase(by=ADMIN, reason="申请"), BEGIN + 4 * DAY)
    notices.deliver(timezone.now())
    live = everything()
    assert rebuilt() == live
    assert CaseLine.objects.get(case_no=gone).title == ""


def test_whatever_was_spoilt_is_written_right_again():
    numbers = [closed(), dispatched(), registered()]
    right = everything()
    ClockLine.objects.all().delete()
    CaseLine.objects.filter(case_no=numbers[0]).update(stage="triaged", version=1)
    CaseLine.objects.filter(case_no=numbers[1]).update(case_no="2603049999999")
    assert everything() != right
    assert rebuilt() == right


def test_shares_together_are_a_whole_rebuild():
    for _ in range(20):
        registered()
    right = everything()
    with connection.cursor() as cursor:
        for ledger in keeping.LEDGERS:
            cursor.execute(f"delete from {keeping.table(ledger)}")
    pages = [p for n in range(3) for p in rebuilding.rebuild(share=n, shares=3, size=4)]
    assert sum(cases for cases, _ in pages) == sum(entries for _, entries in pages) == 20
    assert everything() == right


@pytest.mark.django_db(transaction=True)
def test_the_office_goes_on_while_the_ledgers_are_rebuilt():
    at = timezone.now()
    numbers = [dispatched(at - DAY) for _ in range(30)]

    def work(seed):
        chance = Random(seed)
        try:
            for nth in range(60):
                note = register.Supplement(by=DISPATCHER, title=f"改{seed}{nth}")
                carry_out(note, chance.choice(numbers), now=at)
                if nth % 10 == 0:
                    registered(at)
        finally:
            connection.close()

    def rebuild(share):
        try:
            for _ in range(4):
                for _ in rebuilding.rebuild(share=share, shares=2, size=4):
                    pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(work, 1), pool.submit(work, 2)]
        jobs += [pool.submit(rebuild, share) for share in range(2)]
        for job in jobs:
            job.result()
    live = everything()
    assert len(live["ledgers_caseline"]) == 42
    assert rebuilt() == live


@pytest.mark.django_db(transaction=True)
def test_the_command_with_two_processes_writes_everything(monkeypatch):
    from tests.office.running import database

    monkeypatch.setenv("YINGDA_DATABASE_URL", database())
    for _ in range(10):
        closed()
    right = everything()
    CaseLine.objects.update(stage="spoilt")
    out = StringIO()
    call_command("rebuild_ledgers", processes=2, stdout=out)
    assert everything() == right
    assert "10/10" in out.getvalue() and "80/80" in out.getvalue()


def test_a_page_is_a_handful_of_statements():
    for _ in range(10):
        registered()
    with CaptureQueriesContext(connection) as few:
        next(rebuilding.rebuild(size=5))
    with CaptureQueriesContext(connection) as many:
        next(rebuilding.rebuild(size=10))
    assert len(few) == len(many) < 25


def test_progress_is_known_before_the_end():
    closed(), registered()
    assert rebuilding.total() == (2, 9)
    assert timedelta(0) < DAY
