# SPDX-License-Identifier: Apache-2.0
"""时限 Clocks: begun, stopped, held, called off; what was missed stays missed."""

from msgspec.structs import replace

from tests.given import BEGIN, BOOKS, DAY, HOUR, MINUTE
from yingda.flow import limits

PAUSE = limits.Pause(reason="inspection", began_at=BEGIN + DAY, ends_by=BEGIN + 5 * DAY,
                     approver="周")  # fmt: skip


def begun(step="reply", tier="general", order=1, at=BEGIN):
    return limits.begin(BOOKS(), step, tier, at, unit="heating", order=order)


def test_a_clock_carries_what_the_rule_gave_when_it_began():
    (clock,) = begun()
    assert clock.due.at == BEGIN + 7 * DAY and clock.due.source and clock.due.within == "7日"
    assert clock.next_at == min(r.at for r in clock.ladder)


def test_where_no_limit_is_known_there_is_no_clock():
    assert limits.begin(BOOKS(), "nothing", "general", BEGIN) == ()


def test_a_clock_is_stopped_by_its_own_order_only():
    both = begun() + begun(order=2)
    after = limits.stop(both, "reply", BEGIN + HOUR, 2)
    assert [k.open for k in after] == [True, False]
    assert limits.find(after, "reply", 2) is None and limits.find(after, "reply", 1)


def test_a_stopped_clock_goes_on_to_the_same_moment():
    clocks = limits.stop(begun(), "reply", BEGIN + HOUR, 1)
    (again,) = limits.start_again(clocks, "reply", 1)
    assert again.open and again.due == clocks[0].due


def test_a_held_clock_is_not_due_and_goes_on_with_what_was_left():
    (held,) = limits.hold(begun(), 1, ("reply",), PAUSE)
    assert held.paused and held.next_at == PAUSE.ends_by and not held.running
    after = limits.resumed(BOOKS(), held, BEGIN + 5 * DAY)
    assert after.due.at == BEGIN + 11 * DAY and after.pauses[0].ended_at == BEGIN + 5 * DAY


def test_what_is_done_in_a_pause_is_done_with_the_time_that_was_left():
    held = limits.hold(begun(), 1, ("reply",), PAUSE)
    (awake,) = limits.awake(BOOKS(), held, ("reply",), 1, BEGIN + 3 * DAY)
    assert awake.due.at == BEGIN + 9 * DAY
    assert limits.awake(BOOKS(), begun(), ("reply",), 1, BEGIN) == (), "it was not asleep"


def test_at_the_end_a_missed_limit_stays_missed_and_the_others_are_called_off():
    missed, other = limits.let_end(begun("contact") + begun(), BEGIN + 2 * DAY)
    assert missed.late(BEGIN + 2 * DAY) and missed.stopped_at == BEGIN + 2 * DAY
    assert other.called_off and not other.late(BEGIN + 9 * DAY)


def test_a_limit_that_was_held_in_time_is_not_missed():
    held = limits.hold(begun(), 1, ("reply",), PAUSE)
    assert limits.let_end(held, BEGIN + 9 * DAY)[0].called_off
    assert limits.let_end(begun(), BEGIN + HOUR, but=("reply",))[0].open


def test_a_new_clock_takes_the_place_of_the_open_one():
    clocks = begun("contact") + begun()
    later = replace(clocks[0], due=replace(clocks[0].due, at=BEGIN + 3 * DAY))
    assert limits.put(clocks, (later,)) == (later, clocks[1])
    stopped = limits.stop(clocks, "contact", BEGIN, 1)
    assert len(limits.put(stopped, (later,))) == 3, "a stopped clock stays in the story"


def test_another_tier_counts_from_the_same_start():
    (clock,) = begun()
    urgent = limits.graded(BOOKS(), clock, "urgent", BEGIN + HOUR)
    assert (urgent.started_at, urgent.due.at) == (BEGIN, BEGIN + 24 * HOUR)
    assert limits.graded(BOOKS(), urgent, "complex", BEGIN + HOUR).due.at == BEGIN + 15 * DAY


def test_a_tier_for_which_no_limit_is_known_leaves_the_clock_as_it_was():
    (clock,) = begun()
    strange = replace(clock, step="suspension")
    assert limits.graded(BOOKS(), strange, "urgent", BEGIN) == strange


def test_a_rung_is_climbed_once():
    (clock,) = begun()
    first = min(clock.ladder, key=lambda r: r.at)
    (after,) = limits.climb((clock,), "reply", 1, first.id)
    assert after.next_at > first.at


def test_the_day_is_that_of_the_city():
    assert limits.day(BEGIN.replace(hour=0, minute=30)).day == BEGIN.day
    assert limits.day(BEGIN - 10 * HOUR - MINUTE).day == BEGIN.day - 1
