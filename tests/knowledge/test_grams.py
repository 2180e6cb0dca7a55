# SPDX-License-Identifier: Apache-2.0
"""双字 Grams: a word is found whatever stands before it."""

from yingda.knowledge.grams import grams, like


def test_a_word_is_within_the_text_whatever_stands_around_it():
    assert set(grams("下水管道")) <= set(grams("3号楼下水管道堵了"))


def test_numbers_and_latin_words_stay_whole_and_small():
    assert grams("DN100 水管") == ["dn100", "水管"]


def test_a_percent_sign_in_a_question_means_itself():
    assert like("5%_") == "%5\\%\\_%"
