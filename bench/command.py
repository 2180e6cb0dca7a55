# SPDX-License-Identifier: Apache-2.0
"""One command on a case with twelve events, against its bare statements, equally durable."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import filling
from bench.ground import median_of, show
from yingda import flow, office
from yingda.flow.close import Reopen
from yingda.flow.grammar import Refusal
from yingda.office import door, writing
from yingda.record import log


def command(numbers: list[str]) -> None:
    """Reopen closed cases of twelve events: median milliseconds, statements, ratio to bare SQL."""
    left = iter(numbers)
    late = filling.BEGUN + timedelta(days=30)
    ask = Reopen(by=filling.DISPATCHER, new_facts="暖气又不热了")

    def whole() -> None:
        outcome = office.carry_out(ask, next(left), now=late)
        assert not isinstance(outcome, Refusal), outcome

    with CaptureQueriesContext(connection) as seen:
        whole()
    show("command on a case of 12 events: statements", str(len(seen)), "≤ 3")
    ready = iter([_prepared(no, ask, late) for no in [next(left) for _ in range(220)]])

    def bare() -> None:
        no, written = next(ready)
        with connection.cursor() as cursor:
            cursor.execute(log._READ, [*(["case", no] * 2), ""])
            cursor.fetchone()
        assert writing.write(written)

    floor = median_of(bare, 200)
    took = median_of(whole, 200)
    show("command on a case of 12 events: milliseconds", f"{took * 1e3:.2f} ms")
    show("  its bare statements", f"{floor * 1e3:.2f} ms", f"floor ÷ command {floor / took:.2f}")


def _prepared(no: str, ask: Reopen, late: object) -> tuple[str, writing.Writing]:
    past = log.read(no)
    case = flow.fold(past.events)
    events = flow.decide(case, ask, office.standard_in_force(), late)  # type: ignore[arg-type]
    assert not isinstance(events, Refusal)
    return no, door.composed(no, past, case, events)
