# SPDX-License-Identifier: Apache-2.0
"""Book lag: from the moment at which a call ended on the real switch until its line in the book
says so, read as `follow_calls` reads; against the calls that the switch itself counted."""

import time

from django.utils import timezone

from bench.ringing import RATES, SECONDS, _at, a_switch
from yingda.calls import plan as plans
from yingda.channels.phone import seat
from yingda.channels.phone.ami import Ami
from yingda.channels.phone.practice import Practice
from yingda.channels.phone.switch import Switch
from yingda.config import call_book
from yingda.ledgers.calls import CallLine
from yingda.office.following import Book


def book_lag() -> None:
    """Print one line for every rate of calls."""
    with a_switch() as switch:
        for rate in RATES:
            _measure(switch, rate)


def _measure(switch: Switch, rate: int) -> None:
    calls, wired = rate * SECONDS, plans.lines(switch.plan)
    books = [
        Book(switch=switch.plan.switch, kind=kind, path=path, wired=wired)
        for kind, path in (("cel", switch.cel), ("queue_log", switch.queue_log))
    ]
    known = set(CallLine.objects.values_list("call_id", flat=True))
    lags: list[float] = []
    with (
        Practice(switch.plan, switch.place.program, switch.folder) as practice,
        Ami("127.0.0.1", switch.plan.ami, switch.secret) as ami,
    ):
        host, _, port = switch.plan.seats[0].at.rpartition(":")
        practice.phones(host, int(port), rings=0.2, talks=1.5)
        for number in range(2001, 2061):
            seat.sign_on(ami, str(number), ["main"])
        practice.calls(calls, rate, number=13800000000 + rate * 1000)
        limit = time.monotonic() + SECONDS + 20
        while len(lags) < calls and time.monotonic() < limit:
            rest = call_book.one_round(books)
            now = timezone.now()
            over = CallLine.objects.exclude(ended_at=None).exclude(call_id__in=known)
            for call, ended in over.values_list("call_id", "ended_at"):
                known.add(call)
                lags.append((now - ended).total_seconds())
            time.sleep(rest)
    lags.sort()
    if lags:
        print(
            f"book lag, {rate} calls/s: {len(lags)} of {calls},"
            f" p50 {_at(lags, 0.5):,.0f} ms, p99 {_at(lags, 0.99):,.0f} ms (a look a second)"
        )
