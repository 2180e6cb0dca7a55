# SPDX-License-Identifier: Apache-2.0
"""A name typed with one sign that only sounds like the right one is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingda.hints import shipped, sounds

FOUND = sounds.Sounds(["回龙观", "苹果园", "望京西园三区"], shipped.readings())


@pytest.mark.parametrize(
    ("text", "at", "name"),
    [
        ("回笼观停水", 0, "回龙观"),
        ("我住苹果圆", 2, "苹果园"),
        ("望景西园三区门禁坏", 0, "望京西园三区"),
    ],
)
def test_one_mistaken_sign_is_forgiven(text, at, name):
    assert FOUND.found(text) == [(at, name)]


@pytest.mark.parametrize("text", ["回龙观停水", "回笼馆停水", "回家观停水", "苹果圈"])
def test_the_right_name_two_mistakes_or_another_sound_are_not(text):
    assert FOUND.found(text) == []


def test_without_readings_nothing_is_heard():
    assert sounds.Sounds(["回龙观"], {}).found("回笼观停水") == []


@given(st.text(alphabet="回笼龙观园圆苹果望景京西三区", max_size=20))
def test_what_is_found_stands_in_the_text_but_for_one_sign(text):
    for at, name in FOUND.found(text):
        said = text[at : at + len(name)]
        assert sum(a != b for a, b in zip(said, name, strict=True)) == 1
