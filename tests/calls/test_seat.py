# SPDX-License-Identifier: Apache-2.0
"""坐席 A seat's day out of the queue_log."""

from datetime import timedelta

from tests.calls.samples import T, log
from yingda.calls import queue_log
from yingda.calls.seat import fold
from yingda.calls.values import moment


def seat(*lines, as_of):
    facts = [n.fact for line in log(*lines).splitlines() for n in queue_log.parse(line).noted]
    return fold(facts, moment(str(T + as_of)))


def seconds(n):
    return timedelta(seconds=n)


def test_a_seat_is_signed_on_while_it_is_in_any_queue():
    s = seat(
        "0|MANAGER|a|1001|ADDMEMBER|", "5|MANAGER|b|1001|ADDMEMBER|",
        "50|MANAGER|a|1001|REMOVEMEMBER|", "60|MANAGER|b|1001|REMOVEMEMBER|", as_of=100,
    )  # fmt: skip
    assert (s.signed_on, s.on, s.ready) == (seconds(60), False, False)


def test_a_seat_removed_and_added_in_one_second_is_on():
    s = seat("5|MANAGER|q|1001|REMOVEMEMBER|", "5|MANAGER|q|1001|ADDMEMBER|", as_of=10)
    assert s.on and s.ready


def test_pauses_are_counted_by_reason_once_for_all_queues():
    s = seat(
        "0|MANAGER|q|1001|ADDMEMBER|",
        "10|NONE|NONE|1001|PAUSEALL|小休", "10|NONE|q|1001|PAUSE|小休",
        "30|NONE|NONE|1001|PAUSEALL|培训", "30|NONE|q|1001|UNPAUSE|Auto-Unpause",
        "30|NONE|q|1001|PAUSE|培训", "40|NONE|NONE|1001|UNPAUSEALL|", as_of=100,
    )  # fmt: skip
    assert s.paused == {"小休": seconds(20), "培训": seconds(10)}
    assert s.ready and s.signed_on == seconds(100)


def test_a_pause_that_lasts_is_counted_up_to_now():
    s = seat("0|MANAGER|q|1|ADDMEMBER|", "10|NONE|NONE|1|PAUSEALL|小休", as_of=15)
    assert (s.paused, s.why, s.ready) == ({"小休": seconds(5)}, "小休", False)


def test_what_comes_later_is_not_known_yet():
    assert not seat("50|MANAGER|q|1|ADDMEMBER|", as_of=10).on
