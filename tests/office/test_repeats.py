# SPDX-License-Identifier: Apache-2.0
"""重复 The same person again, the same matter by others, and what is new."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.appeals import CLERK, HOUR, OPERATOR, Told, registered
from yingda.flow.case import Place
from yingda.office import repeats

pytestmark = pytest.mark.django_db
WORDS = "翡翠谷小区北侧的搅拌站每天夜里轰鸣到凌晨三点，灰尘很大。"
AGAIN = "翡翠谷小区北边那个搅拌站，夜里轰鸣。昨天罐车把井盖压坏了两个。"
TITLE = "翡翠谷搅拌站夜间轰鸣"


@pytest.fixture
def now():
    return timezone.now()


def told(now, phone="13900001111", words=WORDS, title=TITLE, hours=5, **more):
    who = Told(name="欧阳测试", phone=phone, words=words)
    return registered(now - hours * HOUR, told=who, title=title, **more)


def find(now, words=AGAIN, by=OPERATOR, **more):
    return repeats.find("翡翠谷旁搅拌站扰民", words, by, now, **more)


def test_the_same_matter_told_by_another_is_found_with_what_is_new_in_this_one(now):
    no = told(now)
    told(now, words="小区门口的路灯坏了三天没人修，老人摔倒了。", title="路灯不亮")
    (one,) = find(now)
    assert (one.line.case_no, one.same, one.mine) == (no, True, False)
    assert one.new == ("昨天罐车把井盖压坏了两个",)


def test_the_same_person_is_found_by_the_phone_even_about_something_else(now):
    no = told(now, words="路灯坏了", title="路灯不亮")
    (one,) = find(now, phone="139 0000 1111")
    assert (one.line.case_no, one.mine, one.like) == (no, True, False)
    assert find(now, phone="13900002222") == [] and find(now, phone="139") == []


def test_the_same_words_at_another_place_are_less_alike(now):
    told(now, place=Place(district="110105", street="110105026"))
    here = find(now, place="110105026")[0].weight
    elsewhere = find(now, place="110108001")
    assert not elsewhere or elsewhere[0].weight < here - 10


def test_a_unit_is_shown_no_cases_of_others(now):
    told(now)
    assert find(now, by=CLERK) == []


def test_the_case_itself_and_those_before_its_time_are_left_out(now):
    no = told(now)
    assert find(now, but=no) == []
    old = told(now, hours=24 * 500)
    assert [one.line.case_no for one in find(now)] == [no] != [old]


def test_however_many_cases_there_are_one_statement_finds_them(now, django_assert_num_queries):
    for _each in range(8):
        told(now)
    find(now)
    with django_assert_num_queries(1):
        assert len(find(now, phone="13900001111")) == repeats.SHOWN


def test_subjects_of_earlier_cases_speak_for_the_subject(now):
    told(now, subject="010208"), told(now, subject="010208"), told(now, subject="")
    votes = repeats.votes(find(now))
    assert list(votes) == ["010208"] and votes["010208"] > 1


def test_nothing_is_found_among_nothing(now):
    assert find(now) == []
    assert timedelta(days=1) < repeats.alike.KEPT


def test_another_matter_in_the_same_street_is_not_the_same_matter(now):
    told(now, words="样区样街道东里公园的灯坏了", title="样区样街道公园灯坏了")
    words = "样区样街道东里公司少缴养老保险三年"
    found = repeats.find("样区样街道少缴养老", words, OPERATOR, now, apart=("样区", "样街道"))
    assert not any(one.like for one in found)


def test_the_same_kind_of_matter_elsewhere_is_not_the_same_matter(now):
    told(now, place=Place(district="110106", street="110106003"))
    (one,) = find(now, words=WORDS, place="110105026")
    assert one.like and not one.same or one.weight >= repeats.SAME_WEIGHT
