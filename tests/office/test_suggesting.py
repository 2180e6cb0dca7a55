# SPDX-License-Identifier: Apache-2.0
"""建议 What is suggested for an appeal that is being typed, and what is not."""

import pytest
from django.utils import timezone, translation

from tests.faces.people import make_city
from tests.office.appeals import CLERK, HOUR, OPERATOR, Told, registered
from yingda.office import suggesting

pytestmark = pytest.mark.django_db
COLD = "样街道翡翠谷小区3号楼冬季采暖温度只有十二度，老人孩子都感冒了，希望尽快处理。"


@pytest.fixture(autouse=True)
def city(db):
    make_city()


def suggested(words=COLD, title="", by=OPERATOR, **known):
    return suggesting.for_appeal(title, words, by, timezone.localtime(), known)


def of(kind, found):
    return next((one for one in found.each if one.of == kind), None)


def test_a_few_signs_say_nothing():
    assert suggested("喂你好") == suggesting.Suggested()


def test_place_nature_tier_and_subject_are_suggested_with_their_reasons():
    found = suggested()
    place = of("place", found)
    assert (place.value, place.sure) == ("110105026", True) and "样街道" in place.because[0]
    assert of("subject", found).value == "010208"
    assert of("nature", found) and of("tier", found)


def test_an_emergency_is_said_in_the_words_that_made_it_one():
    tier = of("tier", suggested("样街道着火了，楼上有人被困，快来人"))
    assert (tier.value, tier.sure) == ("critical", True)
    assert any("着火" in why for why in tier.because)


def test_without_history_a_subject_is_only_possible_and_with_it_sure():
    said = "样街道翡翠谷小区3号楼采暖温度只有十二度，老人孩子都感冒了"
    unsure = of("subject", suggested(said, title="翡翠谷小区不热"))
    assert unsure is None or not unsure.sure
    who = Told(phone="13900001111", words="翡翠谷小区冬季采暖不热，只有十二度。")
    nos = [
        registered(timezone.now() - n * HOUR, told=who, title="翡翠谷小区采暖不热")
        for n in (3, 4, 5)
    ]
    found = suggested(said, title="翡翠谷小区采暖不热")
    subject = of("subject", found)
    assert (subject.value, subject.sure) == ("010208", True)
    assert subject.cases and set(subject.cases) <= set(nos)


def test_the_same_person_again_is_suggested_as_a_repeat():
    who = Told(phone="13900001111", words="翡翠谷小区冬季采暖不热，只有十二度。")
    no = registered(timezone.now() - HOUR, told=who, title="翡翠谷小区采暖不热")
    repeat = of("repeat_of", suggested(title="翡翠谷小区采暖不热", phone="13900001111"))
    assert (repeat.value, repeat.sure) == (no, True)
    assert of("repeat_of", suggested(title="翡翠谷小区采暖不热")) is None


def test_what_the_form_has_already_is_not_asked_again():
    asked = {gap.of for gap in suggested("暖气不热，希望尽快处理，已经三天了").gaps}
    assert "where" in asked
    known = suggested("暖气不热，希望尽快处理，已经三天了", place="110105026").gaps
    assert "where" not in {gap.of for gap in known}


def test_the_three_most_important_questions_of_the_matter_are_asked():
    asked = [gap.of for gap in suggested("投诉单位不发工资").gaps]
    assert asked == ["employer", "months", "amount"]
    asked = [gap.of for gap in suggested("投诉单位不发工资", party="鼎盛建筑公司").gaps]
    assert "employer" not in asked and len(asked) == 3
    by_form = suggested("你们快点来看看怎么回事", subject="010208").gaps
    assert "degrees" in {gap.of for gap in by_form}


def test_who_suggests_is_not_asked_for_the_details_of_a_complaint():
    said = "建议公交司机的休息室多装几盏灯"
    asked = {gap.of for gap in suggested(said, nature="suggest").gaps}
    assert "plate" not in asked and asked <= {"where", "when", "want"}


def test_a_question_is_asked_in_the_language_of_the_officer():
    gap = suggested("投诉单位不发工资").gaps[0]
    with translation.override("en"):
        assert suggesting.question(gap) == "Which employer? Its full name?"
    with translation.override("zh-hans"):
        assert suggesting.question(gap) == "是哪家单位？全称是什么？"


def test_a_unit_is_shown_no_earlier_cases():
    registered(timezone.now() - HOUR, told=Told(phone="13900001111", words=COLD))
    assert not suggested(by=CLERK).earlier


def test_a_suggestion_takes_at_most_four_statements(django_assert_max_num_queries):
    registered(timezone.now() - HOUR, told=Told(phone="13900001111", words=COLD))
    suggested()
    with django_assert_max_num_queries(4):
        suggested(phone="13900001111")


def test_facts_are_suggested_as_they_may_stand_in_the_form():
    found = suggested("昨天下午三点样街道阳光小区停水，三十多户没水，投诉城东物业公司")
    assert of("happened", found).value.startswith("昨天下午三点（")
    assert (of("scale", found).value, of("party", found).value) == ("三十多户", "城东物业公司")
    assert of("spot", found).value == "阳光小区"


def test_a_print_tells_the_same_words_apart_from_others_and_not_what_they_are():
    same = suggesting.printed("party", "张 大富")
    assert same == suggesting.printed("party", "张大富") != suggesting.printed("scale", "张大富")
    assert len(same) == 16 and suggesting.printed("party", " ") == ""
