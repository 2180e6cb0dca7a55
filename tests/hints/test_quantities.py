# SPDX-License-Identifier: Apache-2.0
"""How much, how many, how long, as people say it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import quantities

ONES = "零一二三四五六七八九"


def spoken(number):
    """A number to 99,999 in Chinese numerals, as it is said in full."""
    said, gap = "", False
    for place, sign in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            said += ("零" if gap and said else "") + ONES[digit] + sign
        gap = not digit
    return said or "零"


@given(st.integers(0, 99_999))
def test_any_number_said_in_full_is_read(number):
    assert quantities.numeral(spoken(number)) == number


@pytest.mark.parametrize(
    ("said", "number"),
    [("两万三", 23_000), ("3万5千", 35_000), ("1.5万", 15_000), ("两百五", 250), ("十万", 100_000)],
)
def test_a_number_said_short_is_read(said, number):
    assert quantities.numeral(said) == number


@pytest.mark.parametrize(
    ("text", "words", "kind", "number", "rough"),
    [
        ("欠薪两万三", "两万三", "money", 23_000, False),
        ("三天没水", "三天", "duration", 3, False),
        ("四十多人没领到钱", "四十多人", "people", 40, True),
        ("停水两个多月了", "两个多月", "duration", 2, True),
        ("一年半没发工资", "一年半", "duration", Decimal("1.5"), False),
        ("几十户停电", "几十户", "households", None, True),
        ("打了七八次电话", "七八次", "times", None, True),
        ("案值达20多万元", "20多万元", "money", 200_000, True),
        ("室温只有十四度", "十四度", "temperature", 14, False),
    ],
)
def test_a_quantity_is_read_as_it_is_meant(text, words, kind, number, rough):
    (found,) = quantities.told(text)
    assert (found.words, found.kind, found.number, found.rough) == (words, kind, number, rough)


@pytest.mark.parametrize("text", ["内陆人口大省", "2019年买的房", "李家村的路", "三楼太吵"])
def test_a_year_or_a_place_is_no_quantity(text):
    assert quantities.told(text) == ()


@given(st.text(alphabet="一二两三十百千万亿几多半个月天元块户人0123456789.,点", max_size=30))
def test_no_words_break_the_reading(text):
    for found in quantities.told(text):
        assert text[found.start : found.end] == found.words
