# SPDX-License-Identifier: Apache-2.0
"""Addresses told in the middle of a sentence become fields of the form."""

from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import shipped, whereabouts

MODEL = shipped.address_model()


def test_an_address_in_a_sentence_fills_the_form():
    (found,) = whereabouts.told(
        "你好，我住在朝阳区望京街道花家地西里三区5号楼2单元，家里没水", MODEL
    )
    assert found.fields["district"] == "朝阳区" and found.fields["town"] == "望京街道"
    assert found.fields["building"] == "5号楼" and found.fields["unit"] == "2单元"


def test_the_seat_of_a_firm_is_marked():
    found = whereabouts.told("事发地海淀区学院路30号，公司注册地丰台区南大街8号", MODEL)
    assert [one.seat for one in found] == [False, True]


def test_a_text_without_an_address_has_none():
    assert whereabouts.told("路灯坏了，晚上看不见", MODEL) == ()


@given(st.text(alphabet="北京市朝阳区望京街道路号楼村小里院3，。在住", max_size=50))
def test_what_is_given_stands_in_the_text(text):
    for one in whereabouts.told(text, MODEL):
        assert text[one.start : one.end] == one.words
        assert all(part for part in one.fields.values())
