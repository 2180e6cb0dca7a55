# SPDX-License-Identifier: Apache-2.0
"""语气 Tone: what is left out of the way, what a sentence is weighed by, how it sounds."""

import zlib

import msgspec

from yingda.wording import tone


def test_moments_numbers_and_names_of_laws_are_left_out_of_the_way():
    assert tone.plain("11月20日前换好3个阀门") == tone.plain("12月8日前换好16个阀门")
    assert "物业" not in tone.plain("依据《物业管理条例》办理。")


def test_that_there_is_a_day_or_a_number_still_counts():
    assert "@when" in tone.pieces("11月20日前换好阀门。")
    assert "@when" not in tone.pieces("一定把阀门换好。")
    assert "@number" in tone.pieces("换好3个阀门。")


def test_what_a_rule_has_said_is_weighed_too():
    text = "这件事归水务局管。"
    assert tone.pieces(text, {"cold"}) - tone.pieces(text) == {"!cold"}
    assert tone.sounds(text, {"cold"}).hurt > tone.sounds(text).hurt


def test_marks_tell_hurt_from_good_but_not_one_kind_from_another():
    assert tone.of_kind({"@when", "难道"}) == {"难道"}


def test_another_kind_is_told_only_when_it_is_plainly_likelier():
    near = tone.Sounds(hurt=1.0, kind="rhetorical", kinds={"rhetorical": 0.5, "blaming": 0.4})
    far = tone.Sounds(hurt=1.0, kind="rhetorical", kinds={"rhetorical": 0.9, "blaming": 0.4})
    assert tone.likely(near, {"blaming"}) == {"blaming"}
    assert tone.likely(near, {"blaming", "rhetorical"}) == {"blaming", "rhetorical"}
    assert tone.likely(far, {"blaming"}) == tone.likely(far, {"blaming", "rhetorical"})
    assert tone.likely(far, {"blaming"}) == {"rhetorical"}


def test_what_is_quoted_is_not_weighed():
    assert "凭什么" not in tone.plain("您反映窗口说“凭什么”，经查属实。")


def test_you_polite_or_not_is_the_same_word():
    assert tone.pieces("你方便吗？") == tone.pieces("您方便吗？")


def test_small_words_that_follow_one_another_are_a_piece_and_so_is_the_question():
    found = tone.pieces("还能怎么办？")
    assert ">还怎" in found and "?怎么" in found
    assert not any(piece.startswith("?") for piece in tone.pieces("就这么办。"))


def test_a_hurtful_sentence_sounds_worse_than_its_good_counterpart():
    pairs = [
        ("您是来办事的还是来吵架的？", "我们先办事，办完您有意见再提。"),
        ("写在脸上你才看得见？", "字太小，我给您放大打印一张。"),
        ("该说的都说了，其他的无可奉告。", "能公开的都说了，另一部分侦查结束再告诉您。"),
    ]
    for hurtful, good in pairs:
        assert tone.sounds(hurtful).hurt > 0 > tone.sounds(good).hurt


def test_the_likeliest_kind_is_told():
    assert tone.hurts("我们记着呢，错不了。", "speech") == "vague"
    assert tone.hurts("好。", "speech") == ""


def test_a_plain_fact_in_a_letter_must_sound_worse_than_in_speech_but_a_question_need_not():
    lines = tone.shipped().lines
    assert tone.line(lines, "cold", "writing") > tone.line(lines, "cold", "speech")
    assert tone.line(lines, "rhetorical", "writing") == tone.line(lines, "rhetorical", "speech")


def test_the_weights_say_from_what_they_were_learnt_and_can_be_packed_again():
    held = tone.shipped()
    assert "not kept" in held.learnt["from"]
    assert msgspec.msgpack.decode(zlib.decompress(tone.packed(held)), type=tone.Tone) == held


def test_what_stands_in_one_sentence_only_teaches_nothing():
    known = tone.rarities([{"甲", "乙"}, {"甲", "丙"}])
    assert tone.bucket("甲") in known and tone.bucket("乙") not in known
