# SPDX-License-Identifier: Apache-2.0
"""案卷 Bodies of the record: names frozen, every old body readable for ever."""

from pathlib import Path

import msgspec
import pytest

from tests.office.appeals import BEGIN, registering
from yingda import flow
from yingda.flow import limits
from yingda.flow.grammar import kept_as
from yingda.office import standard_in_force
from yingda.record import codec
from yingda.standard.clause import Due, Rung

HERE = Path(__file__).parent
NAMES = (HERE / "kept_names.txt").read_text().split()
SAMPLES = sorted((HERE / "samples").glob("*.json"))


def test_no_event_is_renamed_or_dropped_and_new_ones_are_written_down():
    today = sorted(kept_as(kind) for kind in flow.EVOLVE)
    assert sorted(NAMES) == NAMES, "kept_names.txt is sorted"
    assert set(NAMES) - set(today) == set(), "an event in the record can no longer be read"
    assert set(today) - set(NAMES) == set(), "add the new name to kept_names.txt, with a sample"


def test_every_name_has_a_sample():
    assert {sample.name.split(".")[0] for sample in SAMPLES} == set(NAMES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_was_written_once_can_be_read_for_ever(sample):
    body = sample.read_text().strip()
    (event,) = codec.unpack([body])
    assert kept_as(type(event)) == sample.name.split(".")[0]
    assert codec.unpack([codec.pack(event)]) == [event]
    said, today = (msgspec.json.decode(words) for words in (body, codec.pack(event)))
    assert holds(today, said), "something that was said is lost"


def holds(today, said):
    """Whether `today` has everything that was `said`, whatever fields were added since."""
    if isinstance(said, dict):
        return all(key in today and holds(today[key], said[key]) for key in said)
    if isinstance(said, list):
        return len(today) >= len(said) and all(map(holds, today, said))
    return today == said


def test_an_event_is_kept_exactly_and_in_order():
    events = flow.decide(None, registering(given=("phone",)), standard_in_force(), BEGIN)
    bodies = [codec.pack(event) for event in events]
    assert codec.unpack(bodies * 2) == events * 2
    assert codec.unpack([]) == []


def test_a_name_that_is_not_known_is_refused():
    with pytest.raises(msgspec.ValidationError):
        codec.unpack(['{"kind":"made_up","at":"2026-03-04T10:00:00+08:00","by":{}}'])


IN_ORDER = {
    limits.Clock: "step unit order tier started_at due ladder climbed pauses stopped_at called_off",
    limits.Pause: "reason began_at ends_by approver ended_at",
    Due: "at within calendar clause source book since",
    Rung: "id act to at",
}


def test_what_is_kept_without_names_keeps_its_order_and_grows_only_at_the_end():
    """These stand in the record as arrays: a field put between others would change all meanings."""
    for kind, fields in IN_ORDER.items():
        assert kind.__struct_config__.array_like
        assert list(kind.__struct_fields__)[: len(fields.split())] == fields.split(), kind
        for added in kind.__struct_fields__[len(fields.split()) :]:
            assert added in kind.__struct_fields__[-len(kind.__struct_defaults__) :], added
