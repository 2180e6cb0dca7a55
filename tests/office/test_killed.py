# SPDX-License-Identifier: Apache-2.0
"""断电 Killed at any moment: nothing is lost, nothing doubled, no rung climbed twice."""

import signal
import time
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from tests.office.appeals import DAY, dispatched
from tests.office.running import OUTSIDE, acts, start, started, write
from yingda import flow
from yingda.flow import supervise
from yingda.office import read, telling, verifying
from yingda.record.models import Entry, Head, Notice, Particulars

pytestmark = pytest.mark.django_db(transaction=True)
CASES = 40


def expected(no):
    """The notices that the record of a case demands, by the flow alone."""
    case = None
    for event in read(no).events:
        before, case = case, flow.evolve(case, event)
        for row in telling.rows(no, before, case, [event]):
            yield (no, row["position"], row["audience"], row["recipient"])


def wait_for(done, process=None):
    limit = time.monotonic() + 60
    while not done():
        assert time.monotonic() < limit, "it does not come to an end"
        assert process is None or process.poll() is None, process.stdout.read()
        time.sleep(0.05)


def test_writer_and_sender_killed_again_and_again_lose_and_double_nothing(chance, tmp_path):
    left = tmp_path / "left"
    left.touch()
    for _ in range(4):
        writer, sender = started("writer", str(CASES)), started("sender", str(left))
        for process in chance.sample([writer, sender], 2):
            time.sleep(chance.random() * 0.15)
            process.kill()
        writer.wait(), sender.wait()
        assert list(verifying.faults()) == []
    write(CASES)
    sender = started("sender", str(left))
    wait_for(lambda: not Notice.objects.filter(state="waiting").exists(), sender)
    sender.kill()
    sender.wait()

    numbers = list(Head.objects.values_list("no", flat=True))
    assert len(numbers) == Particulars.objects.count() == CASES, "no case lost or doubled"
    assert Entry.objects.count() == CASES * len(acts(0)), "no act lost or doubled"
    wanted = {row for no in numbers for row in expected(no)}
    rows = list(Notice.objects.values_list("case_no", "position", "audience", "recipient"))
    assert len(rows) == len(wanted) and set(rows) == wanted
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    inside = Notice.objects.exclude(channel=OUTSIDE)
    assert set(inside.values_list("attempts", flat=True)) == {1}, "each delivered once"
    ids = {"-".join(map(str, row)) for row in wanted if row[2] == "appellant"}
    deliveries = Counter(left.read_text().split())
    assert set(deliveries) == ids, "each left, and none that was not written"
    doubled = sum(deliveries.values()) - len(ids)
    assert doubled <= 5, "again at most the one that was under way at each kill, by the same id"
    assert list(verifying.faults()) == []


def test_watchers_killed_again_and_again_climb_every_rung_once(chance):
    numbers = [dispatched(timezone.now() - 30 * DAY) for _ in range(25)]
    due = {no: {r.id for k in read(no).case.clocks if k.open for r in k.ladder} for no in numbers}
    rungs = sum(len(k.ladder) for no in numbers for k in read(no).case.clocks if k.open)

    def climbed():
        kinds = ("warned", "urged", "escalated")
        return Entry.objects.filter(kind__in=kinds).count()

    for _ in range(3):
        watchers, before = [start("yingda", "watch_limits") for _ in range(2)], climbed()
        wait_for(lambda before=before: climbed() > before or climbed() == rungs)
        time.sleep(chance.random() * 0.1)
        for watcher in watchers:
            watcher.kill()
            watcher.wait()
    watcher = start("yingda", "watch_limits")
    wait_for(lambda: climbed() >= rungs, watcher)
    watcher.send_signal(signal.SIGTERM)
    watcher.wait(10)
    for no in numbers:
        events = read(no).events
        ups = [(e.step, e.rung) for e in events if isinstance(e, supervise.Warned | supervise.Urged
               | supervise.Escalated)]  # fmt: skip
        assert len(ups) == len(set(ups)) and {rung for _, rung in ups} == due[no]
    assert climbed() == rungs and list(verifying.faults()) == []


@pytest.mark.parametrize("command", ["watch_limits", "send_notices"])
def test_a_keeper_outlives_its_connection_and_stops_when_told(command):
    keeper = start("yingda", command)
    try:
        wait_for(lambda: others(), keeper)
        with connection.cursor() as cursor:
            cursor.execute(f"select pg_terminate_backend(pid) {OTHERS}")
        dispatched(timezone.now() - 30 * DAY)
        if command == "watch_limits":
            wait_for(lambda: Entry.objects.filter(kind="escalated").exists(), keeper)
        else:
            wait_for(lambda: not Notice.objects.filter(state="waiting").exists(), keeper)
        assert keeper.poll() is None
        keeper.send_signal(signal.SIGTERM)
        assert keeper.wait(5) == 0
    finally:
        keeper.kill()


OTHERS = (
    "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    " and backend_type = 'client backend'"
)


def others():
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) {OTHERS}")
        return cursor.fetchone()[0]
