# SPDX-License-Identifier: Apache-2.0
"""行 Rows: every kind of row is dated and names the keys that it holds."""

from datetime import date

from yingda.standard.rows import DATED, LadderRow, LimitRow, Row


def test_every_kind_of_row_is_dated_and_sourced() -> None:
    for shape in DATED.values():
        assert issubclass(shape, Row)
        assert {"from", "source", "until"} <= set(shape.__struct_encode_fields__)


def test_a_limit_for_several_tiers_holds_one_key_for_each() -> None:
    limit = LimitRow(step="reply", tiers=("a", "b"), since=date(2020, 1, 1), source="试")
    assert limit.keys == ("reply.a", "reply.b")


def test_a_ladder_holds_a_key_for_each_step_and_tier() -> None:
    ladder = LadderRow(
        steps=("reply", "contact"), tiers=("a",), rung=(), since=date(2020, 1, 1), source="试"
    )
    assert ladder.keys == ("reply.a", "contact.a")
