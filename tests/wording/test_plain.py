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


def test_what_would_ease_the_reading_is_said_once_of_each_kind():
    tangled = "经查，该店超范围经营，未亮照，且占道，经劝导，仍未改，被责令停业。"
    read = plain(tangled + "我们予以立案，将进行查处，并给予罚款，加以公示。不得不说。")
    assert read.tangled and "拆成两三句" in read.advice[0].words
    assert [ease.words[:4] for ease in read.advice] == ["这一句太", "公文词偏", "双重否定"]


def test_what_is_put_into_a_sentence_is_found():
    read = plain("请到大厅（位于人民路与解放路交叉口往东二百米路南原供销社一楼）办理。")
    assert len(read.nested) == 1 and "插得太多" in read.advice[0].words


def test_a_short_plain_answer_gets_no_advice():
    assert plain("水管周四换好。换管时停水两小时，送水车在东门。").advice == ()
