# SPDX-License-Identifier: Apache-2.0
"""Pieces of an appeal are the same however it is typed."""

from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import grams


def test_full_width_signs_with_gaps_give_the_same_pieces():
    assert grams.counted("停 水　３天", "") == grams.counted("停水8天", "")


def test_a_title_counts_three_times():
    assert grams.counted("停水", "停水")["停水"] == 4


def test_of_a_long_text_only_the_beginning_counts():
    long = "水" * grams.READ
    assert grams.counted("", long + "电") == grams.counted("", long)


@given(st.text(max_size=10))
def test_every_piece_has_its_bucket(piece):
    assert 0 <= grams.bucket(piece) < grams.BUCKETS
