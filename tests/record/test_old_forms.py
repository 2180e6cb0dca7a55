# SPDX-License-Identifier: Apache-2.0
"""旧式样 Bodies of earlier shapes are read in today's."""

import random

import msgspec
import pytest

from tests.record.test_codec import HERE, SAMPLES
from yingda.record import codec, old_forms


def test_an_old_form_is_turned_into_todays(monkeypatch):
    """As if `closed` had once kept its reason under another name."""
    today = (HERE / "samples" / "closed.json").read_text().strip()
    old = today.replace('"why":', '"grounds":')
    assert old != today

    def turn(body):
        return {("why" if key == "grounds" else key): value for key, value in body.items()}

    with pytest.raises(msgspec.ValidationError):
        codec.unpack([old])
    monkeypatch.setitem(old_forms.CHANGED, "closed", turn)
    others = [path.read_text().strip() for path in random.Random(1).sample(SAMPLES, 9)]
    events = codec.unpack([old, today, *others])
    assert events[0] == events[1]
    monkeypatch.delitem(old_forms.CHANGED, "closed")
    assert codec.unpack([today, *others]) == events[1:]
