# SPDX-License-Identifier: Apache-2.0
"""检索 Search: by words, by other words for the same, by similar questions; expired ones last."""

from datetime import date

import pytest

from tests.knowledge.test_entries import AT, SAID
from yingda.knowledge import entries, search
from yingda.knowledge.search import meant

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def held():
    rows = {
        "heat": ("供暖温度不达标怎么办", "先报修，四十八小时测温。"),
        "water": ("停水通知在哪里看", "水务公司网站公布。"),
        "pass": ("居住证怎么办", "到派出所办理。"),
        "dog": ("养犬登记在哪里办", "到派出所登记。"),
    }
    for code, (question, answer) in rows.items():
        said = SAID | {"question": question, "answer": answer, "similar": []}
        entries.write(code, said, by="li", at=AT)


def codes(asked):
    return [hit.code for hit in search.search(asked, ON)]


def test_a_question_finds_its_entry_first():
    assert codes("居住证在哪办")[0] == "pass"


def test_another_word_for_the_same_finds_it_too():
    assert codes("暖气不热")[0] == "heat"
    assert codes("遛狗要登记吗")[0] == "dog"
    assert "供暖不热" in meant("暖气不热")


def test_a_similar_question_leads_to_the_entry():
    said = SAID | {"question": "居住证怎么办", "similar": ["外地人长住要什么手续"]}
    entries.write("pass", said, by="li", at=AT)
    assert codes("外地人长住手续")[0] == "pass"


def test_an_expired_entry_comes_last_and_says_so():
    entries.write("old", SAID | {"valid_until": date(2026, 5, 1)}, by="li", at=AT)
    hits = search.search("居住证怎么办", ON)
    assert [h.code for h in hits if h.expired] == ["old"] and hits[-1].code == "old"


def test_a_challenged_entry_says_so():
    entries.challenge("water", 1, "网站搬了", by="w", at=AT)
    assert search.search("停水通知", ON)[0].challenged


def test_words_that_no_entry_has_find_nothing():
    assert codes("量子纠缠") == [] and codes("") == [] and codes("'&|!") == []


def test_when_every_pair_is_common_the_pairs_together_decide(monkeypatch):
    for code, question in (("a", "居住地址变更"), ("b", "暂住证明")):
        entries.write(code, SAID | {"question": question, "similar": []}, by="li", at=AT)
    monkeypatch.setattr(search, "CANDIDATES", 1)
    assert codes("居住证")[0] == "pass"
