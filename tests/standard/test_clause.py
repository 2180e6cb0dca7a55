# SPDX-License-Identifier: Apache-2.0
"""条款 Clause: spans read from books and shown to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.standard.clause import Span


@pytest.mark.parametrize(
    ("text", "words", "calendar"),
    [
        ("60s", "60秒", "natural"),
        ("15min", "15分钟", "natural"),
        ("24h", "24小时", "natural"),
        ("7d", "7日", "natural"),
        ("5wd", "5个工作日", "working"),
    ],
)
def test_a_span_is_read_and_said_in_chinese(text: str, words: str, calendar: str) -> None:
    span = Span.parse(text)
    assert (span.words, span.calendar) == (words, calendar)


@pytest.mark.parametrize(
    "text", ["", "5", "0d", "-1d", "1.5h", "5 wd", "5wds", "P5D", "五日", "１h"]
)
def test_a_span_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="时限写法不对"):
        Span.parse(text)


@given(st.integers(1, 99999), st.sampled_from(["s", "min", "h", "d", "wd"]))
def test_a_span_is_written_as_it_was_read(amount: int, unit: str) -> None:
    assert Span.parse(f"{amount}{unit}").text == f"{amount}{unit}"


def test_one_day_and_twenty_four_hours_remain_two_different_words() -> None:
    assert Span.parse("1d") != Span.parse("24h") != Span.parse("1wd")
