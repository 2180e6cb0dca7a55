# SPDX-License-Identifier: Apache-2.0
"""Words of the flow: a refusal says itself, an event knows the name under which it is kept."""

from tests.flow.acts import registered
from tests.given import given
from yingda.flow.grammar import Refusal, kept_as


def test_a_refusal_fills_its_slots():
    refusal = Refusal("late", "已超过时限（{within}）", given={"within": "24小时"})
    assert str(refusal) == "已超过时限（24小时）"


def test_an_event_is_kept_under_its_tag():
    event = registered().events[0]
    assert kept_as(type(event)) == "registered"


def test_a_case_that_is_not_there_has_no_story():
    assert given().case is None
