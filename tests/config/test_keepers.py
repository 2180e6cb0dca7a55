# SPDX-License-Identifier: Apache-2.0
"""看守 The keepers: rounds that outlast a lost database, and the commands that go one round."""

import logging
import signal
from io import StringIO

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.db import OperationalError
from django.utils import timezone

from tests.office.appeals import DAY, closed, dispatched
from yingda.config import rounds
from yingda.record.models import Entry, Notice, Seal


@pytest.fixture(autouse=True)
def as_before():
    """The test's own handlers of signals are put back."""
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.django_db
def test_one_round_of_the_watcher_does_what_is_due_and_logs_only_counts(caplog):
    no = dispatched(timezone.now() - 30 * DAY)
    with caplog.at_level(logging.INFO):
        call_command("watch_limits", rounds=1)
    assert Entry.objects.filter(no=no, kind="escalated").exists() or Entry.objects.count() > 3
    said = " ".join(r.getMessage() for r in caplog.records if r.name.startswith("yingda"))
    assert "due: " in said and no not in said
    assert not Seal.objects.exists(), "nothing is old enough"


@pytest.mark.django_db
def test_one_round_of_the_sender_delivers_what_waits():
    closed()
    call_command("send_notices", rounds=1)
    assert not Notice.objects.filter(state="waiting").exists()


@pytest.mark.django_db
def test_a_lost_database_is_waited_for_longer_and_longer(monkeypatch, caplog):
    rests, faults = [], [OperationalError("secret words"), OperationalError("secret words")]
    monkeypatch.setattr(rounds.time, "sleep", rests.append)
    done = []

    def one_round():
        if faults:
            raise faults.pop()
        done.append(1)
        return 0.2

    rounds.keep_on(one_round, rounds=2)
    assert done == [1, 1] and rests == [0.5, 1.0, 0.2]
    assert "secret words" not in caplog.text


def test_any_other_fault_is_not_hidden():
    def one_round():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rounds.keep_on(one_round, rounds=1)


@pytest.mark.parametrize(
    "name",
    ["watch_limits", "send_notices", "rebuild_ledgers", "verify_record", "rotate_keys", "explain",
     "show_case"],
)  # fmt: skip
def test_each_command_says_in_two_languages_what_it_does(name):
    command = load_command_class(get_commands()[name], name)
    assert len(command.help) > 10 and command.help_en.isascii()
    out = StringIO()
    command.create_parser("yingda", name).print_help(out)
    assert command.help[:6] in out.getvalue()
