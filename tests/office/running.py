# SPDX-License-Identifier: Apache-2.0
"""Real processes beside the test: a writer, a sender with a channel that leaves, a watcher.

Run as `python -m tests.office.running writer N` or `… sender FILE`.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUTSIDE = "api"


def database() -> str:
    """The address of the test's own database."""
    from django.db import connection

    at = connection.settings_dict
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def start(*words: str) -> subprocess.Popen[str]:
    """A process of this module (or of the command `yingda`, if `words` begin with it), once it is
    at work: it has said so on a line."""
    module = "yingda.config.cli" if words[0] == "yingda" else "tests.office.running"
    rest = words[1:] if words[0] == "yingda" else words
    env = {**os.environ, "YINGDA_DATABASE_URL": database(), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", module, *rest], cwd=ROOT, env=env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def started(*words: str) -> subprocess.Popen[str]:
    """The same, once it has said that it is at work."""
    process = start(*words)
    assert process.stdout
    said = process.stdout.readline()
    assert said.strip() == "ready", said + process.stdout.read()
    return process


def acts(nth: int):
    """What happens to the `nth` case: each command with its moment and its key."""
    from tests.office.appeals import BEGIN, CLERK, CONTACT, HOUR, TRIAGE, registering, sending
    from yingda.flow.sign_in import SignIn

    commands = [registering(channel=OUTSIDE), TRIAGE, sending(), SignIn(by=CLERK), CONTACT]
    return [(c, BEGIN + step * HOUR, f"{nth}-{step}") for step, c in enumerate(commands)]


def write(cases: int) -> None:
    """Carry out all acts on so many cases; begun again, it goes on where it was."""
    from tests.office.appeals import WHO
    from yingda.office import carry_out

    for nth in range(cases):
        no = ""
        for command, now, key in acts(nth):
            told = None if no else WHO
            no = carry_out(command, no, now=now, key=key, told=told).case_no


def send(path: str) -> None:
    """Deliver for ever; what leaves is written down in the file at `path`."""
    from yingda.config.rounds import keep_on
    from yingda.office import notices

    def leave(notice) -> None:
        with open(path, "a") as file:
            file.write(notices.delivery_id(notice) + "\n")

    def one_round() -> float:
        inside = notices.deliver_inside([OUTSIDE], most=7)
        outside = sum(notices.deliver_next(leave, [OUTSIDE]) for _ in range(5))
        return 0.0 if inside + outside else 0.02

    keep_on(one_round)


if __name__ == "__main__":
    import django

    django.setup()
    print("ready", flush=True)
    {"writer": lambda n: write(int(n)), "sender": send}[sys.argv[1]](sys.argv[2])
