# SPDX-License-Identifier: Apache-2.0
"""吹哨报到 A sub-district whistles, the department comes; neither is the unit complained of."""

import pytest

from tests.flow.acts import (
    BUREAU,
    CLERK,
    COMMUNITY,
    HELPER,
    TOWN,
    TOWN_CLERK,
    last_clock,
    open_clock,
    sending,
    signed,
    triaged,
)
from yingda.flow import dispatch, sign_in, whistle

BLOW = whistle.Whistle(by=TOWN_CLERK, unit=BUREAU, need="请到场认定违建")
COME = whistle.AnswerWhistle(by=HELPER, answer="已到场，认定为违建")


def in_town(**more):
    g = triaged(**more).when(sending(TOWN)).then(dispatch.Dispatched)
    return g.when(sign_in.SignIn(by=TOWN_CLERK)).then(sign_in.SignedIn)


def test_the_department_owes_an_answer_from_the_whistle_on():
    g = in_town().when(BLOW).then(whistle.Whistled)
    clock = open_clock(g, "whistle", 1000)
    assert clock.unit == "bureau" and clock.started_at == g.now
    g.when(BLOW).refused("already_whistled")
    g.when(COME).then(whistle.WhistleAnswered)
    assert last_clock(g, "whistle").stopped_at == g.now
    assert g.case.whistles[0].answer == "已到场，认定为违建"
    g.when(COME).refused("no_whistle")


def test_two_whistles_have_two_clocks():
    g = in_town().when(BLOW).then(whistle.Whistled).when(COME).then(whistle.WhistleAnswered)
    g.when(BLOW).then(whistle.Whistled)
    assert [k.order for k in g.case.clocks if k.step == "whistle"] == [1000, 1001]


def test_only_a_sub_district_in_handling_whistles():
    by_utility = whistle.Whistle(by=CLERK, unit=BUREAU, need="请到场")
    signed().when(by_utility).refused("subdistrict_whistles", "beijing-regulation-2021:16")
    g = triaged().when(sending(TOWN)).then(dispatch.Dispatched)
    g.when(BLOW).refused("not_in_handling")


@pytest.mark.parametrize(
    ("unit", "need", "code"),
    [(COMMUNITY, "请到场", "not_a_department"), (BUREAU, "", "no_need")],
)
def test_a_whistle_calls_a_department_for_a_need(unit, need, code):
    in_town().when(whistle.Whistle(by=TOWN_CLERK, unit=unit, need=need)).refused(code)


def test_the_department_complained_of_is_not_called():
    in_town(accused="bureau").when(BLOW).refused("recusal")


def test_coming_without_a_word_is_no_answer():
    g = in_town().when(BLOW).then(whistle.Whistled)
    g.when(whistle.AnswerWhistle(by=HELPER, answer=" ")).refused("nothing_reported")
