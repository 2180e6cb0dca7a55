# SPDX-License-Identifier: Apache-2.0
"""引文 Citations: read as officers write them, and compared with what is in force."""

from datetime import date

import pytest

from yingda.wording.citations import Edition, cited, faults


def parts(text):
    return [(c.title, c.article, c.bis, c.paragraph, c.item) for c in cited(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《甲条例》第十五条第二款第一项", [("甲条例", 15, 0, 2, 1)]),
        ("《甲条例》第15条", [("甲条例", 15, 0, 0, 0)]),
        ("《甲条例》十五条之规定", [("甲条例", 15, 0, 0, 0)]),
        ("《甲法》第二百三十四条之一第（三）项", [("甲法", 234, 1, 0, 3)]),
        ("《甲法》第三条、第五条和第八条", [("甲法", n, 0, 0, 0) for n in (3, 5, 8)]),
        ("《甲法》（2019年修正）第三章第四条", [("甲法", 4, 0, 0, 0)]),
        ("《关于〈甲法〉的解释》", [("关于〈甲法〉的解释", 0, 0, 0, 0)]),
        ("《关于适用《甲法》的解释》第二条", [("关于适用《甲法》的解释", 2, 0, 0, 0)]),
    ],
)  # fmt: skip
def test_a_citation_is_read_to_its_item(text, expected):
    assert parts(text) == expected


def test_a_citation_points_at_its_place():
    text = "依据《甲法》第三条、第五条处理"
    assert [text[c.start : c.end] for c in cited(text)] == ["《甲法》第三条", "第五条"]


def test_an_old_law_is_at_fault_only_after_its_end():
    held = [Edition(title="甲法", articles=frozenset({"1"}), until=date(2020, 12, 31))]
    before, after = date(2020, 12, 31), date(2021, 1, 1)
    assert faults("依据《甲法》第一条", before, lambda _t: held) == ()
    ((_, fault),) = faults("依据《甲法》第一条", after, lambda _t: held)
    assert fault == "not_in_force"


def test_an_edition_with_the_article_excuses_one_without():
    held = [
        Edition(title="甲法", articles=frozenset({"1"}), until=date(2020, 12, 31)),
        Edition(title="甲法", articles=frozenset({"1", "2"}), since=date(2021, 1, 1)),
    ]
    assert faults("依据《甲法》第二条", date(2021, 1, 1), lambda _t: held) == ()
    ((_, fault),) = faults("依据《甲法》第二条", date(2020, 6, 1), lambda _t: held)
    assert fault == "no_such_article"


def test_a_form_or_a_book_is_no_law():
    assert faults("请填写《申请表》，参考《新华字典》", None, lambda _t: []) == ()


def bare(text):
    return [one.title for one, fault in faults(text) if fault == "bare_title"]


def test_a_law_named_once_with_its_article_may_be_named_again_without():
    assert bare("依据《甲法》第三条处理。按照《甲法》的规定，三日内办结。") == []
    assert bare("依据《甲法》第三条、按照《乙法》处理。") == ["乙法"]


def test_a_law_that_provides_is_a_basis_like_one_according_to_which():
    assert bare("《甲条例》规定，不得改装。") == ["甲条例"]
    assert bare("请阅读《甲条例》。") == bare("《甲办法》规定的学历可以申请。") == []


def test_a_technical_code_counts_when_neither_clause_nor_number_is_given():
    assert bare("根据《托幼建筑设计规范》，须有活动场地。") == ["托幼建筑设计规范"]
    assert bare("根据《托幼建筑设计规范》第3.2.4条，须有活动场地。") == []
    assert bare("根据《托幼建筑设计规范》GB 5009，须有活动场地。") == []


def test_a_known_law_of_the_past_is_at_fault_even_where_no_library_holds_it():
    text = "依据《中华人民共和国物权法》第八十一条"
    for library in (None, lambda _t: []):
        ((_, fault),) = faults(text, date(2021, 1, 1), library)
        assert fault == "not_in_force"
        assert faults(text, date(2020, 12, 31), library) == ()
    assert [fault for _, fault in faults("依据《乙法》第一条", None, lambda _t: [])] == [
        "unknown_title"
    ]
