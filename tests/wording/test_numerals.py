# SPDX-License-Identifier: Apache-2.0
"""中文数字 Numerals: as laws and people write them."""

import pytest

from yingda.wording.numerals import number, plain_digits, said


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("二百三十四", 234),
     ("一千二百六十", 1260),
     ("15", 15), ("１５", 15), ("二〇二一", 2021), ("3百", 300), ("一万二千", 12_000)],
)  # fmt: skip
def test_a_number_is_read_as_it_is_said(words, value):
    assert number(words) == value


def test_what_is_no_number_is_none():
    assert number("") is None and number("甲") is None


def test_digits_of_any_writing_become_plain_at_the_same_place():
    text = "电话一三八００１３8零零零"
    assert plain_digits(text) == "电话13800138000" and len(plain_digits(text)) == len(text)


def test_a_number_is_said_as_articles_are_named_and_read_back():
    assert said(15) == "十五" and said(115) == "一百一十五"
    assert said(1009) == "一千零九" and said(260) == "二百六十"
    assert all(number(said(n)) == n for n in range(1, 1300))
