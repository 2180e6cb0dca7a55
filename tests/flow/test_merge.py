# SPDX-License-Identifier: Apache-2.0
"""并单 The child keeps its number, its person and its own limit, and gets the reply."""

from tests.flow.acts import (
    ACCEPT,
    CONTENT,
    DISPATCHER,
    ECHO,
    GRANT_PAUSE,
    LEADER,
    PARENT,
    WITHDRAW,
    answer,
    dispatched,
    disputing,
    last_clock,
    merged,
    merging,
    open_clock,
    pausing,
    registered,
    replied,
    sending,
    signed,
    triaged,
)
from tests.given import BEGIN, DAY, HOUR
from yingda.flow import assess, dispatch, follow_up, merge
from yingda.flow.case import Stage
from yingda.flow.grammar import CLOCK

CHILD = "2603040000025"
TAKE = merge.TakeIn(by=DISPATCHER, child=CHILD)
APART = merge.Unmerge(by=LEADER, reason="不是同一栋楼")


def test_the_child_runs_on_a_limit_of_its_own():
    g = triaged().when(merging()).then(merge.Merged)
    assert g.case.stage is Stage.MERGED and g.case.links.parent == PARENT
    clock = open_clock(g, "reply")
    assert (clock.unit, clock.due.at) == ("heating", g.now + 7 * DAY)
    assert [k.step for k in g.case.clocks if k.open] == ["reply"]


def test_a_dispatched_child_keeps_its_reply_limit_and_owes_no_signature():
    g = dispatched()
    due = open_clock(g, "reply", 1).due.at
    g.when(merging()).then(merge.Merged)
    assert [(k.step, k.due.at) for k in g.case.clocks if k.open] == [("reply", due)]
    assert last_clock(g, "sign_in").called_off


def test_a_signature_already_missed_stays_missed():
    g = dispatched().when(merging(), at=BEGIN + 2 * DAY).then(merge.Merged)
    assert last_clock(g, "sign_in").late(g.now)


def test_the_reply_to_the_parent_reaches_the_child_and_its_person_is_asked():
    g = merged().when(ECHO).then(merge.Echoed)
    assert g.case.stage is Stage.ACCEPTED and g.case.answer.outcome.value == "resolved"
    assert last_clock(g, "reply").stopped_at == g.now and open_clock(g, "follow_up")
    g.when(ECHO).refused("not_merged")
    assert assess.counted(g.case).unit == "heating"
    g.when(CONTENT).then(follow_up.FollowedUp)
    assert g.case.stage is Stage.CLOSED


def test_a_reply_that_comes_late_to_the_child_is_late_for_the_child():
    g = merged().when(ECHO, at=BEGIN + 9 * DAY).then(merge.Echoed)
    assert last_clock(g, "reply").late(g.now)


def test_a_paused_child_is_answered_in_time():
    g = signed(pausing(BEGIN + 20 * DAY), GRANT_PAUSE, merging())
    g.when(ECHO, at=BEGIN + 9 * DAY).then(merge.Echoed)
    assert not last_clock(g, "reply").late(g.now)


def test_a_stranger_does_not_echo():
    stranger = merge.Echo(by=CLOCK, parent="2603040000033", answer=answer(BEGIN))
    merged().when(stranger).refused("not_merged")


def test_a_merge_has_a_goal_and_a_reason():
    triaged().when(merging(into="")).refused("no_reason")
    triaged().when(merging(reason="")).refused("no_reason")
    replied().when(merging()).refused("too_late_to_merge")
    dispatched(disputing()).when(merging()).refused("in_dispute")
    triaged(accused="heating").when(merging()).refused("recusal")


def test_the_parent_takes_in_children_until_it_has_ended():
    g = triaged().when(TAKE).then(merge.TookIn)
    assert g.case.links.children == (CHILD,)
    g.when(TAKE).refused("already_merged")
    g.when(merging()).refused("has_children")
    replied().when(TAKE).then(merge.TookIn)
    replied(ACCEPT).when(TAKE).refused("parent_ended")


def test_a_child_does_not_become_a_parent():
    g = triaged().when(merging(into=PARENT))
    g.then(merge.Merged).when(TAKE).refused("parent_ended")
    back = merged(APART)
    assert back.case.links.parent == ""
    back.when(TAKE).then(merge.TookIn)


def test_a_reopened_child_is_still_bound_to_its_parent():
    from yingda.flow import close

    g = merged(WITHDRAW).when(close.Reopen(by=LEADER, new_facts="又爆了"))
    g._fold(g.outcome).when(TAKE).refused("parent_is_child")


def test_what_was_merged_wrongly_is_taken_apart_and_dispatched_for_itself():
    g = merged().when(APART).then(merge.Unmerged)
    assert g.case.stage is Stage.TRIAGED and [k.step for k in g.case.clocks if k.open] == [
        "dispatch"
    ]
    g.when(sending()).then(dispatch.Dispatched)
    registered().when(APART).refused("not_merged")
    merged().when(merge.Unmerge(by=LEADER, reason=" ")).refused("no_reason")


def test_the_parent_lets_go_of_what_is_taken_apart():
    g = triaged().when(TAKE).then(merge.TookIn)
    g.when(merge.LetGo(by=LEADER, child=CHILD)).then(merge.LetGone)
    assert g.case.links.children == ()
    g.when(merge.LetGo(by=LEADER, child=CHILD)).refused("not_merged")


def test_a_parent_is_not_withdrawn_from_under_its_children():
    g = triaged().when(TAKE).then(merge.TookIn)
    g.when(WITHDRAW).refused("has_children")
    assert g.now < BEGIN + HOUR
