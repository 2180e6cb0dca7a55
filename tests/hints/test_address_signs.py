# SPDX-License-Identifier: Apache-2.0
"""What an address is judged by: numbers whole, names known, what is said twice."""

from yingda.hints import address_signs, shipped


def seen(said):
    return address_signs.seen(address_signs.pieces(said), shipped.place_names())


def test_a_number_and_a_latin_word_are_one_piece_each():
    assert address_signs.pieces("8号楼A座KTV-1201") == [
        "8",
        "号",
        "楼",
        "A",
        "座",
        "KTV",
        "-",
        "1201",
    ]


def test_the_form_has_one_sign_for_each_piece():
    assert seen("8号楼A座KTV-1201").form == "0号楼a座a-0"


def test_names_are_found_where_they_stand():
    assert "D" in seen("家住朝阳区望京").named[2, 5]


def test_numbers_one_after_another_are_a_chain():
    chain = seen("某苑12-3-401室").chains[2]
    assert chain is not None and (chain.form, chain.sizes) == ("0-0-0室", "2-1-3室")


def test_two_numbers_of_one_length_in_one_place_speak_alike():
    some, other = seen("建国路88号"), seen("建国路95号")
    assert address_signs.of_part(some, 0, 3) == address_signs.of_part(other, 0, 3)


def test_a_part_that_is_said_twice_speaks_otherwise_than_one_said_once():
    once, twice = seen("杭州市楚天路"), seen("杭州市杭州市楚天路")
    assert address_signs.of_part(once, 0, 3) != address_signs.of_part(twice, 0, 3)
