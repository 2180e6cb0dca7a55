# SPDX-License-Identifier: Apache-2.0
"""The knowledge base while talking, its entries and owners; the law library by day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.knowledge import law_files
from tests.office import appeals
from yingda import office
from yingda.flow.limits import day
from yingda.knowledge import entries, laws, load_laws
from yingda.knowledge.models import Challenge, Entry

pytestmark = pytest.mark.django_db
SAID = {
    "question": "暖气不热找谁", "answer": "先报热力公司，依据《示范供热条例》第二条。",
    "similar": ["家里冷怎么办"], "subject": "", "owner": "heating",
    "source": "《示范供热条例》第二条",
    "valid_from": date(2026, 1, 1), "valid_until": None, "review_by": date(2099, 1, 1),
}  # fmt: skip


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    make_city()
    written()


def written(code="N1", **changed):
    return entries.write(code, SAID | changed, by="甲", at=timezone.now())


def page(answer):
    return answer.content.decode()


def test_an_operator_finds_an_answer_in_the_words_of_the_caller():
    said = page(signed_in("operator").post("/knowledge/search/", {"q": "家里冷"}))
    assert "暖气不热找谁" in said and "先报热力公司" in said and "第1版" in said


def test_what_a_caller_said_stands_in_no_address():
    assert signed_in("operator").get("/knowledge/search/", {"q": "甲"}).status_code == 405


def test_while_typing_only_the_answers_come_back():
    typing = {"HTTP_HX_REQUEST": "true"}
    said = page(signed_in("operator").post("/knowledge/search/", {"q": "暖气"}, **typing))
    assert "know-hit" in said and "<html" not in said
    nothing = page(signed_in("operator").post("/knowledge/search/", {"q": "火星"}, **typing))
    assert "没有找到" in nothing


def test_an_answer_found_beside_a_case_fills_its_form_with_entry_and_version():
    at = timezone.now() - timedelta(hours=1)
    no = appeals.registered(at)
    leader = signed_in("operator")
    beside = page(leader.get(f"/knowledge/beside/{no}/"))
    assert f'name="case" value="{no}"' in beside
    found = page(leader.post("/knowledge/search/", {"q": "暖气", "case": no}))
    assert f"/cases/{no}/answers/?entry=N1" in found
    form = page(leader.get(f"/cases/{no}/answers/?entry=N1"))
    assert "先报热力公司" in form and 'value="N1"' in form and 'value="1"' in form
    leader.post(f"/cases/{no}/answers/", {
        "answers-told": "已告知", "answers-entry": "N1", "answers-version": "1", "key": "k",
    })  # fmt: skip
    assert office.read(no).case.diversion.basis == "N1@1"


@pytest.mark.parametrize(
    ("entry", "version", "words"),
    [
        ("N9", "1", "知识库中没有条目“N9”"),
        ("N2", "1", "有效期到2026-02-01为止"),
        ("N1", "7", "没有第7版，现行的是第1版"),
        ("", "1", "请写明是哪个知识条目"),
    ],
)
def test_an_answer_that_may_not_be_told_is_refused_and_what_was_typed_stays(entry, version, words):
    written("N2", valid_until=date(2026, 2, 1))
    no = appeals.registered(timezone.now() - timedelta(hours=1))
    answer = signed_in("operator").post(f"/cases/{no}/answers/", {
        "answers-told": "暖气先报热力公司", "answers-entry": entry, "answers-version": version,
        "key": "k",
    })  # fmt: skip
    said = page(answer)
    assert answer.status_code == 422 and words in said and "暖气先报热力公司" in said
    assert f'value="{entry or version}"' in said and "field__fault" in said
    assert office.read(no).case.diversion is None


def test_an_answer_without_version_keeps_the_one_in_force_and_one_without_entry_keeps_none():
    written(answer="打热力公司电话")
    for entry, basis in (("N1", "N1@2"), ("", "")):
        no = appeals.registered(timezone.now() - timedelta(hours=1))
        signed_in("operator").post(f"/cases/{no}/answers/", {
            "answers-told": "已告知", "answers-entry": entry, "key": f"k{entry}",
        })  # fmt: skip
        assert office.read(no).case.diversion.basis == basis


def test_an_entry_that_ended_fills_no_form_and_says_so():
    written("N2", valid_until=date(2026, 2, 1))
    no = appeals.registered(timezone.now() - timedelta(hours=1))
    assert "先报热力公司" not in page(signed_in("operator").get(f"/cases/{no}/answers/?entry=N2"))
    assert "不能再告知" in page(signed_in("operator").get("/knowledge/entries/N2/"))


def test_anyone_may_say_that_an_answer_is_wrong_but_must_say_why():
    teller = signed_in("operator")
    assert teller.post("/knowledge/entries/N1/challenges/", {"reason": " "}).status_code == 422
    said = {"reason": "电话已换", "version": "1"}
    assert teller.post("/knowledge/entries/N1/challenges/", said).status_code == 303
    assert Entry.objects.get(code="N1").challenges == 1
    assert "有质疑未处理" in page(teller.get("/knowledge/entries/N1/"))


def test_only_the_owner_or_a_keeper_settles_a_challenge():
    one = entries.challenge("N1", 1, "电话已换", by="甲", at=timezone.now())
    said = {"opinion": "已改", "upheld": "yes"}
    assert signed_in("bureau").post(f"/knowledge/challenges/{one.pk}/", said).status_code == 403
    assert signed_in("heating").post(f"/knowledge/challenges/{one.pk}/", said).status_code == 303
    settled = Challenge.objects.get(pk=one.pk)
    assert settled.upheld and settled.opinion == "已改" and Entry.objects.get().challenges == 0


def test_what_ended_is_unread_or_challenged_is_listed_for_its_owner_alone():
    written("N2", question="水费怎么算", owner="water", review_by=date(2026, 2, 1))
    written("N3", question="何时停暖", review_by=date(2026, 2, 1))
    mine = page(signed_in("heating").get("/knowledge/due/"))
    assert "何时停暖" in mine and "水费" not in mine and "暖气不热找谁" not in mine
    everything = page(signed_in("quality").get("/knowledge/due/"))
    assert "何时停暖" in everything and "水费怎么算" in everything


def test_the_owner_reads_an_entry_again_for_half_a_year():
    written("N3", review_by=date(2026, 2, 1))
    signed_in("heating").post("/knowledge/entries/N3/readings/")
    entry = Entry.objects.get(code="N3")
    assert entry.review_by > day(timezone.now()) + timedelta(days=170) and entry.version == 2


def test_a_keeper_writes_a_new_version_and_the_old_one_stays():
    form = {
        "code": "N1", "question": "暖气不热找谁", "answer": "打热力公司电话", "similar": "冷\n不热",
        "source": "公告", "owner": "heating", "valid_from": "2026-01-01", "review_by": "2027-01-01",
    }  # fmt: skip
    keeper = signed_in("administrator")
    assert keeper.post("/knowledge/entries/N1/versions/", form).status_code == 303
    entry = Entry.objects.get(code="N1")
    assert entry.version == 2 and entry.similar == ["冷", "不热"]
    said = page(keeper.get("/knowledge/entries/N1/"))
    assert "第2版" in said and "先报热力公司" in said


def test_a_new_entry_with_days_in_the_wrong_order_keeps_what_was_typed():
    form = {
        "code": "N9", "question": "问", "answer": "答", "source": "公告", "owner": "heating",
        "valid_from": "2026-05-01", "valid_until": "2026-01-01", "review_by": "2027-01-01",
    }  # fmt: skip
    answer = signed_in("administrator").post("/knowledge/new/", form)
    assert answer.status_code == 422 and "失效日期早于生效日期" in page(answer)
    assert 'value="N9"' in page(answer) and not Entry.objects.filter(code="N9").exists()


def test_another_unit_does_not_write_an_entry():
    assert signed_in("bureau").get("/knowledge/entries/N1/versions/").status_code == 403
    assert signed_in("heating").get("/knowledge/new/").status_code == 403


@pytest.fixture
def library(tmp_path):
    law_files.lay(tmp_path)
    load_laws.load(tmp_path)


def test_a_law_is_found_by_words_and_opens_at_its_article(library):
    reader = signed_in("heating")
    one = laws.Law.objects.get(published=date(2020, 6, 1))
    article = one.articles.get(key="3")
    said = page(reader.get("/laws/", {"q": "抢修 公告"}))
    assert f"/laws/{article.law_id}/" in said
    text = page(reader.get(f"/laws/{one.pk}/"))
    assert f'id="a{article.key}"' in text and article.text[:10] in text


def test_a_citation_leads_to_the_article_of_the_edition_valid_on_the_day(library):
    one = laws.Law.objects.exclude(since=None).first()
    key = one.articles.exclude(key="0").first().key
    asked = {"title": one.title, "article": key, "on": one.since.isoformat()}
    answer = signed_in("heating").get("/laws/cited/", asked)
    assert answer.status_code == 302 and answer.url.endswith(f"#a{key}")
    unknown = signed_in("heating").get("/laws/cited/", {"title": "查无此法", "article": "1"})
    assert unknown.status_code == 404 and "法律库中没有" in page(unknown)


def test_the_citations_of_an_answer_are_links():
    said = page(signed_in("operator").get("/knowledge/entries/N1/"))
    assert "/laws/cited/?title=" in said and "article=2" in said
