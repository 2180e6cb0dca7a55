# SPDX-License-Identifier: Apache-2.0
"""逐项答复 Answered: each request of the appeal, taken up or not."""

from yingda.wording import answered

APPEAL = "东门路灯坏了一周。希望修好东门路灯。请问垃圾桶什么时候清洗？"


def test_each_request_is_compared_and_the_forgotten_one_is_seen():
    light, bins = answered(APPEAL, "东门路灯今晚更换灯泡。")
    assert light.taken and not bins.taken
    assert APPEAL[bins.start : bins.end].strip() == bins.request


def test_an_answer_to_all_takes_up_all():
    found = answered(APPEAL, "东门路灯今晚更换；垃圾桶每周五清洗。")
    assert [one.taken for one in found] == [True, True]


def test_a_mere_account_asks_nothing():
    assert answered("昨晚下了大雨。", "知道了。") == ()


def test_polite_words_alone_answer_nothing():
    (one,) = answered("请问社区食堂几点开门？", "您反映的问题已收悉，感谢您的关注。")
    assert not one.taken
