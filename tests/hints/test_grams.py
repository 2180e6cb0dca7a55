# SPDX-License-Identifier: Apache-2.0
"""Pieces of an appeal are the same however it is typed."""

from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import grams


def test_full_width_signs_with_gaps_give_the_same_pieces():
    assert grams.halves("停 水　３天", "") == grams.halves("停水8天", "")


def test_title_and_text_are_kept_apart():
    head, body = grams.halves("停水", "停水")
    assert head["停水"] == body["停水"] == 1 and "^停" in head and "^停" not in body


def test_of_a_long_text_only_the_beginning_counts():
    long = "水" * grams.READ
    assert grams.halves("", long + "电") == grams.halves("", long)


@given(st.text(max_size=10))
def test_every_piece_has_its_bucket(piece):
    assert 0 <= grams.bucket(piece) < grams.BUCKETS


def test_a_listed_word_is_a_piece_beside_its_characters():
    head, body = grams.halves("自来水停水", "修水管", {"自来水", "停水", "水停", "水管"})
    assert head[grams.WORD + "自来水"] == head[grams.WORD + "停水"] == head["停水"] == 1
    assert body[grams.WORD + "水管"] == 1 and grams.WORD + "自来水" not in body
    assert not any(piece.startswith(grams.WORD) for piece in grams.halves("停水", "")[0])
