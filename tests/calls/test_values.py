# SPDX-License-Identifier: Apache-2.0
"""值 What cannot be read is refused, never guessed."""

from datetime import UTC, datetime

import pytest

from yingda.calls.values import BadLine, amount, moment, number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1795464432.561203", datetime(2026, 11, 23, 20, 7, 12, 561203, UTC)),
        ("1795464432.5", datetime(2026, 11, 23, 20, 7, 12, 500000, UTC)),
        ("1795464432", datetime(2026, 11, 23, 20, 7, 12, tzinfo=UTC)),
        ("1795464432.561203999", datetime(2026, 11, 23, 20, 7, 12, 561203, UTC)),
        ("2026-11-24 04:07:12.561203", datetime(2026, 11, 23, 20, 7, 12, 561203, UTC)),
        ("2026-11-24T04:07:12+08:00", datetime(2026, 11, 23, 20, 7, 12, tzinfo=UTC)),
    ],
)
def test_a_moment_is_exact_to_the_microsecond(text, expected):
    assert moment(text) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "17954644", "99999999999", "-5", "2026-13-01 00:00:00", "4102444801", "٣"]
)
def test_no_moment_is_guessed(text):
    with pytest.raises(BadLine, match="moment"):
        moment(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800000000", ("13800000000", "")),
        ("+86 138-0000-0000", ("+8613800000000", "")),
        ("１３８０００００００１", ("13800000001", "")),
        ("anonymous", ("", "")),
        ("<unknown>", ("", "")),
        ("", ("", "")),
        ("alice", ("", "number")),
        ("13800o00000", ("", "number")),
        ("9" * 30, ("", "number")),
    ],
)
def test_a_number_with_letters_is_refused_and_a_withheld_one_is_not(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize("text", ["-1", "1.5", "", "²", "1" * 13])
def test_no_amount_is_guessed(text):
    with pytest.raises(BadLine):
        amount(text)
