# SPDX-License-Identifier: Apache-2.0
"""演示城市 The demo city's people can sign in, and only in a demo city."""

import msgspec
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from yingda.config import demo
from yingda.roster.models import Officer, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(settings):
    folder = str(demo.Path(__file__).parents[2] / "demo" / "roster")
    settings.CITY = msgspec.structs.replace(settings.CITY, demo=True, roster=folder)
    return settings.CITY


def test_every_demo_person_can_sign_in(city):
    call_command("load_demo")
    people = demo.people()
    assert len(people) == Officer.objects.count() >= 30
    for username, password, name, duties, _unit in people:
        user = User.objects.select_related("officer").get(username=username)
        assert user.check_password(password)
        assert (user.officer.name, user.officer.duties) == (name, duties)


def test_only_the_administrator_reaches_the_administration_pages(city):
    call_command("load_demo")
    assert [u.username for u in User.objects.filter(is_staff=True)] == ["admin"]


def test_a_second_time_does_nothing_and_asks_little(city, django_assert_max_num_queries, capsys):
    call_command("load_demo")
    capsys.readouterr()
    with django_assert_max_num_queries(7):
        call_command("load_demo")
    assert "已就绪" in capsys.readouterr().out


def test_a_password_that_a_person_changed_is_kept(city):
    call_command("load_demo")
    user = User.objects.get(username="heating")
    user.set_password("something-else")
    user.save()
    call_command("load_demo")
    assert User.objects.get(username="heating").check_password("something-else")


def test_a_real_city_refuses_the_demo(city, settings):
    settings.CITY = msgspec.structs.replace(city, demo=False)
    with pytest.raises(CommandError, match="不是演示城市"):
        call_command("load_demo")
    assert not Unit.objects.exists()
    assert not User.objects.exists()
