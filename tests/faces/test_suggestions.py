# SPDX-License-Identifier: Apache-2.0
"""Suggestions beside the forms: shown with their reasons, recorded when sent, never kept before."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.people import make_city, signed_in
from tests.office import appeals
from yingda.faces.kit import hinted
from yingda.flow import number
from yingda.flow.case import Hinted
from yingda.ledgers.suggestions import SuggestionLine
from yingda.office import gathering
from yingda.office.suggesting import Suggestion
from yingda.record.models import Entry
from yingda.roster.models import DirectoryLine

pytestmark = pytest.mark.django_db
COLD = "样街道翡翠谷小区冬季采暖温度只有十二度，老人孩子都感冒了，希望尽快处理。"
ASK = "/desk/registrations/suggestions/"
HELD = re.compile(r'name="hinted" value="([^"]*)"')


@pytest.fixture(autouse=True)
def city(db):
    make_city()


def line(lead="heating"):
    DirectoryLine.objects.create(
        id="L-1", subject_id="010208", lead=lead, level="utility", legal_basis="供热办法",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip


def earlier(hours=5, **more):
    who = appeals.Told(phone="13900001111", words="翡翠谷小区冬季采暖不热，只有十二度。")
    at = timezone.now() - hours * appeals.HOUR
    return appeals.registered(at, told=who, title="翡翠谷小区采暖不热", **more)


def test_what_is_typed_gets_suggestions_with_reasons_and_nothing_is_kept():
    before = Entry.objects.count()
    answer = signed_in("operator").post(ASK, {"own_words": COLD})
    page = answer.content.decode()
    assert "冬季采暖" in page and "写明“样街道”" in page and 'data-take-key="Z"' in page
    assert Entry.objects.count() == before and answer.headers["Cache-Control"].count("no-store")


def test_an_empty_form_gets_none_and_a_get_is_refused():
    operator = signed_in("operator")
    assert "<button" not in operator.post(ASK, {"own_words": "喂"}).content.decode()
    assert operator.get(ASK, {"own_words": COLD}).status_code == 405
    assert signed_in("heating").post(ASK, {"own_words": COLD}).status_code == 403


def test_the_same_matter_is_shown_with_what_is_new_and_nothing_of_the_others_words():
    no = earlier()
    said = COLD + "昨天物业把总阀也关了。"
    page = signed_in("operator").post(ASK, {"own_words": said}).content.decode()
    assert f"/cases/{no}/" in page and "昨天物业把总阀也关了" in page
    assert "只有十二度。" not in page


def test_a_suggested_subject_names_the_cases_that_speak_for_it_as_links():
    no = earlier(subject="010208")
    page = signed_in("operator").post(ASK, {"own_words": COLD}).content.decode()
    why = page.partition("相近诉求")[2].partition("</span>")[0]
    assert f'<a href="/cases/{no}/" target="_blank">{number.spoken(no)}</a>' in why
    assert no not in Client().post("/appeal/suggestions/", {"words": COLD}).content.decode()


def test_a_repeat_is_suggested_by_the_number_as_it_is_said():
    no = earlier()
    said = {"own_words": COLD, "phone": "13900001111"}
    page = signed_in("operator").post(ASK, said).content.decode()
    assert f"</kbd>{number.spoken(no)}</button>" in page


def test_a_suggestion_takes_few_statements(django_assert_max_num_queries):
    earlier()
    operator = signed_in("operator")
    operator.post(ASK, {"own_words": COLD, "phone": "13900001111"})
    with django_assert_max_num_queries(5):  # four, and one for who asks
        operator.post(ASK, {"own_words": COLD, "phone": "13900001111"})


def test_what_stood_in_the_form_is_recorded_beside_what_the_form_said():
    operator = signed_in("operator")
    page = operator.post(ASK, {"own_words": COLD}).content.decode()
    typed = {
        "key": "k", "own_words": COLD, "title": "采暖不热", "name": "欧阳测试", "channel": "phone",
        "phone": "13900001111", "subject": "010208", "nature": "complaint", "place_0": "110105026",
        "said_at": "", "wants_reply": "on", "hinted": HELD.search(page)[1],
    }  # fmt: skip
    done = operator.post("/desk/registrations/", typed)
    assert done.status_code == 303
    rows = {one.of: one for one in SuggestionLine.objects.all()}
    assert rows["subject"].taken is True and rows["place"].taken is True
    assert rows["tier"].taken is None
    assert all(one.correct is None for one in rows.values())


def test_facts_stand_beside_their_fields_until_the_field_says_something():
    said = "昨晚十一点多阳光小区停水，三十多户没水，投诉城东物业公司"
    operator = signed_in("operator")
    page = operator.post(ASK, {"own_words": said}).content.decode()
    told = {"happened": "昨晚十一点多（", "scale": "三十多户", "spot": "阳光小区"}
    for kind, words in told.items():
        beside = page.partition(f"[data-hinted={kind}]")[2].partition("</span>")[0]
        assert words in beside and "data-take-key" in beside, kind
    typed = {"own_words": said, "scale": "四十户", "party": "城东物业公司"}
    page = operator.post(ASK, typed).content.decode()
    for kind in ("scale", "party"):
        assert page.partition(f"[data-hinted={kind}]")[2].startswith('"></span>')


def test_of_a_fact_only_a_print_is_kept_and_the_party_is_sealed():
    said = "昨晚十一点多样街道停水，三十多户没水，老板张大富不管"
    operator = signed_in("operator")
    page = operator.post(ASK, {"own_words": said}).content.decode()
    typed = {
        "key": "k", "own_words": said, "title": "停水", "name": "欧阳测试", "channel": "phone",
        "phone": "13900001111", "subject": "010208", "nature": "complaint", "place_0": "110105026",
        "wants_reply": "on", "hinted": HELD.search(page)[1], "scale": "三十多户",
        "party": "老板张大富", "happened": "今早打电话13812345678",
    }  # fmt: skip
    assert operator.post("/desk/registrations/", typed).status_code == 303
    rows = {one.of: one for one in SuggestionLine.objects.all()}
    assert (rows["scale"].taken, rows["party"].taken, rows["happened"].taken) == (True, True, False)
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert "张大富" not in bodies and "13812345678" not in bodies and "三十多户" in bodies
    no = rows["scale"].case_no
    page = operator.get(f"/cases/{no}/").content.decode()
    assert "老板张＊＊" in page and "张大富" not in page and "三十多户" in page


def test_a_token_that_is_not_ours_records_nothing(rf):
    forged = hinted.token([Suggestion(of="tier", value="general", sure=True, chance=1.0)])
    for value in ("", "x", forged[:-2] + "zz"):
        assert hinted.opened(rf.post("/", {"hinted": value})) == ()
    (one,) = hinted.opened(rf.post("/", {"hinted": forged}))
    assert (one.of, one.value, one.sure, one.chosen) == ("tier", "general", True, None)


def test_triage_suggests_a_tier_and_what_the_registration_left_open():
    no = earlier(subject="", nature="")
    page = signed_in("dispatcher").get(f"/cases/{no}/").content.decode()
    assert "id_triages-tier" in page and "id_triages-subject" in page
    assert 'data-take-key="Z"' in page


def test_triage_does_not_repeat_what_is_known():
    no = earlier(subject="010208", nature="help")
    page = signed_in("dispatcher").get(f"/cases/{no}/").content.decode()
    assert "id_triages-subject&quot;" not in page.partition("</form>")[0].partition("hints")[2]


def dispatching(no):
    appeals.act(no, appeals.TRIAGE, timezone.now() - appeals.HOUR)
    return signed_in("dispatcher").get(f"/cases/{no}/dispatches/").content.decode()


def test_a_unit_of_which_the_directory_is_sure_stands_in_the_form_already():
    line()
    page = dispatching(earlier())
    assert 'value="热力公司｜heating"' in page and "供热办法" in page


def test_a_matter_that_nobody_named_is_read_from_the_words_and_said_to_be_read(
    django_assert_max_num_queries,
):
    line()
    no = earlier(subject="")
    page = dispatching(no)
    assert "按原话推断：冬季采暖" in page and "热力公司" in page
    dispatcher = signed_in("dispatcher")
    with django_assert_max_num_queries(15):
        dispatcher.get(f"/cases/{no}/dispatches/")


def test_where_nothing_is_sure_the_form_stays_empty_and_says_so():
    page = dispatching(earlier())
    assert 'value="区政府｜gov"' not in page
    assert "拿不准" in page and "区政府｜gov" in page


def test_the_choice_of_the_dispatcher_is_recorded_beside_the_suggestion():
    line()
    no = earlier()
    page = dispatching(no)
    typed = {
        "dispatches-lead": "区城管委｜bureau", "dispatches-basis": "职责清单", "key": "k",
        "hinted": HELD.search(page)[1], "seen": "",
    }  # fmt: skip
    done = signed_in("dispatcher").post(f"/cases/{no}/dispatches/", typed)
    assert done.status_code == 303
    one = SuggestionLine.objects.get(case_no=no, step="dispatch")
    assert (one.value, one.chosen, one.taken) == ("heating", "bureau", False)


def test_suggestions_speak_the_language_of_the_officer():
    operator = signed_in("operator")
    operator.cookies["django_language"] = "en"
    page = operator.post(ASK, {"own_words": "采暖" + COLD}).content.decode()
    assert "Place" in page and "拿不准" not in page


def test_a_citizen_is_asked_gently_and_shown_no_case_of_anybody():
    no = earlier()
    page = Client().post("/appeal/suggestions/", {"words": COLD}).content.decode()
    assert "在样区 样街道" in page and no not in page and "可能是同一件事" not in page
    assert "必须" not in page and not Client().post("/appeal/suggestions/", {}).content.strip()


def test_a_citizen_is_asked_for_what_this_matter_needs_in_one_gentle_line():
    said = "样街道翡翠谷小区3号楼停水了，家里一点水都没有"
    page = Client().post("/appeal/suggestions/", {"words": said}).content.decode()
    assert "想得起来的话，写上这些会办得更快：" in page and "从什么时候开始停的？" in page
    assert page.count("？") <= 2


def test_an_operator_sees_at_most_three_questions_for_this_matter():
    page = signed_in("operator").post(ASK, {"own_words": "投诉单位不发工资"}).content.decode()
    assert page.count('hints__gap"') == 3 and "是哪家单位？" in page


def test_a_citizen_in_danger_is_told_whom_to_call_first():
    said = "样街道的楼里着火了，有人被困在里面"
    assert (
        "110、119、120" in Client().post("/appeal/suggestions/", {"words": said}).content.decode()
    )


def test_a_matter_that_rises_is_shown_with_its_reason_and_its_cases(django_assert_max_num_queries):
    nos = [earlier(hours) for hours in (4, 5, 6, 7)]
    gathering.gather(timezone.now())
    gathering.look(timezone.now())
    assessor = signed_in("assessor")
    assessor.get("/reports/hotspots/")
    with django_assert_max_num_queries(5):
        page = assessor.get("/reports/hotspots/").content.decode()
    assert "7天内4件" in page and "翡翠谷小区采暖不热" in page
    assert all(f"/cases/{no}/" in page for no in nos)


def test_a_quiet_week_says_that_nothing_rises_and_an_old_week_says_nothing():
    assessor = signed_in("assessor")
    assert "现在没有明显上升的事" in assessor.get("/reports/hotspots/").content.decode()
    old = assessor.get("/reports/hotspots/?week=2026-01-05").content.decode()
    assert "正在上升" not in old


def test_the_readings_say_how_often_suggestions_were_taken_and_right():
    earlier(hinted=(Hinted(step="", of="subject", value="010208", sure=True, chance=0.9),))
    page = signed_in("assessor").get("/readings/").content.decode()
    assert "建议可信吗" in page and "采用 1 ÷ 表单问到 1" in page and "正确 0 ÷ 已有结果 0" in page


def test_a_form_with_suggestions_takes_few_statements_however_many_cases_there_are(
    django_assert_max_num_queries,
):
    line()
    for hours in range(2, 8):
        earlier(hours, subject="", nature="")
    no = earlier()
    dispatcher = signed_in("dispatcher")
    dispatcher.get(f"/cases/{no}/triages/")
    with django_assert_max_num_queries(10):
        dispatcher.get(f"/cases/{no}/triages/")
    dispatching(no)
    with django_assert_max_num_queries(11):
        dispatcher.get(f"/cases/{no}/dispatches/")
