# SPDX-License-Identifier: Apache-2.0
"""易读 Plain: figures that an author can change."""

from yingda.wording import plain


def test_sentences_are_counted_and_long_ones_shown_in_place():
    text = "您好。" + "经我们到现场查看并询问周边居民" * 5 + "。"
    read = plain(text)
    assert read.sentences == 2 and len(read.long) == 1
    start, end = read.long[0]
    assert text[start:end].startswith("经我们")


def test_heavy_words_double_negatives_and_jargon_are_counted():
    read = plain("该事项业已予以销号，不得不说其未必不妥。")
    assert read.heavy > 10 and read.twice_not == 2 and read.jargon == ("销号",)


def test_an_empty_text_has_nothing_to_count():
    read = plain("")
    assert (read.sentences, read.mean, read.heavy) == (0, 0.0, 0.0)
