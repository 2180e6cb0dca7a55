# SPDX-License-Identifier: Apache-2.0
"""转写 Words as they are kept: in the order in which they were said."""

from yingda.calls.speech import Said, read_said, written

ASKED = Said(at=0.5, until=2, words="您好，请讲", side="seat")
TOLD = Said(at=2.5, until=6, words="我家暖气不热", side="caller")


def test_words_are_kept_in_the_order_in_which_they_were_said():
    assert read_said(written([TOLD, ASKED])) == [ASKED, TOLD]


def test_a_call_in_which_nothing_was_understood_has_no_words():
    assert read_said(written([])) == []
