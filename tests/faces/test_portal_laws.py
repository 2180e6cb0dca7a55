# SPDX-License-Identifier: Apache-2.0
"""The law that a reply cites, as a link for the citizen to the article as it stood that day."""

import re
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from tests.faces.people import make_city
from tests.knowledge import law_files
from tests.office import appeals
from yingda.flow import divert, review, sign_in
from yingda.flow.case import Citation
from yingda.flow.limits import ZONE
from yingda.knowledge import load_laws
from yingda.knowledge.models import Law

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a class="law-link" href="(/law/[^"]+)">([^<]+)</a>')


@pytest.fixture
def library(tmp_path):
    make_city()
    load_laws.load(law_files.lay(tmp_path))


def answered(found: str, *citations: Citation, at: datetime | None = None) -> str:
    at = at or timezone.now() - 30 * appeals.HOUR
    no = appeals.dispatched(at)
    appeals.act(no, sign_in.SignIn(by=appeals.CLERK), at + 2 * appeals.HOUR)
    appeals.act(no, appeals.CONTACT, at + 3 * appeals.HOUR)
    told = replace(appeals.replying(at + 4 * appeals.HOUR), found=found, citations=citations)
    appeals.act(no, told, at + 5 * appeals.HOUR)
    appeals.act(no, review.Accept(by=appeals.REVIEWER), at + 6 * appeals.HOUR)
    return no


def own(no: str) -> Client:
    client = Client()
    client.post("/q/", {"no": no, "last_four": "1111"})
    return client


def page(no: str) -> str:
    return own(no).get(f"/q/{no}/").content.decode()


def test_a_law_cited_in_a_reply_leads_to_its_article(library):
    said = page(answered("按照《示范供水条例》第二条，停水已提前通知。"))
    ((address, words),) = LINK.findall(said)
    assert words == "《示范供水条例》第二条"
    law = Client().get(address)
    text = law.content.decode()
    assert law.status_code == 200 and "提前二十四小时通知" in text
    assert "地方性法规" in text and "有效" in text and "不在有效期" not in text


def test_a_law_given_as_basis_is_linked_as_it_stood_on_its_day(library):
    old = Citation(title="示范供水条例", article="第二条", valid_on=date(2018, 5, 1))
    ((address, words),) = LINK.findall(page(answered("已核实。", old)))
    assert words == "《示范供水条例》第二条" and address.endswith("?on=2018-05-01")
    text = Client().get(address).content.decode()
    assert "停水应当提前通知" in text and "现已失效或修改" in text
    ((now, _words),) = LINK.findall(text)
    assert "提前二十四小时通知" in Client().get(now).content.decode()


def test_what_the_library_has_not_stays_plain(library):
    bare = Citation(title="某某办法", article="第九条", valid_on=date(2026, 1, 1))
    said = page(
        answered("依据《某某法》第三条、《示范供水条例》第九十条和《示范供水条例》。", bare)
    )
    assert not LINK.findall(said)
    assert "《某某法》第三条" in said and "《某某办法》第九条" in said


def test_a_reply_of_before_the_law_was_in_force_is_not_linked_to_it(library):
    at = datetime(2015, 1, 5, 10, 0, tzinfo=ZONE)
    before = Citation(title="示范供水条例", article="第二条", valid_on=at.date())
    assert not LINK.findall(page(answered("已核实。", before)))


def test_an_answer_given_at_once_is_linked_and_names_its_entry_in_words(library):
    no = appeals.registered(timezone.now() - appeals.HOUR)
    told = "依据《示范供水条例》第三条，抢修停水会公告。<b>"
    command = divert.AnswerAtOnce(by=appeals.OPERATOR, told=told, entry="D-014", version="2")
    appeals.act(no, command, timezone.now())
    said = page(no)
    assert [words for _to, words in LINK.findall(said)] == ["《示范供水条例》第三条"]
    assert "知识库条目D-014，第2版" in said and "@2" not in said and "<b>" not in said


def test_an_article_that_is_not_there_is_not_found(library):
    law = Law.objects.first()
    for address in (f"/law/{law.pk}/99/", "/law/999999/1/", f"/law/{'9' * 30}/1/", "/law/x/1/"):
        assert Client().get(address).status_code == 404
    assert Client().get(f"/law/{law.pk}/1/?on=nonsense").status_code == 200
    assert Client().post(f"/law/{law.pk}/1/").status_code in (403, 405)


def test_the_pages_take_few_statements_however_much_is_cited(library, django_assert_num_queries):
    every = "，".join(f"《示范供水条例》第{n}条" for n in "一二三") * 10
    no = answered(every, Citation(title="示范法典", article="第一条", valid_on=date(2026, 1, 1)))
    browser = own(no)
    with django_assert_num_queries(2):
        said = browser.get(f"/q/{no}/").content.decode()
    assert len(LINK.findall(said)) == 31
    with django_assert_num_queries(1):
        browser.get(LINK.findall(said)[0][0])
