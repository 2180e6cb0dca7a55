# SPDX-License-Identifier: Apache-2.0
"""事实 Facts are values that can be kept: names and shapes never change."""

import msgspec
import pytest

from yingda.calls import facts
from yingda.calls.values import moment

AT = moment("1795464432.561203")
KEPT = {
    "rang": facts.Rang(at=AT, source="cel", kind="inbound", caller="h", number="12345"),
    "queued": facts.Queued(at=AT, source="queue_log", queue="12345"),
    "seat_rang": facts.SeatRang(at=AT, source="cel", seat="PJSIP/a1001", leg="c.1"),
    "seat_stopped": facts.SeatStopped(at=AT, source="cel", why="no_answer", rang_ms=8000),
    "answered": facts.Answered(at=AT, source="cel", seat="1001", waited_s=2, rang_s=2),
    "held": facts.Held(at=AT, source="cel", over=True),
    "transferred": facts.Transferred(at=AT, source="cel", to="1002", how="blind"),
    "abandoned": facts.Abandoned(at=AT, source="queue_log", waited_s=5),
    "left": facts.Left(at=AT, source="queue_log", why="timeout"),
    "completed": facts.Completed(at=AT, source="queue_log", by="seat"),
    "ended": facts.Ended(at=AT, source="cel", cause=16),
    "rated": facts.Rated(at=AT, source="queue_log", key="1"),
}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_fact_of_a_call_is_read_back_as_it_was_kept(name):
    kept = msgspec.json.encode(KEPT[name])
    assert msgspec.json.decode(kept)["k"] == name
    assert msgspec.json.decode(kept, type=facts.CallFact) == KEPT[name]


def test_every_kind_of_fact_is_here():
    assert {type(fact) for fact in KEPT.values()} == set(facts.CallFact.__args__)


def test_every_fault_has_its_words():
    assert all(facts.FAULTS.values())
