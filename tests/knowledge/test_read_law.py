# SPDX-License-Identifier: Apache-2.0
"""读法 Read a law: head, articles, days in force; what cannot be read says why."""

from datetime import date

import pytest

from yingda.knowledge.read_law import name, read

TEXT = """# 示范市养犬管理条例

2019年5月1日 某市人民代表大会常务委员会通过

2021年3月26日 修正

<!-- INFO END -->

## 第一章 总则

第一条 为了规范养犬，制定本条例。

第二条 养犬人应当登记。

登记不收费用。

第二条之一 大型犬由名录规定。

## 第二章 附则

第三条 本条例自2019年7月1日起施行。
"""


def test_articles_keep_their_numbers_and_all_their_paragraphs():
    law = read(TEXT)
    assert [key for key, _ in law.articles] == ["1", "2", "2.1", "3"]
    assert dict(law.articles)["2"] == "养犬人应当登记。\n登记不收费用。"


def test_an_amended_law_is_in_force_from_its_amendment_not_from_its_first_day():
    law = read(TEXT)
    assert law.published == date(2021, 3, 26) and law.since == date(2021, 3, 26)


def test_a_law_published_before_it_begins_is_in_force_only_then():
    text = TEXT.replace("2021年3月26日 修正", "").replace("2019年7月1日起", "2022年1月1日起")
    assert read(text).since == date(2022, 1, 1)


def test_a_head_that_says_its_day_of_force_is_believed():
    text = "# 某法\n\n2020年5月28日 通过\n\n2021年1月1日 施行\n\n<!-- INFO END -->\n\n第一条 甲。"
    law = read(text)
    assert (law.published, law.since) == (date(2020, 5, 28), date(2021, 1, 1))


def test_titles_are_compared_without_blanks_state_and_year():
    assert name("《中华人民共和国 噪声法（2018年修正）》") == name("噪声法")
    assert name("北京市办法（试行）") == "北京市办法（试行）"


@pytest.mark.parametrize(("text", "why"), [("第一条 甲", "没有标题"), ("# 某法\n", "没有条文")])
def test_a_file_that_is_no_law_says_why(text, why):
    with pytest.raises(ValueError, match=why):
        read(text)


def test_a_decision_without_articles_is_kept_whole():
    law = read("# 关于税额的决定\n\n2017年12月1日 通过\n\n<!-- INFO END -->\n\n税额为每吨十元。")
    assert law.articles == (("0", "税额为每吨十元。"),)
