# SPDX-License-Identifier: Apache-2.0
"""编号 A number heard wrongly over the telephone is found out."""

from datetime import date

from hypothesis import given, strategies

from yingda.flow.number import LENGTH, heard, number, spoken

DAY = date(2026, 11, 23)
SERIALS = strategies.integers(min_value=0, max_value=5_000_000)


def test_a_number_is_read_in_groups():
    no = number(DAY, 421)
    assert no[:12] == "261123000421" and len(no) == LENGTH
    assert spoken(no) == f"261123-000421-{no[12]}"


@given(SERIALS)
def test_what_is_spoken_is_heard(serial):
    no = number(DAY, serial)
    assert heard(spoken(no)) == no == heard(" " + " ".join(no))


@given(SERIALS, strategies.integers(0, 12), strategies.integers(1, 9))
def test_one_wrong_digit_is_always_found(serial, place, more):
    no = number(DAY, serial)
    wrong = no[:place] + str((int(no[place]) + more) % 10) + no[place + 1 :]
    assert heard(wrong) is None


def test_full_width_digits_are_digits_and_words_are_not():
    no = number(DAY, 7)
    wide = no.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    assert heard(wide) == no
    assert heard("编号不清楚") is None and heard(no[:-1]) is None
    assert spoken("12345") == "12345", "an outside number is shown as it came"
