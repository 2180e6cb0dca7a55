# SPDX-License-Identifier: Apache-2.0
"""分流 The six statutory exits of article 11, each with its own record and message."""

import pytest

from tests.flow.acts import (
    DISPATCHER,
    LEADER,
    OPERATOR,
    PARENT,
    REOPEN,
    dispatched,
    merging,
    registered,
)
from tests.given import BEGIN, HOUR
from yingda.flow import divert, merge
from yingda.flow.case import Stage

ARTICLE = "beijing-regulation-2021:11"
TOLD = {"by": OPERATOR, "told": "已电话告知"}

EXITS = {
    "answered": divert.AnswerAtOnce(**TOLD, entry="供热时间", version="3"),
    "emergency_line": divert.HandOver(**TOLD, line="119", handed_at=BEGIN),
    "lawful_channel": divert.Inform(**TOLD, way="litigation", basis="已由法院立案"),
    "repeat": divert.TellProgress(**TOLD, earlier=PARENT, new_fact=False),
    "secret": divert.Explain(**TOLD, secret="privacy"),
    "beyond_duties": divert.PointElsewhere(**TOLD, to="物业服务企业"),
    "unlawful": divert.Persuade(**TOLD, rules="治安管理处罚法", consequences="依法处理"),
}


@pytest.mark.parametrize("name", EXITS)
def test_every_exit_keeps_its_record_and_stops_the_limit_of_dispatch(name):
    case = registered().when(EXITS[name]).then(divert.Diverted).case
    assert case.stage is Stage.DIVERTED and case.diversion.exit == name
    assert case.diversion.told == "已电话告知"
    assert not any(k.open for k in case.clocks)


@pytest.mark.parametrize("name", EXITS)
def test_no_exit_without_telling_the_person(name):
    silent = type(EXITS[name])(**{f: getattr(EXITS[name], f) for f in EXITS[name].__struct_fields__}
                               | {"told": "  "})  # fmt: skip
    registered().when(silent).refused("nothing_told", ARTICLE)


@pytest.mark.parametrize("name", EXITS)
def test_what_is_dispatched_has_no_exit(name):
    dispatched().when(EXITS[name]).refused("already_dispatched", ARTICLE)


def test_an_emergency_keeps_the_line_and_the_moment_it_was_handed_over():
    way = registered().when(EXITS["emergency_line"]).then(divert.Diverted).case.diversion
    assert (way.to, way.handed_at) == ("119", BEGIN)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (divert.HandOver(**TOLD, line="114", handed_at=BEGIN), "no_such_line"),
        (divert.HandOver(**TOLD, line="110", handed_at=BEGIN + HOUR), "handed_later"),
        (divert.Inform(**TOLD, way="gossip", basis="有"), "no_such_channel"),
        (divert.Inform(**TOLD, way="litigation", basis=""), "no_basis"),
        (divert.TellProgress(**TOLD, earlier=PARENT, new_fact=True, which="孩子病了"),
         "has_new_facts"),
        (divert.TellProgress(**TOLD, earlier="", new_fact=False), "no_earlier_case"),
        (divert.Explain(**TOLD, secret="不想说"), "no_such_secret"),
        (divert.PointElsewhere(**TOLD, to=""), "nowhere_to_go"),
        (divert.Persuade(**TOLD, rules="", consequences="依法处理"), "no_rules_told"),
    ],
)  # fmt: skip
def test_an_exit_that_lacks_its_ground_is_refused(command, code):
    registered().when(command).refused(code, ARTICLE)


def test_a_case_that_others_were_merged_into_is_not_led_out_under_them():
    g = registered().when(merge.TakeIn(by=DISPATCHER, child=PARENT)).then(merge.TookIn)
    g.when(EXITS["answered"]).refused("has_children")


def test_a_diverted_case_is_taken_up_again_on_new_facts():
    g = registered().when(EXITS["repeat"])
    case = g.then(divert.Diverted).when(REOPEN)._fold(g.outcome).case
    assert case.stage is Stage.REGISTERED and case.diversion is None
    assert [k.step for k in case.clocks if k.open] == ["dispatch"]


def test_after_a_reopening_it_may_be_merged():
    g = registered(title="停水").when(EXITS["repeat"]).then(divert.Diverted).when(REOPEN)
    g._fold(g.outcome).when(merging()).then(merge.Merged)


def test_the_leader_may_divert_too():
    registered().when(divert.AnswerAtOnce(by=LEADER, told="已告知")).then(divert.Diverted)
