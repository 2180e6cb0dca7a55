# SPDX-License-Identifier: Apache-2.0
"""引擎 Which engine hears, and that it says each thing when so much of the sound has come."""

import pytest

from yingda.calls.speech import Heard, Said
from yingda.channels.phone.engines import NoEngine, chosen

SECOND = bytes(16_000)


def hears_nothing(heard):
    yield from ()


@pytest.fixture
def beside(tmp_path):
    lines = ["0.5\t1.5\tseat\t您好，请讲", "2.5\t4\tcaller\t我家暖气不热"]
    (tmp_path / "c1.txt").write_text("\n".join(lines), encoding="utf-8")
    return chosen(f"beside:{tmp_path}")


def heard(seconds, side="both", call="c1"):
    return Heard(call=call, side=side, sound=[SECOND] * seconds)


def test_what_is_written_beside_is_said_when_it_was_spoken(beside):
    said = beside(heard(3))
    assert [one.words for one in said] == ["您好，请讲", "我家暖气不热"]
    assert [one.words for one in beside(heard(2))] == ["您好，请讲"]


def test_each_side_says_its_own_words(beside):
    assert list(beside(heard(9, "caller"))) == [
        Said(at=2.5, until=4, words="我家暖气不热", side="caller")
    ]


def test_a_call_of_which_nothing_is_written_says_nothing(beside):
    assert list(beside(heard(9, call="c2"))) == []


def test_a_citys_own_engine_is_a_function_of_a_package():
    assert chosen(f"{__name__}:hears_nothing") is hears_nothing


@pytest.mark.parametrize(
    "name", ["", "beside:", "no.such.package:f", "json:no_such", "json:__name__"]
)
def test_an_engine_that_is_not_there_is_said(name):
    with pytest.raises(NoEngine):
        chosen(name)


def test_a_city_that_names_no_engine_is_told_where_to_name_one():
    with pytest.raises(NoEngine, match="transcriber"):
        chosen("")
