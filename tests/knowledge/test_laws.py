# SPDX-License-Identifier: Apache-2.0
"""法律库 Law library: found by words and by number, on the day that is asked for."""

from datetime import date

import pytest

from tests.knowledge.law_files import lay
from yingda.knowledge import laws
from yingda.knowledge.load_laws import load
from yingda.knowledge.models import Law
from yingda.wording import advise

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2018, 1, 1), date(2024, 1, 1)


@pytest.fixture(autouse=True)
def library(tmp_path):
    load(lay(tmp_path))


def test_a_citation_leads_to_the_words_that_held_on_that_day():
    (old,) = laws.find("《示范供水条例》第二条", BEFORE)
    (new,) = laws.find("《示范供水条例》第2条", AFTER)
    assert "提前通知" in old.text and "二十四小时" in new.text


def test_words_are_found_wherever_they_stand_in_an_article():
    assert [a.key for a in laws.find("抢修 公告", AFTER)] == ["3"]
    assert laws.find("抢修公告", AFTER) == [], "the words do not stand together"


def test_a_word_of_the_title_leads_to_the_law():
    assert {a.law.name for a in laws.find("供水条例", AFTER)} == {"示范供水条例"}
    assert laws.find("   ") == []


def test_nothing_is_found_on_a_day_before_the_law():
    assert laws.find("水价", date(2010, 1, 1)) == []


def test_every_citation_of_a_text_is_linked_or_said_to_lead_nowhere():
    text = "依据《示范供水条例》第三条、第九条和《无此法》第一条"
    found = laws.linked(text, AFTER)
    assert [(bool(law), bool(article)) for _one, law, article in found] == [
        (True, True), (True, False), (False, False),
    ]  # fmt: skip


def test_advice_on_a_citation_uses_the_library():
    def said(text, on):
        return {a.rule for a in advise(text, on=on, editions=laws.editions)}

    assert "no_such_article" in said("依据《示范供水条例》第三条办理。", BEFORE)
    assert "no_such_article" not in said("依据《示范供水条例》第三条办理。", AFTER)
    assert "unknown_title" in said("依据《无此条例》第三条办理。", AFTER)


def test_an_expired_law_whose_end_is_known_to_all_was_in_force_until_then():
    Law.objects.filter(name="示范法典").update(
        name="信访条例", expired=True, since=date(2005, 5, 1)
    )
    (edition,) = laws.editions("信访条例")
    assert edition.in_force(date(2022, 4, 30)) and not edition.in_force(date(2022, 5, 1))


def test_a_law_that_expired_on_an_unknown_day_is_in_force_no_more():
    Law.objects.filter(name="示范法典").update(expired=True)
    assert laws.article("示范法典", 463, on=AFTER) is None
    assert not any(e.in_force(AFTER) for e in laws.editions("示范法典"))
