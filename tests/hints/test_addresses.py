# SPDX-License-Identifier: Apache-2.0
"""An address is cut into its parts, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import addresses, shipped

MODEL = shipped.address_model()


def of(text):
    return [(part.label, part.words) for part in addresses.parse(text, MODEL)]


def test_an_address_is_cut_into_its_parts():
    assert of("北京市朝阳区望京街道广顺北大街33号院2号楼5单元301室") == [
        ("city", "北京市"), ("district", "朝阳区"), ("town", "望京街道"), ("road", "广顺北大街"),
        ("poi", "33号院"), ("houseno", "2号楼"), ("cellno", "5单元"), ("roomno", "301室"),
    ]  # fmt: skip


def test_a_number_is_never_cut_in_two():
    assert ("roadno", "1288号") in of("滨江区江南大道1288号")


def test_full_width_digits_are_cut_like_plain_ones():
    assert [label for label, _words in of("建国路８８号")] == [
        label for label, _words in of("建国路88号")
    ]


def test_what_was_measured_on_addresses_apart_is_told():
    assert "apart" in MODEL.learnt and "texts are not kept" in MODEL.learnt["from"]


@given(st.text(max_size=60))
def test_the_parts_of_any_text_are_the_whole_text(text):
    assert "".join(part.words for part in addresses.parse(text, MODEL)) == text


def test_a_damaged_file_is_no_model():
    with pytest.raises(addresses.BadAddressWeights):
        addresses.unpacked(b"nothing", shipped.place_names())
