# SPDX-License-Identifier: Apache-2.0
"""人员 From a signed-in user to the person who acts."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from yingda.flow.grammar import Person
from yingda.roster.models import Officer
from yingda.roster.people import officer_of, person


@pytest.fixture
def wang(city):
    user = User.objects.create(username="wang")
    Officer.objects.create(user=user, name="王春来", unit_id="heating", duties=["clerk"])
    return User.objects.get(pk=user.pk)


@pytest.fixture
def chu(city):
    user = User.objects.create(username="chu")
    Officer.objects.create(user=user, name="褚怀瑾", duties=["duty_leader", "dispatcher"])
    return User.objects.get(pk=user.pk)


def test_a_clerk_acts_for_their_unit(wang):
    assert person(wang, {"clerk", "dispatcher"}) == Person("王春来", "clerk", "heating", "wang")


def test_an_officer_of_the_hotline_has_no_unit(chu):
    assert person(chu, {"dispatcher"}) == Person("褚怀瑾", "dispatcher", "", "chu")


def test_the_first_of_the_officers_duties_that_is_allowed_is_taken(chu):
    assert person(chu, {"dispatcher", "duty_leader"}).duty == "duty_leader"


def test_an_officer_without_an_allowed_duty_is_nobody_here(wang):
    assert person(wang, {"assessor"}) is None


def test_a_visitor_and_a_stranger_are_nobody(db):
    stranger = User.objects.create(username="nobody")
    assert person(AnonymousUser(), {"clerk"}) is None
    assert person(stranger, {"clerk"}) is None


def test_an_officer_who_has_left_is_nobody(wang):
    Officer.objects.update(active=False)
    assert person(wang, {"clerk"}) is None


def test_an_officer_is_asked_for_once_in_a_request(wang, django_assert_num_queries):
    with django_assert_num_queries(1):
        officer_of(wang)
        person(wang, {"clerk"})
        person(wang, {"dispatcher"})


def test_a_stranger_too_is_asked_for_once(db, django_assert_num_queries):
    stranger = User.objects.create(username="nobody")
    with django_assert_num_queries(1):
        assert officer_of(stranger) is None
        assert officer_of(stranger) is None
